import assert from "node:assert/strict";
import { createPublicKey, ECDH, randomBytes, type KeyObject } from "node:crypto";
import { Certificate, checkClient, readBundle, Truststore } from "@mtls-gateway/pki";
import { issueCertificate, type KeySpec } from "@mtls-gateway/pki/issuing";
import {
  ca,
  chain,
  client,
  keyOf,
  notAfter,
  notBefore,
  now,
  pem,
  type Actor,
} from "./support/actors";

function read(text: string): [certificates: number, findings: string[]] {
  const { certificates, findings } = readBundle(text);
  return [certificates.length, findings.map(({ rule, message }) => `${rule} ${message}`)];
}

function rulesOf(...truststore: (Actor | Certificate)[]): string[] {
  return Truststore.read(pem(...truststore))
    .check({ at: now })
    .map(({ rule, subject, source }) => `${rule} ${source} ${subject}`);
}

/** The same bytes, with a stretch replaced by another of the same length. */
function patched(der: Buffer, from: string, to: string): Buffer {
  const hex = der.toString("hex");
  assert.ok(hex.includes(from) && from.length === to.length);
  return Buffer.from(hex.replaceAll(from, to), "hex");
}

/** DER: a tag with its content. */
function tlv(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = Buffer.from([0x82, body.length >> 8, body.length & 0xff]);
  return Buffer.concat([
    Buffer.from([tag]),
    body.length < 128 ? Buffer.from([body.length]) : length,
    body,
  ]);
}

