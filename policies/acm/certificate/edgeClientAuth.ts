import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC101: a certificate that CloudFront presents is for clients. */
export function edgeClientAuth(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC101", observations);
}
