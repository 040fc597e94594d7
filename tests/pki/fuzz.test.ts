import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import fc from "fast-check";
import {
  Certificate,
  CertificateError,
  checkClient,
  readBundle,
  Truststore,
} from "@mtls-gateway/pki";
import { ca, chain, client, now, pem, type Actor } from "./support/actors";

/** Some bytes of a buffer changed, cut out or put in. */
const mutations = fc.array(
  fc.record({
    kind: fc.constantFrom("set", "flip", "cut", "insert", "double"),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.integer({ min: 0, max: 255 }),
    length: fc.integer({ min: 1, max: 12 }),
  }),
  { minLength: 1, maxLength: 4 },
);

type Mutation = typeof mutations extends fc.Arbitrary<infer T> ? T : never;

function mutate(original: Buffer, changes: Mutation): Buffer {
  let bytes = Buffer.from(original);
  for (const { kind, at, byte, length } of changes) {
    const index = Math.min(bytes.length - 1, Math.floor(at * bytes.length));
    const [head, tail] = [bytes.subarray(0, index), bytes.subarray(index)];
    if (bytes.length === 0) return bytes;
    if (kind === "set") bytes.writeUInt8(byte, index);
    if (kind === "flip") bytes.writeUInt8(bytes.readUInt8(index) ^ (1 << (byte & 7)), index);
    if (kind === "cut") bytes = Buffer.concat([head, tail.subarray(length)]);
    if (kind === "insert") bytes = Buffer.concat([head, Buffer.alloc(length, byte), tail]);
    if (kind === "double") bytes = Buffer.concat([head, tail.subarray(0, length), tail]);
  }
  return bytes;
}

/** The signature verifies, as OpenSSL sees it. */
function opensslVerifies(der: Buffer, issuer: Certificate): boolean {
  try {
    return new X509Certificate(der).verify(new X509Certificate(issuer.der).publicKey);
  } catch {
    return false;
  }
}

describe("hostile bytes", () => {
  let root: Actor;
  let issuing: Actor;
  let leaf: Actor;

  before(async () => {
    [root, issuing] = (await chain(2)) as [Actor, Actor];
    leaf = await client("client", issuing);
  });

  it("never crash the reader of a certificate: it is one, or CertificateError says where not", () => {
    fc.assert(
      fc.property(mutations, (changes) => {
        const der = mutate(leaf.certificate.der, changes);
        try {
          const { subject, fingerprint, selfSigned, flaws, keyName } = Certificate.parse(der);
          assert.ok(typeof subject === "string" && fingerprint.length === 64);
          assert.ok(!selfSigned && flaws.length <= 7 && keyName !== "");
        } catch (error) {
          assert.ok(error instanceof CertificateError, String(error));
          assert.ok(error.offset >= 0 && error.offset <= der.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("never get a leaf in that OpenSSL refuses for its signature", () => {
    const store = Truststore.read(pem(root, issuing));
    fc.assert(
      fc.property(mutations, (changes) => {
        const der = mutate(leaf.certificate.der, changes);
        const verdict = store.decide(der, { at: now });
        if (verdict.allowed) assert.ok(opensslVerifies(der, issuing.certificate));
        else assert.ok(verdict.reasons.length > 0);
      }),
      { numRuns: 1000 },
    );
  });

  it("never make a path through a CA that OpenSSL refuses for its signature", () => {
    fc.assert(
      fc.property(mutations, (changes) => {
        const der = mutate(issuing.certificate.der, changes);
        const block = `-----BEGIN CERTIFICATE-----\n${der.toString("base64")}\n-----END CERTIFICATE-----\n`;
        const store = Truststore.read(pem(root) + block);
        if (!store.decide(leaf.certificate, { at: now }).allowed) return;
        assert.ok(opensslVerifies(der, root.certificate));
      }),
      { numRuns: 500 },
    );
  });

  it("never crash the reader of a truststore, and never leave it without a word", () => {
    const file = Buffer.from(pem(root, issuing));
    fc.assert(
      fc.property(mutations, (changes) => {
        const bytes = mutate(file, changes);
        const store = Truststore.read(bytes);
        const findings = store.check({ at: now });
        if (store.certificates.length < 2) assert.ok(findings.length > 0);
      }),
      { numRuns: 500 },
    );
  });

  it("never crash anything when they are any bytes, or any text", async () => {
    const store = Truststore.read(pem(await ca("Root")));
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .string()
        .map((text) => `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`),
      fc.string().map((text) => `-----BEGIN ${text}-----\n`),
    );
    fc.assert(
      fc.property(texts, fc.uint8Array({ maxLength: 200 }), (text, bytes) => {
        assert.deepEqual(readBundle(text).certificates, []);
        readBundle(bytes);
        assert.equal(store.decide(bytes, { at: now }).allowed, false);
        const options = { profile: "cloudfront-client", at: now, truststore: store } as const;
        const input = { certificate: text, chain: text, privateKey: text };
        assert.deepEqual(
          checkClient(input, options).map(({ rule }) => rule),
          ["CC008"],
        );
        checkClient({ ...input, certificate: pem(leaf) }, options);
      }),
      { numRuns: 500 },
    );
  });
});