describe("odd input", () => {
  it("gets a fix in words for a block labelled like a method of every object", () => {
    for (const label of ["constructor", "toString", "__proto__"]) {
      const [found] = readBundle(
        `-----BEGIN ${label}-----\nAA==\n-----END ${label}-----\n`,
      ).findings;
      assert.equal(found?.fix, "Leave only CERTIFICATE blocks in the file.");
    }
  });

  it("does not write the control characters of a label on the terminal", () => {
    assert.deepEqual(read("-----BEGIN \u009b31m-----\n"), [
      0,
      ['TS002 Block 1, at byte 0, is "??31m", not a certificate.'],
    ]);
  });

  it("has its private keys named where they are indented, glued or commented out too", async () => {
    const root = pem(await ca("Root"));
    const { privateKey } = await keyOf("Root");
    const key = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const is = 'is a private key ("PRIVATE KEY").';
    const comment = key.replace(/^(?=.)/gm, "# ");
    assert.deepEqual(read(key.replace(/^(?=.)/gm, "  ")), [0, [`TS002 Block 1, at byte 2, ${is}`]]);
    assert.deepEqual(read(root.trimEnd() + key), [
      1,
      [`TS002 Block 2, at byte ${root.length - 1}, ${is}`],
    ]);
    assert.deepEqual(read(comment + root), [1, [`TS002 Block 1, at byte 2, ${is}`]]);
    assert.deepEqual(read(`# no -----BEGIN PRIVATE KEY----- in here\n${root}`), [1, []]);
  });

  it("is TS001 when other text stands on the line of an END, which OpenSSL refuses", async () => {
    const root = pem(await ca("Root"));
    const before = "TS001 Block 1, at byte 0, has other text before its END on the same line.";
    assert.deepEqual(read(root.replace("\n-----END", "-----END")), [0, [before]]);
    assert.deepEqual(read(root.replace("-----END", "  -----END")), [0, [before]]);
    assert.deepEqual(read(`${root.trimEnd()} # root\n`), [
      0,
      ["TS001 Block 1, at byte 0, has text behind its END on the same line."],
    ]);
    assert.deepEqual(read(`${root.trimEnd()} \t\r\n`), [1, []]);
  });

  it("is read as text when a client's file begins with the digit 0, which is a tag of DER", async () => {
    const leaf = await client("client", await ca("Root"));
    const certificate = Buffer.from(`0 s:CN=client\n${pem(leaf)}`);
    assert.deepEqual(checkClient({ certificate }, { profile: "api-gateway", at: now }), []);
  });

  it("is a certificate with an object identifier made of a UUID", async () => {
    const oid = `1.2${".3".repeat(19)}`;
    const { certificate } = await ca("Root", undefined, {
      extensions: [{ oid, critical: true, value: Buffer.from("0500", "hex") }],
    });
    const plain = `2a${"03".repeat(19)}`;
    const uuid = `69${"83" + "ff".repeat(17) + "7f"}`;
    assert.deepEqual(Certificate.parse(patched(certificate.der, plain, uuid)).flaws, [
      `the critical extension 2.25.${2n ** 128n - 1n} is unknown`,
    ]);
  });

  it("has two names for two attributes and for one with a plus in its value", async () => {
    const attribute = (value: string): Buffer =>
      tlv(0x30, Buffer.from("0603550403", "hex"), tlv(0x0c, Buffer.from(value)));
    const name = (...values: string[]): Buffer => tlv(0x30, tlv(0x31, ...values.map(attribute)));
    const one = await ca("one", undefined, { subject: name("x+2.5.4.3=y") });
    const two = await ca("two", undefined, { subject: name("x", "y") });
    assert.notEqual(one.certificate.subjectKey, two.certificate.subjectKey);
    assert.deepEqual(rulesOf(one, two), []);
  });

  it("has a key that belongs to its certificate when the certificate writes it as a compressed point", async () => {
    const root = await ca("Root");
    const { publicKey, privateKey } = await keyOf("compressed");
    const spki = publicKey.export({ type: "spki", format: "der" });
    const point = ECDH.convertKey(
      spki.subarray(-65),
      "prime256v1",
      undefined,
      undefined,
      "compressed",
    );
    const prefix = Buffer.from("3039301306072a8648ce3d020106082a8648ce3d030107032200", "hex");
    const compressed = createPublicKey({
      key: Buffer.concat([prefix, point as Buffer]),
      format: "der",
      type: "spki",
    });
    const certificate = await issueCertificate({
      subject: "CN=client",
      publicKey: compressed,
      issuer: { certificate: root.certificate, privateKey: root.key.privateKey },
      notBefore,
      notAfter,
    });
    assert.ok(certificate.der.includes(point));
    const check = (key: KeyObject): string[] =>
      checkClient(
        {
          certificate: certificate.toPem(),
          privateKey: key.export({ type: "pkcs8", format: "pem" }).toString(),
        },
        { profile: "api-gateway", at: now },
      ).map(({ rule }) => rule);
    assert.deepEqual(check(privateKey), []);
    assert.deepEqual(check(root.key.privateKey), ["CC006"]);
  });

  it("is let in by API Gateway as a v1 leaf, as AWS's walk-through makes one, and not shown by CloudFront", async () => {
    const root = await ca("Root");
    const leaf = await client("client", root, { version: 1 });
    const truststore = Truststore.read(pem(root));
    assert.equal(truststore.decide(leaf.certificate, { at: now }).allowed, true);
    const rules = checkClient(
      { certificate: pem(leaf) },
      { profile: "cloudfront-client", at: now, truststore },
    ).map(({ rule }) => rule);
    assert.deepEqual(rules, ["CC101", "CC009"]);
  });

  it("is CC110 when a chain has the issuer's key under another name", async () => {
    const leaf = await client("edge", await ca("Root"));
    const renamed = await ca("Renamed", undefined, { keyName: "Root" });
    const input = { certificate: pem(leaf), chain: pem(renamed) };
    assert.deepEqual(
      checkClient(input, { profile: "cloudfront-client", at: now }).map(({ rule }) => rule),
      ["CC110"],
    );
  });

  it("is TS004 on a CA too deep, though the CA below it has a shorter way up", async () => {
    const cas = await chain(5);
    const below = await ca("CA 6", cas[4]);
    const cross = await ca("CA 6", cas[0]);
    assert.deepEqual(rulesOf(...cas, below, cross), [
      "TS004 observed CN=CA 5,O=Test",
      "TS011 documented CN=CA 6,O=Test",
    ]);
  });

  it("has a refusal that is AWS's word when a CA's key is too weak, and an assumed one for SHA-3", async () => {
    const weak = await ca("Weak", undefined, { keySpec: { algorithm: "ECDSA", curve: "P-521" } });
    const verdict = Truststore.read(pem(weak)).decide((await client("client", weak)).certificate, {
      at: now,
    });
    assert.deepEqual(
      verdict.reasons.map(({ rule, source }) => [rule, source]),
      [["CC001", "documented"]],
    );
    const keySpec: KeySpec = { algorithm: "RSA", bits: 2048 };
    const { certificate } = await client("client", await ca("RSA", undefined, { keySpec }));
    const sha3 = patched(certificate.der, "06092a864886f70d01010b", "060960864801650304030e");
    assert.deepEqual(
      checkClient({ certificate: sha3 }, { profile: "api-gateway", at: now }).map(
        ({ rule, source }) => [rule, source],
      ),
      [["CC003", "assumed"]],
    );
  });

  it("says that a signature cannot be verified, not that it is wrong, when OpenSSL knows no such key", async () => {
    const { certificate } = await ca("Root", undefined, { keySpec: { algorithm: "ED25519" } });
    const unknown = Certificate.parse(patched(certificate.der, "06032b6570", "06032b6563"));
    const [found] = Truststore.read(unknown.toPem())
      .check({ at: now })
      .filter(({ rule }) => rule === "TS006");
    assert.equal(found?.source, "assumed");
    assert.match(
      found.message,
      /cannot be verified: OpenSSL knows no such key as the key of CN=Root/,
    );
  });

  it("ends in TS020 when the exponents of its RSA keys are as long as the keys, which makes signature checks slow", async () => {
    const signer = (await keyOf("signer", { algorithm: "RSA", bits: 3072 })).privateKey;
    const algorithm = tlv(0x30, Buffer.from("06092a864886f70d0101010500", "hex"));
    const expensive = Array.from({ length: 110 }, (_, index) => {
      const [modulus, exponent] = [randomBytes(384), randomBytes(384)];
      modulus.writeUInt8(0xff, 0);
      modulus.writeUInt8(0xff, 383);
      exponent.writeUInt8(0x7f, 0);
      exponent.writeUInt8(0xff, 383);
      const numbers = tlv(0x30, tlv(0x02, Buffer.from([0]), modulus), tlv(0x02, exponent));
      const key = tlv(0x30, algorithm, tlv(0x03, Buffer.from([0]), numbers));
      return issueCertificate({
        subject: `CN=Slow ${index}`,
        publicKey: createPublicKey({ key, format: "der", type: "spki" }),
        privateKey: signer,
        notBefore,
        notAfter,
        ca: true,
      });
    });
    const store = Truststore.read(pem(...(await Promise.all(expensive))));
    const rules = store.check({ at: now }).map(({ rule }) => rule);
    assert.deepEqual([...new Set(rules)], ["TS006", "TS020"]);
    assert.ok(rules.length < 110);
  });
});
