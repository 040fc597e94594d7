import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC110: the chain that is imported with a certificate leads upward from it. */
export function edgeChain(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC110", observations);
}
