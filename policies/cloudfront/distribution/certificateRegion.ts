import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatesPolicy } from "../../facts/certificates/edgeCertificates";
import type { Observations } from "../../frame/observations";
import { textOf } from "../../frame/seen";

/** CC106: CloudFront finds the certificates that it presents in ACM in us-east-1. */
export function certificateRegion(observations: Observations): StackValidationPolicy {
  return edgeCertificatesPolicy(
    "CC106",
    observations,
    (program, { presented, unknownCount }) =>
      unknownCount > 0 ||
      presented.some(
        ({ certificate }) =>
          textOf(program.see(certificate, "arn")) === undefined &&
          textOf(program.region(certificate)) === undefined,
      ),
  );
}
