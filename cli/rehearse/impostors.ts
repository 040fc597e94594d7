import { readBundle, type Certificate } from "@mtls-gateway/pki";
import { createKey, issueCertificate } from "@mtls-gateway/pki/issuing";
import { createPrivateKey, createPublicKey, X509Certificate, type KeyObject } from "node:crypto";
import type { Outputs } from "./deployment";
import type { Credential } from "./request";

/** Client certificates that must not get in. */
export interface Impostors {
  /** From a certificate authority with the subject of the real one and another key. */
  rogue: Credential;
  /** From the real certificate authority, ended yesterday; undefined where its key is not at hand. */
  expired?: Credential;
  /** Its own issuer, with the subject of the real client. */
  selfSigned: Credential;
}

const dayMs = 24 * 60 * 60 * 1000;

/**
 * Makes certificates that look like the stack's own and are not good.
 *
 * @param privateKeys PEM of the private keys in the stack's state, the issuing CA's among them where it was made there
 */
export async function makeImpostors(
  outputs: Outputs,
  privateKeys: readonly string[],
  now: Date,
): Promise<Impostors> {
  const [client] = readBundle(outputs.clientCertificatePem).certificates;
  if (client === undefined)
    throw new Error("The output clientCertificatePem holds no certificate.");
  const issuer = issuerOf(client, outputs.clientCertificateChainPem);
  const issuerKey = privateKeys
    .map(privateKey)
    .find((key) => issuer !== undefined && belongs(key, issuer));
  const yesterday = new Date(now.getTime() - dayMs);
  const leaf = {
    subject: client.subject,
    keyUsage: ["digitalSignature"],
    extendedKeyUsage: ["clientAuth"],
  };
  const valid = { notBefore: yesterday, notAfter: new Date(now.getTime() + dayMs) };
  const [rogueKey, leafKey] = await Promise.all([p256(), p256()]);
  const credential = (certificate: Certificate, chain = ""): Credential => ({
    certificatePem: certificate.toPem() + chain,
    privateKeyPem: leafKey.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  });

  const rogueCa = await issueCertificate({
    subject: client.issuer,
    ...rogueKey,
    ...valid,
    ca: true,
    keyUsage: ["keyCertSign", "cRLSign"],
  });
  const rogue = await issueCertificate({
    ...leaf,
    ...valid,
    publicKey: leafKey.publicKey,
    issuer: { certificate: rogueCa, privateKey: rogueKey.privateKey },
  });
  const selfSigned = await issueCertificate({ ...leaf, ...valid, ...leafKey });
  return {
    rogue: credential(rogue, rogueCa.toPem()),
    selfSigned: credential(selfSigned),
    expired:
      issuer === undefined || issuerKey === undefined
        ? undefined
        : credential(
            await issueCertificate({
              ...leaf,
              notBefore: new Date(now.getTime() - 2 * dayMs),
              notAfter: yesterday,
              publicKey: leafKey.publicKey,
              issuer: { certificate: issuer, privateKey: issuerKey },
            }),
            outputs.clientCertificateChainPem,
          ),
  };
}

/** The certificate of the chain whose subject is the client's issuer. */
function issuerOf(client: Certificate, chainPem: string): Certificate | undefined {
  return readBundle(chainPem).certificates.find(({ subject }) => subject === client.issuer);
}

function belongs(key: KeyObject, certificate: Certificate): boolean {
  const spki = { type: "spki", format: "der" } as const;
  const ofCertificate = new X509Certificate(certificate.der).publicKey.export(spki);
  return createPublicKey(key).export(spki).equals(ofCertificate);
}

function privateKey(pem: string): KeyObject {
  return createPrivateKey(pem);
}

function p256(): ReturnType<typeof createKey> {
  return createKey({ algorithm: "ECDSA", curve: "P-256" });
}
