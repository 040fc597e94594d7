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
  extendedKeyUsage?: string[];
  names?: string[];
  key?: KeyObjectPair;
  curve?: "P-256" | "P-384";
}

/** Makes a certificate: a CA when nothing else is said, self-signed without an issuer, valid from yesterday for a year. */
export async function actor(commonName: string, options: ActorOptions = {}): Promise<Actor> {
  const { issuer, ca = true } = options;
  const key =
    options.key ?? (await createKey({ algorithm: "ECDSA", curve: options.curve ?? "P-256" }));
  const certificate = await issueCertificate({
    subject: { country: "JP", organization: "MyOrg", commonName },
    publicKey: key.publicKey,
    ...(issuer === undefined
      ? { privateKey: key.privateKey }
      : { issuer: { certificate: issuer.certificate, privateKey: issuer.key.privateKey } }),
    notBefore: new Date(Date.now() + (options.from ?? -1) * day),
    notAfter: new Date(Date.now() + (options.until ?? 365) * day),
    ca,
    ...(ca ? {} : { keyUsage: ["digitalSignature"] }),
    ...(ca ? {} : { extendedKeyUsage: options.extendedKeyUsage ?? ["clientAuth"] }),
    ...(options.names === undefined ? {} : { subjectAltNames: options.names }),
  });
  const keyPem = key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { certificate, pem: certificate.toPem(), keyPem, key };
}
