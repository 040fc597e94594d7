import type { Finding, RuleId } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import type { Observations } from "../../frame/observations";
import { stackPolicy, type Report } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { distributionTokens } from "../../frame/tokens";
import { importedClient, importedFindings, isDecided } from "./importedClient";
import { distributionCertificates, type PresentedCertificate } from "./presentedCertificates";
import { issuerKind } from "./serverCertificate";
import { truststoreOfHost } from "../truststoreOfHost";
import { judgePlannedClient, type GraphVerdict } from "./plannedClient";

/** Judges one certificate that is imported into ACM and presented by a distribution. */
export type JudgeImport = (
  program: Program,
  presented: PresentedCertificate,
) => GraphVerdict | Promise<GraphVerdict>;

/**
 * The policy of one CC rule, on the certificates that a distribution presents to its origins and that the program
 * imports into ACM: by their content where it is known, else by what the graph of resources proves.
 */
export function edgeCertificatePolicy(
  rule: RuleId,
  observations: Observations,
): StackValidationPolicy {
  return importPolicy(rule, observations, async (program, presented) => {
    const { certificate } = presented;
    const client = importedClient(program, certificate);
    if (!isDecided(rule, client)) return judgePlannedClient(rule, program, certificate);
    const findings = importedFindings(rule, client, observations);
    if (rule !== "CC104" || findings.length > 0) return { findings, isProved: true };
    return { findings: await depthFindings(program, presented, observations), isProved: true };
  });
}

/** CC104 counts the CAs of the truststores too that the certificate is shown to, where it came without its chain. */
async function depthFindings(
  program: Program,
  { certificate, hosts }: PresentedCertificate,
  observations: Observations,
): Promise<Finding[]> {
  const client = importedClient(program, certificate);
  const findings: Finding[] = [];
  for (const { resource } of hosts) {
    const truststore = await truststoreOfHost(program, resource, observations);
    if (truststore === undefined || truststore.planned !== undefined) continue;
    findings.push(...importedFindings("CC104", client, observations, truststore));
  }
  return findings;
}

/** As {@link edgeCertificatePolicy}, for a rule that judges in a way of its own. */
export function importPolicy(
  rule: RuleId,
  observations: Observations,
  judge: JudgeImport,
): StackValidationPolicy {
  return stackPolicy({ rule, scope: "edge-certificate" }, observations, {
    types: distributionTokens,
    check: async (program, report) => {
      for (const { presented } of distributionCertificates(program)) {
        for (const each of presented) {
          if (isReadable(program, each)) say(await judge(program, each), each, report);
        }
      }
    },
  });
}

/** Of one that ACM issued CC107 speaks; one that the program only looks up shows nothing of its content, ever. */
function isReadable(program: Program, { certificate }: PresentedCertificate): boolean {
  return (
    issuerKind(program, certificate) === "imported" &&
    program.see(certificate, "certificateBody").state !== "unset"
  );
}

function say(
  { findings, isProved }: GraphVerdict,
  { certificate, isProved: isPresented }: PresentedCertificate,
  report: Report,
): void {
  if (findings.length > 0 && !isPresented) report.open(certificate.urn);
  else for (const finding of findings) report.violation(finding, certificate.urn);
  if (findings.length === 0 && !isProved) report.open(certificate.urn);
}
