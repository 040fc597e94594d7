import {
  checkPlannedClient,
  type Finding,
  keyUsages,
  type PlannedClientFacts,
  type RuleId,
} from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { lengthOf } from "../../frame/seen";
import { certificateSubject } from "./certificateSubject";
import {
  certificatesOf,
  isCaOf,
  keyIn,
  keyOf,
  onlyCertificate,
  pathOf,
  signingKeyOf,
  usesOf,
} from "./certificateGraph";

/** What a program's graph proves of one rule while a content is not known. */
export interface GraphVerdict {
  findings: Finding[];
  /** The graph proves that the rule is kept. */
  isProved: boolean;
}

/** A SAN list of this length keeps a certificate far below 96 KB: a DNS name has 253 octets at most. */
const fewNames = 100;

/**
 * Judges one rule on an import into ACM whose content is not known, by the @pulumi/tls resources that it is built
 * from. The provider makes well-formed X.509 v3 certificates with positive serial numbers, signs with SHA-256 or
 * stronger under RSA and ECDSA keys, and has no hash under Ed25519.
 */
export function judgePlannedClient(
  rule: RuleId,
  program: Program,
  imported: PolicyResource,
): GraphVerdict {
  const leaf = onlyCertificate(program, imported, "certificateBody");
  if (leaf === undefined) return { findings: [], isProved: false };
  const facts = plannedFacts(program, imported, leaf);
  const findings = checkPlannedClient(facts).filter((finding) => finding.rule === rule);
  return { findings, isProved: isKept(rule, facts, program, imported, leaf) };
}

function plannedFacts(
  program: Program,
  imported: PolicyResource,
  leaf: PolicyResource,
): PlannedClientFacts {
  const uses = usesOf(program, leaf);
  const key = keyOf(program, leaf);
  const own = keyIn(program, imported, "privateKey");
  const signer = signingKeyOf(program, leaf)?.algorithm;
  return {
    subject: certificateSubject(program, leaf),
    extendedKeyUsage: uses?.filter((use) => !keyUsages.includes(use)),
    keyUsage: uses?.filter((use) => keyUsages.includes(use)),
    key:
      key?.algorithm === undefined
        ? undefined
        : { algorithm: key.algorithm, size: key.size, curve: key.curve, name: nameOfKey(key) },
    signature:
      signer === undefined
        ? undefined
        : { hash: signer === "ED25519" ? "" : "SHA-256", scheme: "Ed25519" },
    isCa: isCaOf(program, leaf),
    depth: pathOf(program, leaf).path.length,
    validityHours: hoursOf(program, leaf),
    hasOwnKey: key === undefined || own === undefined ? undefined : key.resource === own.resource,
  };
}

function nameOfKey(key: { algorithm: string | undefined; size: number; curve: string }): string {
  return key.curve || (key.size > 0 ? `RSA-${key.size}` : "Ed25519");
}

function hoursOf(program: Program, leaf: PolicyResource): number | undefined {
  const hours = program.see(leaf, "validityPeriodHours");
  return hours.state === "known" ? Number(hours.value) : undefined;
}

/** Whether what is known decides the rule, so that no finding means that it is kept. */
function isKept(
  rule: RuleId,
  facts: PlannedClientFacts,
  program: Program,
  imported: PolicyResource,
  leaf: PolicyResource,
): boolean {
  switch (rule) {
    case "CC002":
      return facts.validityHours !== undefined;
    case "CC004":
      return facts.isCa !== undefined;
    case "CC006":
      return facts.hasOwnKey !== undefined;
    case "CC007":
    case "CC101":
      return facts.extendedKeyUsage !== undefined;
    case "CC008":
    case "CC009":
      return true;
    case "CC102":
      return facts.key !== undefined;
    case "CC103":
      return facts.signature !== undefined;
    case "CC104":
      return pathOf(program, leaf).reachesRoot && isChainOnPath(program, imported, leaf);
    case "CC105":
      return isSmall(program, imported, leaf);
    case "CC110":
      return isChainInOrder(program, imported, leaf);
    default:
      return false;
  }
}

/** Nothing is in the chain but CAs of the leaf's own path. */
function isChainOnPath(program: Program, imported: PolicyResource, leaf: PolicyResource): boolean {
  const { path } = pathOf(program, leaf);
  return (
    isLeftOut(program, imported) ||
    certificatesOf(program, imported, "certificateChain")?.every((ca) => path.includes(ca)) === true
  );
}

/** The chain is left out, or is the leaf's issuer alone: of two CAs the graph does not show the order. */
function isChainInOrder(program: Program, imported: PolicyResource, leaf: PolicyResource): boolean {
  const [first, ...others] = certificatesOf(program, imported, "certificateChain") ?? [];
  const isIssuer = first !== undefined && first === pathOf(program, leaf).path[1];
  return isLeftOut(program, imported) || (isIssuer && others.length === 0);
}

function isLeftOut(program: Program, imported: PolicyResource): boolean {
  return program.see(imported, "certificateChain").state === "unset";
}

/** Names are all that makes a certificate of @pulumi/tls large, and bits a key: RSA-4096 has 3.2 KB as PEM. */
function isSmall(program: Program, imported: PolicyResource, leaf: PolicyResource): boolean {
  const key = keyIn(program, imported, "privateKey");
  const isSmallKey = key?.algorithm !== undefined && key.size <= 4096;
  const requests = program.sources(leaf, "certRequestPem");
  const named = [leaf, ...requests].flatMap((resource) =>
    ["dnsNames", "ipAddresses", "uris"].map((property) => program.see(resource, property)),
  );
  const areFew = named.every(
    (names) => names.state === "unset" || (lengthOf(names) ?? Infinity) < fewNames,
  );
  return isSmallKey && areFew && isChainOnPath(program, imported, leaf);
}
