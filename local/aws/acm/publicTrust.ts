import { isPubliclyTrusted as isTrustedByAll } from "@mtls-gateway/pki";
import type { AcmCertificate } from "../../account/state";
import { certificatesIn } from "./acmStore";

/**
 * True when a certificate in ACM leads to a root that everybody trusts: one of Mozilla's list, or this machine's stand-in.
 *
 * @param publicCaPem the stand-in's certificate
 */
export function isPubliclyTrusted(held: AcmCertificate, publicCaPem: string): boolean {
  // The order of the chain was checked when it was imported.
  const top = [...certificatesIn(held.certificate), ...certificatesIn(held.chain)].at(-1);
  const [standIn] = certificatesIn(publicCaPem);
  const isStandIns =
    top !== undefined &&
    standIn !== undefined &&
    (top.fingerprint === standIn.fingerprint || top.isSignedBy(standIn));
  return isStandIns || isTrustedByAll(held.certificate, held.chain);
}
