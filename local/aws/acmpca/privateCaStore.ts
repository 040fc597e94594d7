import type { Certificate } from "@mtls-gateway/pki";
import { issueCertificate } from "@mtls-gateway/pki/issuing";
import { createPrivateKey } from "node:crypto";
import type { AccountState, PrivateCa } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import { encodeNames, type CertificateRequest } from "../../tls/certificateRequest";
import { certificatesIn } from "../acm/acmStore";
import type { CertificateTemplate } from "./certificateTemplate";

export function privateCaError(operation: string, code: string, detail: string): AwsError {
  return new AwsError("ACM PCA", operation, 400, code, detail);
}

/** The CA as a caller in `region` sees it. Throws `ResourceNotFoundException`. */
export function privateCaIn(
  state: Readonly<AccountState>,
  arn: string,
  region: string,
  operation: string,
): PrivateCa {
  const found = state.certificateAuthorities[arn];
  if (found?.region !== region) {
    const detail = `Could not find Certificate Authority with ARN ${arn} in ${region}`;
    throw privateCaError(operation, "ResourceNotFoundException", detail);
  }
  return found;
}

/** The hashes that a signing algorithm's name begins with. */
const hashes = { SHA256: "SHA-256", SHA384: "SHA-384", SHA512: "SHA-512" } as const;

/** AWS Private CA backdates what it issues by an hour: https://docs.aws.amazon.com/privateca/latest/userguide/PcaIssueCert.html */
const backdating = 3_600_000;

/**
 * Signs with the CA's key, which stays in the account.
 * https://docs.aws.amazon.com/privateca/latest/APIReference/API_IssueCertificate.html
 */
export async function issueFrom(
  ca: PrivateCa,
  request: CertificateRequest,
  order: {
    template: CertificateTemplate;
    signingAlgorithm: string;
    now: Date;
    notAfter: Date;
    operation: string;
  },
): Promise<{ certificate: Certificate; chain: string }> {
  const { template, signingAlgorithm, now, notAfter, operation } = order;
  const refuse = (code: string, detail: string): never => {
    throw privateCaError(operation, code, detail);
  };
  const isOwnRoot = template.selfSigned === true;
  const wanted = isOwnRoot ? "PENDING_CERTIFICATE or ACTIVE" : "ACTIVE";
  if (!wanted.split(" or ").includes(ca.status)) {
    const detail = `The certificate authority is not in a valid state for issuing certificates (${ca.arn} is ${ca.status}, not ${wanted})`;
    refuse("InvalidStateException", detail);
  }
  const [own] = certificatesIn(ca.certificate);
  if (own !== undefined && notAfter > own.notAfter && !isOwnRoot) {
    const detail = `The certificate validity specified exceeds the certificate authority validity (${notAfter.toISOString()}, the CA's ends ${own.notAfter.toISOString()})`;
    refuse("ValidationException", detail);
  }
  const privateKey = createPrivateKey(ca.privateKey);
  const family = privateKey.asymmetricKeyType === "rsa" ? "RSA" : "ECDSA";
  if (!signingAlgorithm.endsWith(`WITH${family}`)) {
    const detail = `The specified signing algorithm family must match the algorithm family of the CA's secret key (${signingAlgorithm}, the key is ${family})`;
    refuse("InvalidArgsException", detail);
  }
  const hash = hashes[signingAlgorithm.slice(0, 6) as keyof typeof hashes];
  const names = isOwnRoot ? Buffer.alloc(0) : encodeNames(request.names);
  const certificate = await issueCertificate({
    subject: request.subject.encoded,
    publicKey: request.publicKey,
    ...(isOwnRoot ? { privateKey } : { issuer: { certificate: ca.certificate, privateKey } }),
    notBefore: new Date(now.getTime() - backdating),
    notAfter,
    hash,
    ca: template.ca,
    keyUsage: template.keyUsage,
    ...(template.extendedKeyUsage === undefined
      ? {}
      : { extendedKeyUsage: template.extendedKeyUsage }),
    ...(names.length === 0 ? {} : { extensions: [{ oid: "2.5.29.17", value: names }] }),
  });
  return { certificate, chain: isOwnRoot ? "" : joined(ca.certificate, ca.chain) };
}

/** PEM blocks one after the other; as AWS gives them, without a line's end after the last. [assumed] */
export function joined(...pems: readonly string[]): string {
  return pems
    .map((pem) => pem.trim())
    .filter((pem) => pem !== "")
    .join("\n");
}
