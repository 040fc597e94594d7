import { checkObjectKey, checkPlanned, type Finding, type RuleId } from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";

import type { Observations } from "../frame/observations";
import type { Report } from "../frame/policy";
import type { Program } from "../frame/program";
import { textOf } from "../frame/seen";
import { contentOf } from "./objectContent";
import { PlannedCertificates } from "./plannedCertificates";
import { truststoreFindings } from "./truststoreFindings";
import { domainTruststores } from "./truststoreObjects";

/** What is known of one truststore under every TS rule. */
interface TruststoreStanding {
  /** URN of the object; of the domain, when more than one object may be its truststore. */
  urn: string;
  findings: readonly Finding[];
  isOpen: (rule: RuleId) => boolean;
}

/**
 * Judges one rule on the truststore object of every mTLS domain: by its content where that is known, else by
 * what the graph of certificate resources proves. What neither tells is left open.
 *
 * @param expiresWithinDays for TS010
 */
export async function judgeTruststores(
  rule: RuleId,
  expiresWithinDays: number,
  program: Program,
  observations: Observations,
  report: Report,
): Promise<void> {
  const standings = await observations.remember(`truststores ${expiresWithinDays}`, () =>
    judgeAll(program, observations, expiresWithinDays),
  );
  for (const { urn, findings, isOpen } of standings) {
    const own = findings.filter((finding) => finding.rule === rule);
    for (const finding of own) report.violation(finding, urn);
    if (own.length === 0 && isOpen(rule)) report.open(urn);
  }
}

/** All rules at once: twenty policies ask, and the answer is the same within a run. */
async function judgeAll(
  program: Program,
  observations: Observations,
  expiresWithinDays: number,
): Promise<TruststoreStanding[]> {
  const planned = new PlannedCertificates(program, observations.now);
  const ambiguous: TruststoreStanding[] = [];
  // One truststore of several domains is judged once; one domain that is known to ask for certificates is enough.
  const objects = new Map<PolicyResource, { isMutualTlsUnknown: boolean }>();
  for (const { domain, object, isMutualTlsUnknown } of domainTruststores(program)) {
    if (object === undefined) {
      ambiguous.push({ urn: domain.urn, findings: [], isOpen: () => true });
    } else if (isMutualTlsUnknown) {
      objects.set(object, objects.get(object) ?? { isMutualTlsUnknown });
    } else {
      objects.set(object, { isMutualTlsUnknown });
    }
  }
  const standings = [...objects].map(async ([object, { isMutualTlsUnknown }]) => {
    const standing = await judgeObject(program, observations, planned, object, expiresWithinDays);
    if (!isMutualTlsUnknown) return standing;
    const broken = new Set(standing.findings.map(({ rule }) => rule));
    const isOpen = (rule: RuleId): boolean => broken.has(rule) || standing.isOpen(rule);
    return { ...standing, findings: [], isOpen };
  });
  return [...ambiguous, ...(await Promise.all(standings))];
}

async function judgeObject(
  program: Program,
  observations: Observations,
  planned: PlannedCertificates,
  object: PolicyResource,
  expiresWithinDays: number,
): Promise<TruststoreStanding> {
  const { urn } = object;
  const { property, bytes } = await contentOf(program, observations, object);
  const key = textOf(program.see(object, "key"));
  const isKeyOpen = (rule: RuleId): boolean => rule === "TS018" && key === undefined;
  if (bytes.state !== "unknown") {
    // An object without content is an empty file.
    const content = bytes.state === "known" ? bytes.value : new Uint8Array();
    const findings = truststoreFindings(observations, content, key, expiresWithinDays);
    return { urn, findings, isOpen: isKeyOpen };
  }
  const { findings, open } = checkPlanned(planned.truststore(object, property), {
    at: observations.now,
    expiresWithinDays,
  });
  return {
    urn,
    findings: [...findings, ...checkObjectKey(key)],
    isOpen: (rule) => open.has(rule) || isKeyOpen(rule),
  };
}
