import { checkOrigin } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import type { Origin } from "../../facts/origins/distributionOrigins";
import { executeApiOrigins } from "../../facts/origins/executeApiOrigins";
import { mutualTlsOrigins } from "../../facts/origins/mutualTlsOrigins";
import type { Observations } from "../../frame/observations";
import { stackPolicy, type Report } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { distributionTokens } from "../../frame/tokens";

/** CF004: CloudFront goes to the custom domain, not to the execute-api host behind it. */
export function customDomainOrigin(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "CF004", scope: "distribution" }, observations, {
    types: distributionTokens,
    check: (program, report) => {
      const judged = judgeApis(program, report);
      judgeNames(program, judged, report);
    },
  });
}

/** By the APIs of the program. Gives the origins that it spoke of. */
function judgeApis(program: Program, report: Report): Origin[] {
  return executeApiOrigins(program).flatMap(({ distribution, origins, api, isProved }) => {
    const [first] = origins;
    if (first === undefined) return [];
    if (!isProved) {
      report.open(distribution.urn);
      return origins;
    }
    const findings = checkOrigin({
      distribution: distribution.name,
      originId: origins.map(({ id }) => id).join(" or "),
      originDomain: textOf(first.host) ?? `the default endpoint of ${api}`,
      isMutualTlsDomain: false,
      executeApi: true,
    });
    for (const finding of findings) report.violation(finding, distribution.urn);
    return origins;
  });
}

/** By the host's own name, where a client certificate is to be shown to it: the API may be another program's. */
function judgeNames(program: Program, judged: readonly Origin[], report: Report): void {
  const names = new Set(judged.map(({ host }) => textOf(host)));
  for (const { distribution, origin } of mutualTlsOrigins(program)) {
    const originDomain = textOf(origin.host);
    if (originDomain === undefined || names.has(originDomain)) continue;
    const findings = checkOrigin({
      distribution: distribution.name,
      originId: origin.id,
      originDomain,
      isMutualTlsDomain: false,
      clientCertificateArn: origin.certificate === "set" ? "set" : null,
    }).filter(({ rule }) => rule === "CF004");
    for (const finding of findings) report.violation(finding, distribution.urn);
  }
}
