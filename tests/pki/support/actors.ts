import { Certificate } from "@mtls-gateway/pki";
import {
  createKey,
  issueCertificate,
  type CertificateSpec,
  type KeyObjectPair,
  type KeySpec,
} from "@mtls-gateway/pki/issuing";

/** Every test asks about this instant, unless it says otherwise. */
export const now = new Date("2026-06-01T12:00:00Z");

export const notBefore = new Date("2026-01-01T00:00:00Z");
export const notAfter = new Date("2036-01-01T00:00:00Z");

const keys = new Map<string, Promise<KeyObjectPair>>();

/** A key by name, made once in a run: RSA keys are expensive and no test depends on a fresh one. */
export function keyOf(name: string, spec: KeySpec = p256): Promise<KeyObjectPair> {
  const id = `${name} ${JSON.stringify(spec)}`;
  const kept = keys.get(id) ?? createKey(spec);
  keys.set(id, kept);
  return kept;
}

export const p256: KeySpec = { algorithm: "ECDSA", curve: "P-256" };

/** A certificate with the key that belongs to it. */
export interface Actor {
  certificate: Certificate;
  key: KeyObjectPair;
}

export type Changes = Partial<Omit<CertificateSpec, "issuer" | "publicKey">> & {
  keySpec?: KeySpec;
  keyName?: string;
};

/** A CA: a root without an issuer, an intermediate with one. Its name gives subject and key. */
export function ca(name: string, issuer?: Actor, changes: Changes = {}): Promise<Actor> {
  return actor(name, issuer, { ca: true, ...changes });
}

/** A client certificate as API Gateway and CloudFront like it. */
export function client(name: string, issuer?: Actor, changes: Changes = {}): Promise<Actor> {
  return actor(name, issuer, {
    ca: false,
    keyUsage: ["digitalSignature"],
    extendedKeyUsage: ["clientAuth"],
    ...changes,
  });
}

async function actor(name: string, issuer: Actor | undefined, changes: Changes): Promise<Actor> {
  const { keySpec, keyName, ...rest } = changes;
  const key = await keyOf(keyName ?? name, keySpec);
  const certificate = await issueCertificate({
    subject: `CN=${name},O=Test`,
    publicKey: key.publicKey,
    notBefore,
    notAfter,
    ...(issuer
      ? { issuer: { certificate: issuer.certificate, privateKey: issuer.key.privateKey } }
      : { privateKey: key.privateKey }),
    ...rest,
  });
  return { certificate, key };
}

/** A chain of CAs, the root first, each issued by the one before. */
export async function chain(depth: number, name = "CA"): Promise<Actor[]> {
  const actors: Actor[] = [];
  for (let level = 1; level <= depth; level += 1) {
    actors.push(await ca(level === 1 ? `${name} Root` : `${name} ${level}`, actors.at(-1)));
  }
  return actors;
}

/** The PEM file of these certificates, in this order. */
export function pem(...certificates: (Actor | Certificate)[]): string {
  return certificates
    .map((item) => (item instanceof Certificate ? item : item.certificate).toPem())
    .join("");
}
