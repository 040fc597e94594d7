import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatesPolicy } from "../../facts/certificates/edgeCertificates";
import type { Observations } from "../../frame/observations";

/** CC108: a distribution presents no more different certificates than CloudFront takes. */
export function certificateCount(observations: Observations): StackValidationPolicy {
  return edgeCertificatesPolicy("CC108", observations, (_program, certificates) => {
    const { arns, presented, unknownCount } = certificates;
    return unknownCount > 0 && new Set(arns).size + presented.length + unknownCount > maxCount;
  });
}

/** Quota of CloudFront, as the rule has it. */
const maxCount = 5;
