import assert from "node:assert/strict";
import { createKey, type CertificateSpec, type KeySpec } from "@mtls-gateway/pki/issuing";
import { issueCertificate } from "@mtls-gateway/pki/issuing";
import { daysFromNoon, type Actor } from "./support/actors";
import { tlsVersions } from "./support/client";
import { World } from "./support/world";

const p256: KeySpec = { algorithm: "ECDSA", curve: "P-256" };

/** Whoever is refused for an algorithm gets the documented 403, so the handshake itself must not fall over it. */
const rows: { who: string; key: KeySpec; spec?: Partial<CertificateSpec>; status: 200 | 403 }[] = [
  { who: "RSA of 2048 bits", key: { algorithm: "RSA", bits: 2048 }, status: 200 },
  { who: "P-256", key: p256, status: 200 },
  { who: "P-384", key: { algorithm: "ECDSA", curve: "P-384" }, status: 200 },
  { who: "RSA of 1024 bits", key: { algorithm: "RSA", bits: 1024 }, status: 403 },
  { who: "P-521", key: { algorithm: "ECDSA", curve: "P-521" }, status: 403 },
  { who: "Ed25519", key: { algorithm: "ED25519" }, status: 403 },
  { who: "a signature with SHA-1", key: p256, spec: { hash: "SHA-1" }, status: 403 },
];

describe("the gateway and the algorithms of client certificates", () => {
  let world: World;
  before(async () => {
    world = await World.create();
  });
  after(() => world.close());

  for (const { who, key, spec, status } of rows) {
    for (const version of tlsVersions) {
      it(`${status === 200 ? "lets in" : "refuses with 403"} a client with ${who} over ${version}`, async () => {
        const client = await clientWith(world.root, key, spec);
        const tls = {
          minVersion: version,
          maxVersion: version,
          ciphers: "DEFAULT@SECLEVEL=0",
        } as const;
        const [entry] = await world.logged(async () => {
          assert.equal((await world.ask({ client, tls })).status, status);
        });
        assert.deepEqual(entry?.rules, status === 200 ? [] : ["CC003"]);
      });
    }
  }
});

async function clientWith(
  issuer: Actor,
  key: KeySpec,
  spec: Partial<CertificateSpec> = {},
): Promise<Actor> {
  const keys = await createKey(key);
  const certificate = await issueCertificate({
    subject: { commonName: "my-client" },
    publicKey: keys.publicKey,
    issuer: { certificate: issuer.certificate, privateKey: issuer.keys.privateKey },
    notBefore: daysFromNoon(-1),
    notAfter: daysFromNoon(1),
    ca: false,
    keyUsage: ["digitalSignature"],
    extendedKeyUsage: ["clientAuth"],
    ...spec,
  });
  const keyPem = keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { certificate, keys, pem: certificate.toPem(), keyPem };
}
