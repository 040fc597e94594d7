import { createKey, issueCertificate, type KeyObjectPair } from "@mtls-gateway/pki/issuing";
import type { Certificate } from "@mtls-gateway/pki";
import type { KeyedCertificate } from "@mtls-gateway/local/dist/dataPlane/index";

/** The instant that every test of this folder is set at: the account's clock stands still here unless a test moves it. */
export const noon = new Date();
const day = 86_400_000;
export const daysFromNoon = (days: number): Date => new Date(noon.getTime() + days * day);

/** A certificate and the key that goes with it. */
export interface Actor {
  certificate: Certificate;
  keys: KeyObjectPair;
  pem: string;
  keyPem: string;
}

export interface ActorSpec {
  commonName: string;
  issuer?: Actor;
  ca?: boolean;
  notBefore?: Date;
  notAfter?: Date;
  keys?: KeyObjectPair;
  extendedKeyUsage?: string[];
  subjectAltNames?: string[];
}

/** Makes one named actor: P-256, valid for a year around noon. */
export async function actor(spec: ActorSpec): Promise<Actor> {
  const keys = spec.keys ?? (await createKey({ algorithm: "ECDSA", curve: "P-256" }));
  const { issuer } = spec;
  const certificate = await issueCertificate({
    subject: { country: "JP", organization: "MyOrg", commonName: spec.commonName },
    publicKey: keys.publicKey,
    ...(issuer
      ? { issuer: { certificate: issuer.certificate, privateKey: issuer.keys.privateKey } }
      : { privateKey: keys.privateKey }),
    notBefore: spec.notBefore ?? daysFromNoon(-30),
    notAfter: spec.notAfter ?? daysFromNoon(335),
    ca: spec.ca ?? false,
    ...(spec.ca ? {} : { keyUsage: ["digitalSignature"] }),
    extendedKeyUsage: spec.ca ? undefined : (spec.extendedKeyUsage ?? ["clientAuth"]),
    subjectAltNames: spec.subjectAltNames,
  });
  const keyPem = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { certificate, keys, pem: certificate.toPem(), keyPem };
}

/** CAs one under the other: the root first. */
export async function chainOfCas(length: number, name = "CA"): Promise<Actor[]> {
  const chain: Actor[] = [];
  for (let index = 0; index < length; index += 1) {
    chain.push(await actor({ commonName: `${name} ${index}`, ca: true, issuer: chain.at(-1) }));
  }
  return chain;
}

export const pemOf = (actors: Actor[]): string => actors.map(({ pem }) => pem).join("");

/** As ACM would hold it. */
export function inAcm(held: Actor, chain: Actor[] = []): KeyedCertificate {
  return {
    certificatePem: held.pem,
    chainPem: pemOf(chain),
    privateKeyPem: held.keyPem,
    arn: `arn:aws:acm:us-east-1:123456789012:certificate/${held.certificate.fingerprint.slice(0, 8)}`,
  };
}
