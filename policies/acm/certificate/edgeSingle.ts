import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC008: what is imported as a certificate for CloudFront is exactly one. */
export function edgeSingle(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC008", observations);
}
