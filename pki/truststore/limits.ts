import type { Standing } from "../finding";
import type { Certificate } from "../x509/certificate";

const strongHashes = new Set(["SHA-256", "SHA-384", "SHA-512", "SHA-512/256"]);

/** SHA-256 or stronger. A scheme without a hash of its own (Ed25519) is judged by its key. */
export function hasStrongHash({ signatureHash }: Pick<Certificate, "signatureHash">): boolean {
  return signatureHash === "" || strongHashes.has(signatureHash);
}

/** SHA-3 is not weaker: that AWS means SHA-2 alone is our reading. undefined: the rule's own standing. */
export function hashStanding({
  signatureHash,
}: Pick<Certificate, "signatureHash">): Standing | undefined {
  return signatureHash.startsWith("SHA3-") ? "assumed" : undefined;
}

/** RSA of 2048 bits or more, ECDSA on P-256 or P-384: what API Gateway takes, of a CA and of a client. */
export function hasStrongKey({ key }: Pick<Certificate, "key">): boolean {
  if (key.algorithm === "RSA" || key.algorithm === "RSASSA-PSS") return key.size >= 2048;
  return key.algorithm === "EC" && (key.curve === "P-256" || key.curve === "P-384");
}

/** No extendedKeyUsage, or one that allows TLS clients. */
export function allowsClients(certificate: Pick<Certificate, "extendedKeyUsage">): boolean {
  const usages = certificate.extendedKeyUsage;
  return (
    usages === undefined || usages.includes("clientAuth") || usages.includes("anyExtendedKeyUsage")
  );
}

/** "expired on 2026-01-01T00:00:00Z" or "is not valid before ...", with the instant that was asked about; undefined when valid. */
export function timeProblem(
  certificate: Pick<Certificate, "isValidAt" | "notBefore" | "notAfter">,
  at: Date,
): string | undefined {
  if (certificate.isValidAt(at)) return undefined;
  return at < certificate.notBefore
    ? `is not valid before ${isoSeconds(certificate.notBefore)} (asked about ${isoSeconds(at)})`
    : `expired on ${isoSeconds(certificate.notAfter)} (asked about ${isoSeconds(at)})`;
}

/** ISO 8601 in UTC, to the second, which is as fine as a certificate knows. */
export function isoSeconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, "Z");
}

/** The extended key usages for use in a sentence, the first of them when there are many. */
export function usageNames(certificate: Pick<Certificate, "extendedKeyUsage">): string {
  return usageList(certificate.extendedKeyUsage ?? []);
}

/** As {@link usageNames}, for usages by themselves. */
export function usageList(usages: readonly string[]): string {
  const more = usages.length > 5 ? `, and ${usages.length - 5} more` : "";
  return `${usages.slice(0, 5).join(", ")}${more}`;
}
