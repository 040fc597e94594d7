import { checkOriginFeatures, type Finding } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import type { CacheBehavior } from "../../facts/origins/cacheBehaviors";
import { originBehaviors, type OriginBehaviors } from "../../facts/origins/originBehaviors";
import { webSocketApiOf } from "../../facts/origins/webSocketApis";
import type { Observations } from "../../frame/observations";
import { stackPolicy, type Report } from "../../frame/policy";
import type { Program } from "../../frame/program";
import { flagFact } from "../../frame/seen";
import { distributionTokens } from "../../frame/tokens";

/** CF005: nothing that CloudFront does not do together with origin mTLS. */
export function originFeatures(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "CF005", scope: "distribution" }, observations, {
    types: distributionTokens,
    check: (program, report) => {
      for (const each of originBehaviors(program)) {
        // An mTLS domain that is shown no certificate has CF001.
        if (each.origin.certificate !== "unset") judge(program, each, report);
      }
    },
  });
}

function judge(program: Program, each: OriginBehaviors, report: Report): void {
  const { distribution, origin, behaviors, others, isWhole } = each;
  const findings = featuresOf(program, each, behaviors);
  if (origin.certificate === "unknown") {
    if (findings.length > 0) report.open(distribution.urn);
    return;
  }
  for (const finding of findings) report.violation(finding, distribution.urn);
  const mayHave = featuresOf(program, each, others).length > findings.length;
  const isOpen = [...behaviors, ...others].some(
    ({ isGrpc, edgeEvents }) => isGrpc.state === "unknown" || edgeEvents.includes(undefined),
  );
  if (mayHave || isOpen || !isWhole) report.open(distribution.urn);
}

function featuresOf(
  program: Program,
  { distribution, origin, host }: OriginBehaviors,
  behaviors: readonly CacheBehavior[],
): Finding[] {
  return checkOriginFeatures({
    distribution: distribution.name,
    originId: origin.id,
    isVpcOrigin: origin.isVpcOrigin,
    webSocketApi: webSocketApiOf(program, origin, host),
    grpcPaths: behaviors.filter(({ isGrpc }) => flagFact(isGrpc) === true).map(({ path }) => path),
    edgeFunctions: behaviors.flatMap(({ path, edgeEvents }) =>
      edgeEvents.filter((event) => event !== undefined).map((event) => ({ path, event })),
    ),
  });
}
