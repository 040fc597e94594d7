import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC006: the private key that is imported with a certificate is its own. */
export function edgePrivateKey(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC006", observations);
}
