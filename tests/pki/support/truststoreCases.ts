import { Certificate } from "@mtls-gateway/pki";
import { ca, chain, client, keyOf, now, pem, type Actor } from "./actors";

/** One truststore and the rules that it breaks, each by a single change to a compliant one. */
export interface TruststoreCase {
  /** Also the name of the golden file. */
  name: string;
  rules: string[];
  make: () => Promise<string>;
  /** Key of the S3 object. Default: not known. */
  objectKey?: string;
  /** A file that is large for a reason, or holds a key, is not kept as a golden one. */
  golden?: false;
}

const day = 24 * 60 * 60 * 1000;

/** Root and issuing CA: compliant, and what every case changes one thing of. */
export async function rootAndIssuing(
  rootChanges: Parameters<typeof ca>[2] = {},
  issuingChanges: Parameters<typeof ca>[2] = {},
): Promise<[root: Actor, issuing: Actor]> {
  const root = await ca("Root", undefined, rootChanges);
  return [root, await ca("Issuing", root, issuingChanges)];
}

/** The same certificate with its last byte, one of the signature, changed. */
export function withBadSignature({ certificate }: Actor): Certificate {
  const der = Buffer.from(certificate.der);
  der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
  return Certificate.parse(der);
}

/** DER of `permitted DNS example.com`. */
const nameConstraints = Buffer.from("300fa00d300b82096578616d706c652e63", "hex");

