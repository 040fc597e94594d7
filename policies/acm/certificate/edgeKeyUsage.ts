import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC007: a certificate that CloudFront presents may sign, where it has a keyUsage. */
export function edgeKeyUsage(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC007", observations);
}
