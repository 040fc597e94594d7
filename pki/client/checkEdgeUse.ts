import { finding, type Finding } from "../finding";
import { usageList } from "../truststore/limits";

/** What CloudFront asks of the certificate that it presents; a fact that is left out is not known and trips nothing. */
export interface EdgeUseFacts {
  /** The certificate's subject as RFC 4514 text. */
  subject: string;
  /** Default: "". */
  fingerprint?: string;
  /** As RFC 5280 writes them; empty for none. */
  extendedKeyUsage?: readonly string[];
  /** `size` in bits, `name` as it stands in a finding. */
  key?: { algorithm: string; size: number; curve?: string; name: string };
  /** `hash` as "SHA-256", "" for a scheme that has none. */
  signature?: { hash: string; scheme: string };
}

const edgeHashes: ReadonlySet<string> = new Set(["SHA-256", "SHA-384", "SHA-512"]);

/** CC101, CC102 and CC103, on a certificate that exists, or on what is known of one that does not yet. */
export function checkEdgeUse(facts: EdgeUseFacts): Finding[] {
  const { subject, fingerprint, extendedKeyUsage, key, signature } = facts;
  const findings: Finding[] = [];
  if (extendedKeyUsage !== undefined && !extendedKeyUsage.includes("clientAuth")) {
    const usages = usageList(extendedKeyUsage);
    const message = `${subject} has ${usages ? `the extended key usage ${usages}` : "no extended key usage"}; CloudFront asks for clientAuth.`;
    findings.push(finding("CC101", { subject, fingerprint, message }));
  }
  if (key !== undefined && !isEdgeKey(key)) {
    const message = `${subject} has the key ${key.name}; CloudFront takes RSA-2048 and P-256 alone.`;
    findings.push(finding("CC102", { subject, fingerprint, message }));
  }
  if (signature !== undefined && !edgeHashes.has(signature.hash)) {
    const message = `${subject} is signed with ${signature.hash || signature.scheme}; CloudFront takes SHA-256, SHA-384 and SHA-512.`;
    findings.push(finding("CC103", { subject, fingerprint, message }));
  }
  return findings;
}

function isEdgeKey({ algorithm, size, curve }: NonNullable<EdgeUseFacts["key"]>): boolean {
  return (algorithm === "RSA" && size === 2048) || curve === "P-256";
}
