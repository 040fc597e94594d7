import type { CertificateSpec, KeySpec } from "@mtls-gateway/pki/issuing";
import type { MatrixRow, RequestRow } from "../row";
import type { MatrixWorld } from "../world/matrixWorld";
import { withMd5 } from "../world/oddCertificates";
import { allowed, ofRoot, refusedBy } from "./requestRows";

const insecure = "Access denied. Reason: Client cert using an insecure Signature Algorithm";

/** Keys and signatures, of the client and of its CA. */
export const algorithmRows: readonly MatrixRow[] = [
  ...(
    [
      ["p256", "P-256", { algorithm: "ECDSA", curve: "P-256" }],
      ["p384", "P-384", { algorithm: "ECDSA", curve: "P-384" }],
      ["rsa-2048", "RSA-2048", { algorithm: "RSA", bits: 2048 }],
      ["rsa-3072", "RSA-3072", { algorithm: "RSA", bits: 3072 }],
      ["rsa-4096", "RSA-4096", { algorithm: "RSA", bits: 4096 }],
    ] as const
  ).map(([id, name, key]) =>
    allowed(`algorithm/${id}`, `a client with a key of ${name}`, withKey(key)),
  ),
  ...(
    [
      ["rsa-1024", "RSA-1024", { algorithm: "RSA", bits: 1024 }],
      ["p521", "P-521", { algorithm: "ECDSA", curve: "P-521" }],
      ["ed25519", "Ed25519", { algorithm: "ED25519" }],
    ] as const
  ).map(([id, name, key]) => ({
    ...allowed(`algorithm/${id}`, `a client with a key of ${name}`, withKey(key)),
    ...refusedBy("CC003", insecure),
  })),
  {
    ...allowed(
      "algorithm/p224",
      "a client with a key of P-224 over TLS 1.2",
      withKey({ algorithm: "ECDSA", curve: "P-224" }),
    ),
    layer: "handshake",
    expected: "no handshake",
    reason: "wrong curve",
    versions: ["TLSv1.2"],
    standing: "assumed",
  },
  {
    ...allowed(
      "algorithm/p224-tls13",
      "the same over TLS 1.3, which has no signature for it: the client sends no certificate",
      withKey({ algorithm: "ECDSA", curve: "P-224" }),
    ),
    expected: "closed",
    reason: "the client presented no certificate",
    versions: ["TLSv1.3"],
    standing: "observed",
  },
  allowed("algorithm/sha384", "a client signed with SHA-384", underRsa({ hash: "SHA-384" })),
  allowed("algorithm/sha512", "a client signed with SHA-512", underRsa({ hash: "SHA-512" })),
  {
    ...allowed("algorithm/pss", "a client signed with RSASSA-PSS", underRsa({ pss: true })),
    standing: "assumed",
  },
  {
    ...allowed("algorithm/sha1", "a client signed with SHA-1", underRsa({ hash: "SHA-1" })),
    ...refusedBy("CC003", insecure),
  },
  {
    ...allowed("algorithm/sha224", "a client signed with SHA-224", underRsa({ hash: "SHA-224" })),
    ...refusedBy("CC003", insecure),
  },
  {
    ...allowed("algorithm/md5", "a client signed with MD5", async (world) => {
      const root = await rsaRoot(world);
      const { client, ...call } = await underRsa({})(world);
      if (client === undefined) return call;
      return { ...call, client: { ...client, pem: withMd5(client.pem, root.keys.privateKey) } };
    }),
    ...refusedBy("CC003", insecure),
  },
  {
    ...allowed(
      "algorithm/sha1-ca",
      "a client of an intermediate signed with SHA-1, in a truststore served all the same",
      async (world) => {
        const issuer = await world.actor({
          commonName: "Sha1CA",
          ca: true,
          hash: "SHA-1",
          issuer: world.root,
        });
        const client = await world.actor({ commonName: "my-client", issuer });
        return world.call(await world.forced(world.root, issuer), { client });
      },
    ),
    ...refusedBy("CC001", insecure),
  },
  {
    ...allowed(
      "algorithm/p521-ca",
      "a client of an intermediate with a key of P-521, in a truststore served all the same",
      async (world) => {
        const key = { algorithm: "ECDSA", curve: "P-521" } as const;
        const issuer = await world.actor({
          commonName: "BigCA",
          ca: true,
          key,
          issuer: world.root,
        });
        const client = await world.actor({ commonName: "my-client", issuer, hash: "SHA-256" });
        return world.call(await world.forced(world.root, issuer), { client });
      },
    ),
    ...refusedBy("CC001", "has the key"),
  },
];

function withKey(key: KeySpec): RequestRow["call"] {
  return ofRoot({ key });
}

function rsaRoot(world: MatrixWorld) {
  const key = { algorithm: "RSA", bits: 2048 } as const;
  return world.shared("rsa", () => world.actor({ commonName: "MyRsaRootCA", ca: true, key }));
}

/** A client of a root with an RSA key. */
function underRsa(spec: Partial<CertificateSpec>) {
  return async (world: MatrixWorld) => {
    const issuer = await rsaRoot(world);
    const { hash, pss } = spec;
    const client = await world.actor({ commonName: "my-client", issuer, hash, pss });
    return world.call(await world.trusting(issuer), { client });
  };
}
