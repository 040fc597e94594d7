import { finding, type Finding } from "../finding";
import { readBundle } from "../truststore/readBundle";
import type { Certificate } from "../x509/certificate";

/** What goes to ACM beside the leaf, as it is given. */
export interface EdgeFiles {
  /** Text of the certificate. */
  certificate: string;
  /** PEM; "" for none. */
  chain: string;
  /** PEM; "" when not given. */
  privateKey: string;
}

const kilobyte = 1024;
const maxDepth = 3;

/** Certificates of a chain whose signatures are checked. */
const maxLinks = 10;

/**
 * CC104, CC105 and CC110, on a certificate with its chain as ACM imports them and CloudFront presents them.
 * @param trustedDepth certificates on the leaf's path through the origin's truststore, the leaf counted; 0 when not known
 */
export function checkEdgeChain(
  leaf: Certificate,
  files: EdgeFiles,
  trustedDepth: number,
): Finding[] {
  const { name: subject, fingerprint } = leaf;
  const chain = files.chain.trim() === "" ? undefined : readBundle(files.chain);
  const given = chain?.certificates ?? [];
  const findings =
    chain?.findings.map(({ message }) =>
      finding("CC110", { subject, fingerprint, message: `The chain cannot be read: ${message}` }),
    ) ?? [];
  // What is longer has CC104 and is not worth the signature checks.
  const near = given.slice(0, maxLinks);
  const broken = near.findIndex((ca, index) => !issued(ca, given[index - 1] ?? leaf));
  const stranger = given[broken];
  if (stranger && findings.length === 0) {
    const below = (given[broken - 1] ?? leaf).name;
    const message = `Certificate ${broken + 1} of the chain, ${stranger.name}, did not issue ${below}, which stands before it.`;
    findings.push(finding("CC110", { subject, fingerprint, message }));
  }
  const depth = Math.max(given.length + 1, trustedDepth);
  return [...findings, ...checkDepth(subject, fingerprint, depth), ...checkSizes(leaf, files)];
}

/**
 * CC104.
 * @param depth certificates on the path, the leaf and the root counted
 */
export function checkDepth(subject: string, fingerprint: string, depth: number): Finding[] {
  if (depth <= maxDepth) return [];
  const message = `${subject} and the CAs above it are ${depth} certificates; CloudFront takes at most ${maxDepth}, the leaf and the root counted.`;
  return [finding("CC104", { subject, fingerprint, message })];
}

function issued(ca: Certificate, below: Certificate): boolean {
  return below.issuerKey === ca.subjectKey && below.isSignedBy(ca);
}

/** CC105. */
function checkSizes(leaf: Certificate, files: EdgeFiles): Finding[] {
  const { name: subject, fingerprint } = leaf;
  const sizes = [
    { what: "certificate", text: files.certificate, limit: 96 },
    { what: "chain", text: files.chain, limit: 64 },
    { what: "private key", text: files.privateKey, limit: 5 },
  ];
  return sizes.flatMap(({ what, text, limit }) => {
    const bytes = Buffer.byteLength(text);
    if (bytes <= limit * kilobyte) return [];
    const message = `The ${what} of ${subject} has ${bytes} bytes; the limit is ${limit} KB.`;
    return [finding("CC105", { subject, fingerprint, message })];
  });
}
