import type { Certificate } from "@mtls-gateway/pki";
import {
  createKey,
  issueCertificate,
  type CertificateSpec,
  type KeyObjectPair,
  type KeySpec,
} from "@mtls-gateway/pki/issuing";

/** A certificate and the key that goes with it. */
export interface Actor {
  certificate: Certificate;
  keys: KeyObjectPair;
  pem: string;
  keyPem: string;
}

export interface ActorSpec extends Omit<
  Partial<CertificateSpec>,
  "publicKey" | "privateKey" | "issuer"
> {
  commonName: string;
  /** @default self-signed */
  issuer?: Actor;
  /** @default P-256 */
  key?: KeySpec;
  /** @default a new pair */
  keys?: KeyObjectPair;
}

const day = 86_400_000;

/** Makes one named actor, valid for a year around `now`: a client's leaf unless `ca` says otherwise. */
export async function makeActor(now: Date, spec: ActorSpec): Promise<Actor> {
  const { commonName, issuer, key, keys: given, ...more } = spec;
  const keys = given ?? (await createKey(key ?? { algorithm: "ECDSA", curve: "P-256" }));
  const isCa = more.ca !== undefined && more.ca !== false;
  const certificate = await issueCertificate({
    subject: { country: "JP", organization: "MyOrg", commonName },
    publicKey: keys.publicKey,
    ...(issuer === undefined
      ? { privateKey: keys.privateKey }
      : { issuer: { certificate: issuer.certificate, privateKey: issuer.keys.privateKey } }),
    notBefore: new Date(now.getTime() - 30 * day),
    notAfter: new Date(now.getTime() + 335 * day),
    ca: false,
    ...(isCa ? {} : { keyUsage: ["digitalSignature"], extendedKeyUsage: ["clientAuth"] }),
    ...more,
  });
  const keyPem = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { certificate, keys, pem: certificate.toPem(), keyPem };
}

export function pemOf(actors: readonly Pick<Actor, "pem">[]): string {
  return actors.map(({ pem }) => pem).join("");
}
