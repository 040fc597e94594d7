import { isPubliclyTrusted } from "@mtls-gateway/pki";
import { createKey, issueCertificate } from "@mtls-gateway/pki/issuing";
import assert from "node:assert/strict";
import { rootCertificates } from "node:tls";

describe("whether a server certificate is publicly trusted", () => {
  const [publicRoot = ""] = rootCertificates;

  it("takes what a root of Mozilla's list has signed", () => {
    assert.equal(isPubliclyTrusted(publicRoot), true);
  });

  it("refuses a private CA's, with and without its chain, and a chain of somebody else's", async () => {
    const times = { notBefore: new Date("2026-01-01"), notAfter: new Date("2027-01-01") };
    const rootKey = await createKey({ algorithm: "ECDSA", curve: "P-256" });
    const root = await issueCertificate({
      ...rootKey,
      ...times,
      subject: { commonName: "Private root" },
      ca: true,
    });
    const key = await createKey({ algorithm: "ECDSA", curve: "P-256" });
    const leaf = await issueCertificate({
      ...times,
      subject: { commonName: "api.example.com" },
      publicKey: key.publicKey,
      issuer: { certificate: root, privateKey: rootKey.privateKey },
    });

    assert.equal(isPubliclyTrusted(leaf.toPem()), false);
    assert.equal(isPubliclyTrusted(leaf.toPem(), root.toPem()), false);
    assert.equal(isPubliclyTrusted(leaf.toPem(), publicRoot), false);
    assert.equal(isPubliclyTrusted(root.toPem(), root.toPem()), false);
  });

  it("refuses what is no certificate", () => {
    assert.equal(isPubliclyTrusted(""), false);
    assert.equal(isPubliclyTrusted("server.pem", "chain.pem"), false);
    const block = "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n";
    assert.equal(isPubliclyTrusted(block, block), false);
  });
});
