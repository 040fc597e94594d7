import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC002: CloudFront presents a certificate that is valid now. */
export function edgeValidity(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC002", observations);
}
