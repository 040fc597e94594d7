import { finding, type Finding } from "../finding";
import { timeProblem } from "../truststore/limits";
import type { Certificate } from "../x509/certificate";
import { checkForm } from "./checkLeaf";
import { checkEdgeUse } from "./checkEdgeUse";

/** What is wrong with a certificate by itself, for CloudFront to present: CC002, CC007, CC009, CC101, CC102, CC103. */
export function checkEdgeLeaf(leaf: Certificate, at: Date): Finding[] {
  const { name: subject, fingerprint, key, keyName, signatureHash, signatureScheme } = leaf;
  const time = timeProblem(leaf, at);
  const message = `${subject} ${time ?? ""}.`;
  return [
    ...(time === undefined ? [] : [finding("CC002", { subject, fingerprint, message })]),
    ...checkEdgeUse({
      subject,
      fingerprint,
      extendedKeyUsage: leaf.extendedKeyUsage ?? [],
      key: { ...key, name: keyName },
      signature: { hash: signatureHash, scheme: signatureScheme },
    }),
    ...checkForm(leaf),
  ];
}
