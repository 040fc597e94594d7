import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatePolicy } from "../../facts/certificates/edgeCertificatePolicy";
import type { Observations } from "../../frame/observations";

/** CC004: CloudFront presents a leaf, not a CA. */
export function edgeLeaf(observations: Observations): StackValidationPolicy {
  return edgeCertificatePolicy("CC004", observations);
}
