import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC104: a certificate that CloudFront presents is at most two CAs below its root. */
export function edgeDepth(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC104", observations);
}
