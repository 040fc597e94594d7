import { checkCacheBehavior } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { originBehaviors } from "../../facts/origins/originBehaviors";
import type { Observations } from "../../frame/observations";
import { stackPolicy } from "../../frame/policy";
import { textOf } from "../../frame/seen";
import { distributionTokens } from "../../frame/tokens";

/** CF008: viewers reach an origin with mutual TLS by https alone. */
export function httpsViewers(observations: Observations): StackValidationPolicy {
  return stackPolicy({ rule: "CF008", scope: "distribution" }, observations, {
    types: distributionTokens,
    check: (program, report) => {
      for (const each of originBehaviors(program)) {
        const { distribution, behaviors, others, isWhole, standing } = each;
        for (const behavior of [...behaviors, ...others]) {
          const { path, viewerProtocolPolicy } = behavior;
          const [finding] = checkCacheBehavior({
            distribution: distribution.name,
            path,
            viewerProtocolPolicy: textOf(viewerProtocolPolicy),
          });
          const isProved = standing === "certain" && behaviors.includes(behavior);
          if (finding !== undefined && isProved) report.violation(finding, distribution.urn);
          else if (finding !== undefined || viewerProtocolPolicy.state === "unknown") {
            report.open(distribution.urn);
          }
        }
        if (!isWhole) report.open(distribution.urn);
      }
    },
  });
}
