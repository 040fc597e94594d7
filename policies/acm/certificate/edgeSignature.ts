import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC103: a certificate that CloudFront presents is signed with SHA-256, SHA-384 or SHA-512. */
export function edgeSignature(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC103", observations);
}
