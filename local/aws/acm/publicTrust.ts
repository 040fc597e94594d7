import type { Certificate } from "@mtls-gateway/pki";
import { rootCertificates } from "node:tls";
import type { AcmCertificate } from "../../account/state";
import { certificatesIn } from "./acmStore";

let wellKnown: readonly Certificate[] | undefined;

/**
 * True when a certificate in ACM leads to a root that everybody trusts: Node's, or this machine's stand-in for one.
 *
 * @param publicCaPem the stand-in's certificate
 */
export function isPubliclyTrusted(held: AcmCertificate, publicCaPem: string): boolean {
  // The order of the chain was checked when it was imported.
  const top = [...certificatesIn(held.certificate), ...certificatesIn(held.chain)].at(-1);
  if (top === undefined) return false;
  // Parsed once, and only when somebody asks.
  wellKnown ??= certificatesIn(rootCertificates.join("\n"));
  return [...certificatesIn(publicCaPem), ...wellKnown].some(
    (root) => root.fingerprint === top.fingerprint || top.isSignedBy(root),
  );
}
