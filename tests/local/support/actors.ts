import type { Certificate } from "@mtls-gateway/pki";
import { createKey, issueCertificate, type KeyObjectPair } from "@mtls-gateway/pki/issuing";

const day = 86_400_000;

/** A certificate with its key, as a test's actor holds it. */
export interface Actor {
  certificate: Certificate;
  pem: string;
  keyPem: string;
  key: KeyObjectPair;
}

export interface ActorOptions {
  issuer?: Actor;
  ca?: boolean;
  /** Days from now; may be negative. */
  from?: number;
  until?: number;
  keyUsage?: string[];
  extendedKeyUsage?: string[];
  names?: string[];
  key?: KeyObjectPair;
  curve?: "P-256" | "P-384";
  /** An RSA key of 2048 bits. */
  rsa?: boolean;
}

const rsa2048 = { algorithm: "RSA", bits: 2048 } as const;
const ecdsa = (curve: "P-256" | "P-384") => ({ algorithm: "ECDSA", curve }) as const;

/** Makes a certificate: a CA when nothing else is said, self-signed without an issuer, nameless with "" for a name, valid from yesterday for a year. */
export async function actor(commonName: string, options: ActorOptions = {}): Promise<Actor> {
  const { issuer, ca = true } = options;
  const kind = options.rsa === true ? rsa2048 : ecdsa(options.curve ?? "P-256");
  const key = options.key ?? (await createKey(kind));
  const certificate = await issueCertificate({
    subject: { country: "JP", organization: "MyOrg", ...(commonName === "" ? {} : { commonName }) },
    publicKey: key.publicKey,
    ...(issuer === undefined
      ? { privateKey: key.privateKey }
      : { issuer: { certificate: issuer.certificate, privateKey: issuer.key.privateKey } }),
    notBefore: new Date(Date.now() + (options.from ?? -1) * day),
    notAfter: new Date(Date.now() + (options.until ?? 365) * day),
    ca,
    ...(ca ? {} : { keyUsage: options.keyUsage ?? ["digitalSignature"] }),
    ...(ca ? {} : { extendedKeyUsage: options.extendedKeyUsage ?? ["clientAuth"] }),
    ...(options.names === undefined ? {} : { subjectAltNames: options.names }),
  });
  const keyPem = key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { certificate, pem: certificate.toPem(), keyPem, key };
}
