import type { ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";

import { originPolicy } from "../../facts/origins/originPolicy";
import type { Observations } from "../../frame/observations";

/** CF003: CloudFront speaks TLS 1.2 alone to an origin that asks for its certificate. */
export function tls12Origin(
  observations: Observations,
): ResourceValidationPolicy & StackValidationPolicy {
  return originPolicy(observations, {
    rule: "CF003",
    needs: ({ sslProtocols }) => sslProtocols,
    property: "originSslProtocols",
    mended: ["TLSv1.2"],
  });
}
