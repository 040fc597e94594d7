import "reflect-metadata";
import assert from "node:assert/strict";
import { X509Certificate as NodeCertificate } from "node:crypto";
import * as x509 from "@peculiar/x509";
import { Certificate, CertificateError } from "@mtls-gateway/pki";
import { createKey, encodeName, issueCertificate, type KeySpec } from "@mtls-gateway/pki/issuing";
import { ca, client, keyOf, notAfter, notBefore, type Changes } from "./support/actors";

async function made(changes: Changes): Promise<Certificate> {
  return (await ca("Root", undefined, changes)).certificate;
}

/** The DER with one run of bytes replaced by another of the same length. */
function patched({ der }: Certificate, from: string, to: string): Buffer {
  const at = der.indexOf(Buffer.from(from, "hex"));
  assert.ok(at >= 0, `${from} is not in the certificate`);
  const copy = Buffer.from(der);
  copy.set(Buffer.from(to, "hex"), at);
  return copy;
}

function errorOf(der: Buffer): string {
  try {
    Certificate.parse(der);
    return "";
  } catch (error) {
    assert.ok(error instanceof CertificateError);
    return error.message;
  }
}

describe("a certificate", () => {
  const specs: [name: string, spec: KeySpec][] = [
    ["RSA-1024", { algorithm: "RSA", bits: 1024 }],
    ["RSA-2048", { algorithm: "RSA", bits: 2048 }],
    ["P-224", { algorithm: "ECDSA", curve: "P-224" }],
    ["P-256", { algorithm: "ECDSA", curve: "P-256" }],
    ["P-384", { algorithm: "ECDSA", curve: "P-384" }],
    ["P-521", { algorithm: "ECDSA", curve: "P-521" }],
    ["Ed25519", { algorithm: "ED25519" }],
  ];
  for (const [name, keySpec] of specs) {
    it(`says its key is ${name}, and its signature verifies in Node as here`, async () => {
      const certificate = await made({ keySpec });
      const node = new NodeCertificate(certificate.der);
      assert.equal(certificate.keyName, name);
      assert.equal(certificate.selfSigned, true);
      assert.equal(node.verify(node.publicKey), true);
    });
  }

  it("says what Node and @peculiar/x509 say of the same bytes", async () => {
    const issuer = await ca("Root", undefined, {
      subject: 'CN=Root\\, "the" one,OU=a+ST=b,O=Ünïcode,C=JP',
    });
    const { certificate } = await client("client", issuer, {
      serialNumber: "00ff10",
      subjectAltNames: ["a.example.com", "10.1.2.3", "2001:db8::1"],
    });
    const node = new NodeCertificate(certificate.der);
    const peculiar = new x509.X509Certificate(certificate.der);
    assert.equal(certificate.serialNumber, node.serialNumber);
    assert.equal(certificate.fingerprint, node.fingerprint256.replaceAll(":", "").toLowerCase());
    assert.equal(certificate.notAfter.getTime(), new Date(node.validTo).getTime());
    assert.equal(certificate.notBefore.getTime(), peculiar.notBefore.getTime());
    assert.equal(
      node.subjectAltName,
      "DNS:a.example.com, IP Address:10.1.2.3, IP Address:2001:DB8:0:0:0:0:0:1",
    );
    assert.equal(certificate.issuer, 'CN=Root\\, \\"the\\" one,OU=a+ST=b,O=Ünïcode,C=JP');
    assert.deepEqual(new x509.Name(certificate.issuer).toArrayBuffer().byteLength > 0, true);
    const constraints = peculiar.getExtension(x509.BasicConstraintsExtension);
    assert.deepEqual([constraints?.ca, constraints?.critical], [certificate.isCa, true]);
    const usages = peculiar.getExtension(x509.ExtendedKeyUsageExtension)?.usages;
    assert.deepEqual([...(usages ?? [])], ["1.3.6.1.5.5.7.3.2"]);
    assert.deepEqual(certificate.extendedKeyUsage, ["clientAuth"]);
    assert.equal(
      peculiar.getExtension(x509.KeyUsagesExtension)?.usages,
      x509.KeyUsageFlags.digitalSignature,
    );
    assert.deepEqual(certificate.keyUsage, ["digitalSignature"]);
    assert.equal(certificate.toPem().trim(), peculiar.toString("pem").trim());
  });

  it("is read when @peculiar/x509 has made it", async () => {
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const keys = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
    const other = await x509.X509CertificateGenerator.createSelfSigned({
      name: "CN=Elsewhere, O=Org",
      keys,
      notBefore,
      notAfter,
      signingAlgorithm: algorithm,
      extensions: [new x509.BasicConstraintsExtension(true, 3, true)],
    });
    const certificate = Certificate.parse(Buffer.from(other.rawData));
    assert.deepEqual(
      [
        certificate.selfSigned,
        certificate.isCa,
        certificate.pathLength,
        certificate.keyName,
        certificate.signatureHash,
      ],
      [true, true, 3, "P-256", "SHA-256"],
    );
  });

  it("writes UTCTime through 2049 and GeneralizedTime after, and reads both to the second", async () => {
    const certificate = await made({
      notBefore: new Date("1950-01-01T00:00:00Z"),
      notAfter: new Date("9999-12-31T23:59:59Z"),
    });
    assert.equal(certificate.notBefore.toISOString(), "1950-01-01T00:00:00.000Z");
    assert.equal(certificate.notAfter.toISOString(), "9999-12-31T23:59:59.000Z");
    const turn = await made({
      notBefore: new Date("2049-12-31T23:59:59Z"),
      notAfter: new Date("2050-01-01T00:00:00Z"),
    });
    assert.ok(turn.der.includes("491231235959Z") && turn.der.includes("20500101000000Z"));
  });

  it("has a hash of its signature that RSASSA-PSS parameters name", async () => {
    const keySpec: KeySpec = { algorithm: "RSA", bits: 2048 };
    for (const hash of ["SHA-1", "SHA-256", "SHA-384", "SHA-512"] as const) {
      const certificate = await made({ keySpec, pss: true, hash });
      assert.deepEqual(
        [certificate.signatureScheme, certificate.signatureHash, certificate.selfSigned],
        ["RSASSA-PSS", hash, true],
      );
    }
  });

  it("is not one when its algorithms inside and outside differ", async () => {
    const certificate = await made({});
    // ecdsa-with-SHA256 inside becomes ecdsa-with-SHA384; the outer one stays.
    const der = patched(certificate, "06082a8648ce3d040302", "06082a8648ce3d040303");
    assert.equal(errorOf(der), "the signature algorithms inside and outside differ");
  });

  it("is not one when its times are no times of RFC 5280", async () => {
    const certificate = await made({});
    const from = Buffer.from("260101000000Z").toString("hex");
    for (const text of [
      "261301000000Z",
      "260230000000Z",
      "260101240000Z",
      "260101000060Z",
      "2601010000+00",
      "26010100000 Z",
    ]) {
      const der = patched(certificate, from, Buffer.from(text).toString("hex"));
      assert.match(errorOf(der), /^notBefore is no time of/);
    }
  });

  it("is not one when an extension that decides the path does not parse", async () => {
    const certificate = await made({});
    // keyUsage 03 02 01 06: a bit string whose unused bit is set, then one with nine unused bits.
    assert.match(
      errorOf(patched(certificate, "040403020106", "040404020106")),
      /^keyUsage has the tag 0x04/,
    );
    assert.match(
      errorOf(patched(certificate, "040403020106", "040403020906")),
      /is not a bit string/,
    );
    assert.match(errorOf(patched(certificate, "30030101ff", "3003010101")), /is not a DER boolean/);
  });

  it("is not one when a length is not in its shortest form, or is indefinite", async () => {
    const { der } = await made({});
    const long = Buffer.concat([Buffer.from([0x30, 0x83, 0]), der.subarray(2)]);
    assert.match(errorOf(long), /shortest form/);
    const indefinite = Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.alloc(2)]);
    assert.match(errorOf(indefinite), /indefinite length/);
  });

  it("names a curve whose parameters are written out as explicit", async () => {
    const { publicKey, privateKey } = await keyOf("explicit");
    const certificate = await issueCertificate({
      subject: "CN=x",
      publicKey,
      privateKey,
      notBefore,
      notAfter,
    });
    const oid = certificate.der.indexOf(Buffer.from("06082a8648ce3d030107", "hex"));
    const copy = Buffer.from(certificate.der);
    // The parameters become an OCTET STRING of the same length: no named curve any more.
    copy.writeUInt8(0x04, oid);
    assert.equal(Certificate.parse(copy).curve, "explicit");
  });

  it("has a negative serial number, a large path length and a subject with control characters as they are", async () => {
    const certificate = await made({
      serialNumber: "-1234",
      subject: "CN=a\\0Ab\\1B[31mc",
      ca: { pathLength: 70_000 },
    });
    assert.deepEqual(
      [certificate.serialNumber, certificate.subject, certificate.pathLength],
      ["-1234", "CN=a\\0Ab\\1B[31mc", 70_000],
    );
  });

  it("takes a subject by its parts in the order of Go's tools", () => {
    const parts = {
      commonName: "n",
      organization: "o",
      country: "JP",
      province: "p",
      locality: "l",
    };
    assert.deepEqual(encodeName(parts), encodeName("CN=n,ST=p,L=l,O=o,C=JP"));
    assert.throws(() => encodeName("nothing"), /Not a distinguished name/);
  });

  it("takes its issuer as PEM, and refuses to sign with nothing, or below what is no certificate", async () => {
    const root = await ca("Root");
    const { publicKey, privateKey } = await keyOf("child");
    const spec = {
      subject: { commonName: "child", streetAddresses: ["1 Road"] },
      publicKey,
      notBefore,
      notAfter,
    };
    const issuer = { certificate: root.certificate.toPem(), privateKey: root.key.privateKey };
    const child = await issueCertificate({ ...spec, issuer });
    assert.equal(child.subject, "CN=child,STREET=1 Road");
    assert.equal(child.isSignedBy(root.certificate), true);
    await assert.rejects(issueCertificate(spec), /needs an issuer/);
    await assert.rejects(
      issueCertificate({ ...spec, issuer: { certificate: "?", privateKey } }),
      /not PEM/,
    );
    await assert.rejects(
      issueCertificate({ ...spec, privateKey, keyUsage: ["sign"] }),
      /Not a key usage: "sign"/,
    );
  });

  it("has a name by any string type, and in hex where it is none", async () => {
    const name = (value: string): Buffer => {
      const attribute = `0603550403${value}`;
      const wrap = (tag: string, inner: string): string =>
        tag + (inner.length / 2).toString(16).padStart(2, "0") + inner;
      return Buffer.from(wrap("30", wrap("31", wrap("30", attribute))), "hex");
    };
    const subjectOf = async (value: string): Promise<string> =>
      (await made({ subject: name(value) })).subject;
    assert.equal(await subjectOf("1e0400c40062"), "CN=Äb");
    assert.equal(await subjectOf("1402c462"), "CN=Äb");
    assert.equal(await subjectOf("0c03c38462"), "CN=Äb");
    assert.equal(await subjectOf("0c0220e2"), "CN=#0c0220e2");
    assert.equal(await subjectOf("0203010203"), "CN=#0203010203");
  });

  it("has a key as asked for", async () => {
    const { privateKey } = await createKey({ algorithm: "ECDSA", curve: "P-224" });
    assert.equal(privateKey.asymmetricKeyDetails?.namedCurve, "secp224r1");
  });
});