export const truststoreCases: TruststoreCase[] = [
  { name: "compliant", rules: [], make: async () => pem(...(await rootAndIssuing())) },
  { name: "any-order", rules: [], make: async () => pem(...(await chain(4)).reverse()) },
  {
    name: "truncated-block",
    rules: ["TS001"],
    make: async () => `${pem(...(await rootAndIssuing()))}-----BEGIN CERTIFICATE-----\nMIIB\n`,
  },
  {
    name: "private-key",
    rules: ["TS002"],
    golden: false,
    make: async () => {
      const [root, issuing] = await rootAndIssuing();
      const key = root.key.privateKey.export({ type: "pkcs8", format: "pem" });
      return pem(root, issuing) + key.toString();
    },
  },
  { name: "empty", rules: ["TS003"], make: () => Promise.resolve("") },
  { name: "five-cas-in-a-path", rules: ["TS004"], make: async () => pem(...(await chain(5))) },
  {
    name: "root-missing",
    rules: ["TS005"],
    make: async () => pem((await rootAndIssuing())[1]),
  },
  {
    name: "bad-signature",
    rules: ["TS006"],
    make: async () => {
      const [root, issuing] = await rootAndIssuing();
      return pem(root, withBadSignature(issuing));
    },
  },
  {
    name: "sha1-root",
    rules: ["TS007"],
    make: async () => pem(...(await rootAndIssuing({ hash: "SHA-1" }))),
  },
  {
    name: "p521-issuing-ca",
    rules: ["TS008"],
    make: async () =>
      pem(...(await rootAndIssuing({}, { keySpec: { algorithm: "ECDSA", curve: "P-521" } }))),
  },
  {
    name: "rsa-1024-issuing-ca",
    rules: ["TS008"],
    make: async () =>
      pem(...(await rootAndIssuing({}, { keySpec: { algorithm: "RSA", bits: 1024 } }))),
  },
  {
    name: "ed25519-root",
    rules: ["TS008"],
    make: async () => pem(...(await rootAndIssuing({ keySpec: { algorithm: "ED25519" } }))),
  },
  {
    name: "expired-issuing-ca",
    rules: ["TS009"],
    make: async () => pem(...(await rootAndIssuing({}, { notAfter: new Date("2026-05-01") }))),
  },
  {
    name: "issuing-ca-of-the-future",
    rules: ["TS009"],
    make: async () => pem(...(await rootAndIssuing({}, { notBefore: new Date("2026-07-01") }))),
  },
  {
    name: "expires-in-ten-days",
    rules: ["TS010"],
    make: async () =>
      pem(...(await rootAndIssuing({}, { notAfter: new Date(now.getTime() + 10 * day) }))),
  },
  {
    name: "re-keyed-root",
    rules: ["TS011"],
    make: async () => {
      const [root, issuing] = await rootAndIssuing();
      return pem(root, issuing, await ca("Root", undefined, { keyName: "Root, second key" }));
    },
  },
  {
    name: "cross-signed-issuing-ca",
    rules: ["TS011"],
    make: async () => {
      const [root, issuing] = await rootAndIssuing();
      const other = await ca("Other Root");
      return pem(root, issuing, other, await ca("Issuing", other));
    },
  },
  {
    name: "same-certificate-twice",
    rules: ["TS012"],
    make: async () => {
      const [root, issuing] = await rootAndIssuing();
      return pem(root, issuing, issuing);
    },
  },
  {
    name: "renewed-with-the-same-key",
    rules: ["TS012"],
    make: async () => {
      const [root, issuing] = await rootAndIssuing();
      return pem(root, issuing, await ca("Issuing", root, { notAfter: new Date("2035-01-01") }));
    },
  },
  {
    name: "issuing-ca-without-keycertsign",
    rules: ["TS013"],
    make: async () => pem(...(await rootAndIssuing({}, { keyUsage: ["cRLSign"] }))),
  },
  {
    name: "root-with-ca-false",
    rules: ["TS013"],
    make: async () => pem(...(await rootAndIssuing({ ca: false }))),
  },
  {
    name: "path-length-broken",
    rules: ["TS014"],
    make: async () => pem(...(await rootAndIssuing({ ca: { pathLength: 0 } }))),
  },
  {
    name: "over-1000-kb",
    rules: ["TS015"],
    golden: false,
    make: async () => `${"# a comment\n".repeat(84_000)}${pem(...(await rootAndIssuing()))}`,
  },
  {
    name: "leaf-among-the-cas",
    rules: ["TS016"],
    make: async () => {
      const [root, issuing] = await rootAndIssuing();
      return pem(root, issuing, await client("client", issuing));
    },
  },
  {
    name: "unknown-critical-extension",
    rules: ["TS017"],
    make: async () => {
      const extension = {
        oid: "1.3.6.1.4.1.99999.1",
        critical: true,
        value: Buffer.from("0500", "hex"),
      };
      return pem(...(await rootAndIssuing({}, { extensions: [extension] })));
    },
  },
  {
    name: "version-1-root",
    rules: ["TS017"],
    make: async () => pem(...(await rootAndIssuing({ version: 1 }))),
  },
  {
    name: "negative-serial-number",
    rules: ["TS017"],
    make: async () => pem(...(await rootAndIssuing({}, { serialNumber: "-05" }))),
  },
  {
    name: "serial-number-of-21-octets",
    rules: ["TS017"],
    make: async () => pem(...(await rootAndIssuing({}, { serialNumber: "11".repeat(21) }))),
  },
  {
    name: "duplicate-extension",
    rules: ["TS017"],
    make: async () => {
      const twice = { oid: "2.5.29.17", value: Buffer.from("30038201 61".replace(" ", ""), "hex") };
      return pem(...(await rootAndIssuing({}, { extensions: [twice, twice] })));
    },
  },
  {
    name: "object-key-without-pem",
    rules: ["TS018"],
    objectKey: "truststore.txt",
    make: async () => pem(...(await rootAndIssuing())),
  },
  {
    name: "name-constraints",
    rules: ["TS019"],
    make: async () => {
      const extension = { oid: "2.5.29.30", critical: true, value: nameConstraints };
      return pem(...(await rootAndIssuing({}, { extensions: [extension] })));
    },
  },
  {
    name: "over-4-mib",
    rules: ["TS020"],
    golden: false,
    make: async () => `${"# a comment\n".repeat(360_000)}${pem(...(await rootAndIssuing()))}`,
  },
  {
    name: "issuing-ca-for-servers",
    rules: ["TS021"],
    make: async () => pem(...(await rootAndIssuing({}, { extendedKeyUsage: ["serverAuth"] }))),
  },
];

/** A key that no certificate of the cases holds. */
export const strangerKey = () => keyOf("stranger");
