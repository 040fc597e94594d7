import { checkDomain, type RuleId } from "@mtls-gateway/pki";

import type { SeenResource } from "../../frame/observations";
import type { Report } from "../../frame/policy";
import { inputReader, readDomain, type DomainReading } from "./domainReading";

/** Which part of a domain a rule needs to know before it can say that all is well. */
type Needs = (reading: DomainReading) => { state: string } | undefined;

/**
 * Judges one rule on one domain's inputs. Known violations are reported first; a rule whose value is not known
 * yet, or that hangs on whether the domain asks for certificates at all, is left open.
 */
export function judgeDomain(
  rule: RuleId,
  needs: Needs,
  resource: SeenResource,
  report: Report,
): void {
  const reading = readDomain(resource.type, resource.name, inputReader(resource.inputs));
  if (reading.mutualTls === false) return;
  const findings = checkDomain(reading.facts).filter((finding) => finding.rule === rule);
  if (reading.mutualTls === true) {
    for (const finding of findings) report.violation(finding, resource.urn);
    if (findings.length > 0) return;
  }
  const isUndecided = findings.length > 0 || needs(reading)?.state === "unknown";
  if (isUndecided) report.open(resource.urn);
}
