import type { Finding, RuleId } from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";

import type { Observations } from "../frame/observations";
import type { Report } from "../frame/policy";
import type { Program } from "../frame/program";
import { issuingPaths, type TruststorePaths } from "./issuingPaths";
import { objectContent } from "./objectContent";
import { truststoreFindings } from "./truststoreFindings";
import { domainTruststores } from "./truststoreObjects";

/** What the program's graph proves of one rule while the content is not known. */
export interface GraphVerdict {
  findings: Finding[];
  /** The graph proves that the rule is kept. */
  isProved: boolean;
}

/** How a rule reads the paths that the program's graph shows. */
export type GraphJudge = (program: Program, paths: TruststorePaths) => GraphVerdict;

/**
 * Judges one rule on the truststore object of every mTLS domain: by its content where that is known, else by
 * what the graph of certificate resources proves. What neither tells is left open.
 */
export async function judgeTruststores(
  rule: RuleId,
  judgeGraph: GraphJudge,
  program: Program,
  observations: Observations,
  report: Report,
): Promise<void> {
  for (const { domain, object, isMutualTlsUnknown } of domainTruststores(program)) {
    if (object === undefined) {
      report.open(domain.urn);
      continue;
    }
    const verdict = await judgeObject(rule, judgeGraph, program, observations, object);
    if (isMutualTlsUnknown && verdict.findings.length > 0) {
      report.open(object.urn);
      continue;
    }
    for (const finding of verdict.findings) report.violation(finding, object.urn);
    if (verdict.findings.length === 0 && !verdict.isProved) report.open(object.urn);
  }
}

async function judgeObject(
  rule: RuleId,
  judgeGraph: GraphJudge,
  program: Program,
  observations: Observations,
  object: PolicyResource,
): Promise<GraphVerdict> {
  const content = await objectContent((property) => program.see(object, property));
  if (content.bytes.state === "known") {
    const { findings, isWhole } = truststoreFindings(observations, rule, content.bytes.value);
    return { findings, isProved: isWhole };
  }
  if (content.bytes.state === "unset") return { findings: [], isProved: true };
  return judgeGraph(program, issuingPaths(program, object, content.property));
}
