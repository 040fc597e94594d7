import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import { originPolicy } from "../../facts/origins/originPolicy";
import type { Observations } from "../../frame/observations";

/** CF002: CloudFront speaks TLS to an origin that asks for its certificate. */
export function httpsOrigin(
  observations: Observations,
): ResourceValidationPolicy & StackValidationPolicy {
  return originPolicy(observations, {
    rule: "CF002",
    needs: ({ protocolPolicy }) => protocolPolicy,
    property: "originProtocolPolicy",
    mended: "https-only",
  });
}
