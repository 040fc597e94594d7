import { checkAuthorityKey } from "@mtls-gateway/pki";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

import { usesMutualTls } from "../../facts/mutualTlsUse";
import { fitsGlob } from "../../frame/glob";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { flagFact } from "../../frame/seen";
import type { Settings, SettingsSchema } from "../../frame/settings";
import { certificateTokens, tokens } from "../../frame/tokens";

/** What marks a stack as a test stack. A name with `*` in it takes any characters there. */
const settings = {
  testStackNames: {
    type: "array",
    items: { type: "string", minLength: 1, maxLength: 100 },
    description:
      'Names of test stacks, with * and ?. Default: "dev", "test", "dev-*", "test-*", "*-dev", "*-test".',
  },
  testStackTags: {
    type: "object",
    additionalProperties: { type: "string" },
    description:
      'Stack tags, any of which marks a test stack (a file backend has none). Default: { "mtls-gateway:test": "true" }.',
  },
} as const satisfies SettingsSchema;

const defaultNames = ["dev", "test", "dev-*", "test-*", "*-dev", "*-test"];
const defaultTags = { "mtls-gateway:test": "true" };

/** SEC002: the key of a CA is in the state of test stacks alone. */
export function authorityKey(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "SEC002", scope: "authority-key", settings }, observations, {
    types: certificateTokens,
    check: (program, report, given) => {
      if (!usesMutualTls(program)) return;
      const stack = program.stackUrn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
      const isTestStack = isMarked(program, stack, given);
      for (const [holder, authorities] of keyHolders(program)) {
        const facts = {
          holder: holder.name,
          authorities: [...authorities],
          stack,
          isTestStack,
        };
        for (const finding of checkAuthorityKey(facts)) report.violation(finding, holder.urn);
      }
    },
  });
}

function isMarked(program: Program, stack: string, given: Settings): boolean {
  const names = given.value<readonly string[]>("testStackNames", defaultNames);
  const tags = given.value<Record<string, string>>("testStackTags", defaultTags);
  return (
    names.some((name) => fitsGlob(stack, name)) ||
    Object.entries(tags).some(([tag, value]) => program.stackTags.get(tag) === value)
  );
}

/** The resources that bring the keys of CAs into the state, each with the names of the CAs it is the key of. */
function keyHolders(program: Program): Map<PolicyResource, Set<string>> {
  const holders = new Map<PolicyResource, Set<string>>();
  const add = (resource: PolicyResource, property: string, authority: string): void => {
    const keys = sourcesOf(program, resource, property, [tokens.privateKey]);
    // A key from elsewhere is in the state too: among the inputs of what it is given to.
    for (const holder of keys.length === 0 ? [resource] : keys) {
      holders.set(holder, (holders.get(holder) ?? new Set()).add(authority));
    }
  };
  for (const certificate of program.ofType(certificateTokens)) {
    const isCa = flagFact(program.see(certificate, "isCaCertificate")) === true;
    if (certificate.type === tokens.selfSignedCert) {
      if (isCa) add(certificate, "privateKeyPem", certificate.name);
      continue;
    }
    const [issuer] = sourcesOf(program, certificate, "caCertPem", certificateTokens);
    add(certificate, "caPrivateKeyPem", issuer?.name ?? `that signs ${certificate.name}`);
    const requests = sourcesOf(program, certificate, "certRequestPem", [tokens.certRequest]);
    for (const request of isCa ? requests : []) add(request, "privateKeyPem", certificate.name);
  }
  return holders;
}

function sourcesOf(
  program: Program,
  resource: PolicyResource,
  property: string,
  types: readonly string[],
): PolicyResource[] {
  return program.sources(resource, property).filter(({ type }) => types.includes(type));
}
