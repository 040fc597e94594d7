import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";

/** No chain of a public CA is nearly as long. */
const maxLength = 10;

let roots: ReadonlyMap<string, X509Certificate[]> | undefined;

/**
 * Whether a server certificate leads to a root of Mozilla's list, as this Node.js has it (`tls.rootCertificates`): the
 * list that CloudFront takes origins by. Validity is not looked at.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
 *
 * @param certificate PEM of the server certificate
 * @param chain PEM of the CAs above it, in any order. Default: none
 * @returns false for what does not parse as well
 */
export function isPubliclyTrusted(certificate: string, chain = ""): boolean {
  const [leaf] = parsed(certificate);
  if (leaf === undefined) return false;
  const above = parsed(chain);
  let last = leaf;
  for (let length = 0; length < maxLength; length += 1) {
    const isByRoot = (publicRoots().get(last.issuer) ?? []).some((root) => isSignedBy(last, root));
    if (isByRoot) return true;
    const next = above.find((ca) => ca.subject === last.issuer && isSignedBy(last, ca));
    if (next === undefined || next.fingerprint256 === last.fingerprint256) return false;
    last = next;
  }
  return false;
}

/** By subject: two roots may share one. */
function publicRoots(): ReadonlyMap<string, X509Certificate[]> {
  if (roots !== undefined) return roots;
  const bySubject = new Map<string, X509Certificate[]>();
  for (const pem of rootCertificates) {
    const root = new X509Certificate(pem);
    bySubject.set(root.subject, [...(bySubject.get(root.subject) ?? []), root]);
  }
  roots = bySubject;
  return bySubject;
}

function parsed(pem: string): X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return blocks.flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}

function isSignedBy(certificate: X509Certificate, ca: X509Certificate): boolean {
  try {
    return certificate.verify(ca.publicKey);
  } catch {
    return false;
  }
}
