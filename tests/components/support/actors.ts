import { createKey, issueCertificate } from "@mtls-gateway/pki/issuing";
import type { KeyObject } from "node:crypto";

/** A certificate with its key, as one side of a test holds it. */
export interface Actor {
  certificatePem: string;
  privateKeyPem: string;
  privateKey: KeyObject;
}

/** What makes an actor differ from a CA of ten years. */
export interface Role {
  issuer?: Actor;
  /** Default: CA. */
  leaf?: boolean;
  /** Default: clientAuth for a leaf. */
  extendedKeyUsage?: string[];
  /** Subject alternative names. Default: none. */
  names?: string[];
  /** Default: SHA-256. */
  hash?: "SHA-1";
  /** Days from now. Default: 3650. */
  days?: number;
}

const day = 86_400_000;

/** Makes a CA or a client, on P-256, valid from yesterday on. */
export async function actor(commonName: string, role: Role = {}): Promise<Actor> {
  const { privateKey, publicKey } = await createKey({ algorithm: "ECDSA", curve: "P-256" });
  const leaf = role.leaf ?? false;
  const now = Date.now();
  const certificate = await issueCertificate({
    subject: { commonName },
    publicKey,
    ...(role.issuer === undefined
      ? { privateKey }
      : {
          issuer: {
            certificate: role.issuer.certificatePem,
            privateKey: role.issuer.privateKey,
          },
        }),
    notBefore: new Date(now - day),
    notAfter: new Date(now + (role.days ?? 3650) * day),
    ca: !leaf,
    keyUsage: leaf ? ["digitalSignature"] : undefined,
    extendedKeyUsage: leaf ? (role.extendedKeyUsage ?? ["clientAuth"]) : undefined,
    subjectAltNames: role.names,
    hash: role.hash,
  });
  return {
    certificatePem: certificate.toPem(),
    privateKeyPem: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    privateKey,
  };
}
