import { checkEdgeCertificates, type Finding, type RuleId } from "@mtls-gateway/pki";
import type { PolicyResource, StackValidationPolicy } from "@pulumi/policy";

import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { distributionTokens } from "../../frame/tokens";
import {
  distributionCertificates,
  type DistributionCertificates,
  type PresentedCertificate,
} from "./presentedCertificates";
import { issuerKind } from "./serverCertificate";

/** Whether what is not known yet of a distribution's certificates could break the rule. */
export type MayBreak = (program: Program, certificates: DistributionCertificates) => boolean;

/**
 * The policy of one rule on where the client certificates of a distribution are, where they come from, and how many
 * they are.
 */
export function edgeCertificatesPolicy(
  rule: RuleId,
  observations: Observations,
  mayBreak: MayBreak,
): StackValidationPolicy {
  return stackPolicy({ rule, scope: "distribution" }, observations, {
    types: distributionTokens,
    check: (program, report) => {
      for (const all of distributionCertificates(program)) {
        const { urn } = all.distribution;
        const certain = { ...all, presented: all.presented.filter(({ isProved }) => isProved) };
        const findings = findingsOf(rule, program, certain);
        for (const finding of findings) report.violation(finding, urn);
        const isMore = findingsOf(rule, program, all).length > findings.length;
        if (isMore || mayBreak(program, all)) report.open(urn);
      }
    },
  });
}

function findingsOf(
  rule: RuleId,
  program: Program,
  { distribution, arns, presented }: DistributionCertificates,
): Finding[] {
  const unnamed = presented.filter(({ certificate }) => arnOf(program, certificate) === undefined);
  return checkEdgeCertificates({
    distribution: distribution.name,
    arns,
    placed: unnamed.map(({ certificate }) => ({
      name: certificate.name,
      region: textOf(program.region(certificate)),
    })),
    issuedByAcm: namesOf(program, presented, "acm"),
    issuedByPrivateCa: namesOf(program, presented, "private-ca"),
  }).filter((finding) => finding.rule === rule);
}

function namesOf(
  program: Program,
  presented: readonly PresentedCertificate[],
  kind: ReturnType<typeof issuerKind>,
): string[] {
  return presented
    .filter(({ certificate }) => issuerKind(program, certificate) === kind)
    .map(({ certificate }) => arnOf(program, certificate) ?? certificate.name);
}

function arnOf(program: Program, certificate: PolicyResource): string | undefined {
  return textOf(program.see(certificate, "arn"));
}
