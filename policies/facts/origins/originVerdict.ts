import { checkOrigin, type Finding, type RuleId } from "@mtls-gateway/pki";

import type { SeenResource } from "../../frame/observations";
import type { Report } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { textOf, type Seen } from "../../frame/seen";
import { readOrigins, type Origin } from "./distributionOrigins";
import { inputReader } from "../domains/domainReading";
import { mutualTlsOrigins } from "./mutualTlsOrigins";

/** A property of an origin that one rule judges, for origins that have to do with mutual TLS. */
export interface OriginRule {
  rule: RuleId;
  /** What the rule needs to know before it can say that all is well. */
  needs: (origin: Origin) => Seen;
}

/**
 * Judges one rule on the origins of one distribution that have a client certificate, by its inputs: before the
 * distribution is created or updated.
 */
export function judgeOwnOrigins(
  { rule, needs }: OriginRule,
  resource: SeenResource,
  report: Report,
): void {
  for (const origin of certifiedOrigins(resource)) {
    const findings = originFindings(rule, resource.name, origin, undefined);
    for (const finding of findings) report.violation(finding, resource.urn);
    if (findings.length === 0 && needs(origin).state === "unknown") report.open(resource.urn);
  }
}

/** Judges one rule on the origins that are mTLS domains of the program and have no client certificate set. */
export function judgeBareOrigins(
  { rule, needs }: OriginRule,
  program: Program,
  report: Report,
): void {
  for (const { distribution, origin, host, standing } of mutualTlsOrigins(program)) {
    if (origin.certificate === "set") continue;
    const findings = originFindings(rule, distribution.name, origin, host?.name);
    const isOpen = findings.length === 0 && needs(origin).state === "unknown";
    if (isOpen || (findings.length > 0 && standing === "possible")) report.open(distribution.urn);
    else for (const finding of findings) report.violation(finding, distribution.urn);
  }
}

/** What `checkOrigin` finds under one rule, the origin being one that asks for a client certificate. */
export function originFindings(
  rule: RuleId,
  distribution: string,
  origin: Origin,
  domain: string | undefined,
): Finding[] {
  const { id, host, protocolPolicy, sslProtocols } = origin;
  return checkOrigin({
    distribution,
    originId: id,
    originDomain: textOf(host) ?? domain ?? "the origin",
    isMutualTlsDomain: true,
    protocolPolicy: textOf(protocolPolicy),
    sslProtocols: sslProtocols.state === "known" ? sslProtocols.value : undefined,
  }).filter((finding) => finding.rule === rule);
}

/** The origins of one distribution that have a client certificate, by its inputs. */
export function certifiedOrigins(resource: SeenResource): Origin[] {
  return (readOrigins(resource.type, inputReader(resource.inputs)) ?? []).filter(
    ({ certificate }) => certificate === "set",
  );
}
