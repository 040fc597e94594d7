import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC105: a certificate that CloudFront presents, its chain and its key are small enough. */
export function edgeSize(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC105", observations);
}
