import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC009: a certificate that CloudFront presents is well-formed. */
export function edgeForm(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC009", observations);
}
