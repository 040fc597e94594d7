import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC102: CloudFront presents RSA-2048 and P-256 alone. */
export function edgeKey(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC102", observations);
}
