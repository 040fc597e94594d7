import type { StackValidationPolicy } from "@pulumi/policy";

import { edgeCertificatesPolicy } from "../../facts/certificates/edgeCertificates";
import type { Observations } from "../../frame/observations";

/** CC107: CloudFront presents imported certificates; those that ACM issues are for servers. */
export function importedCertificate(observations: Observations): StackValidationPolicy {
  return edgeCertificatesPolicy(
    "CC107",
    observations,
    (_program, { unknownCount }) => unknownCount > 0,
  );
}
