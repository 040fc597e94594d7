import { checkOwnership, type DomainCertificates } from "@mtls-gateway/pki";
import assert from "node:assert/strict";

describe("GW009", () => {
  const arn = "arn:aws:acm:us-east-2:123456789012:certificate/1";
  const messages = (...domains: DomainCertificates[]): string[] =>
    checkOwnership(domains).map(({ message }) => message);
  const shows: DomainCertificates = { domain: "b.example.com", serverCertificateArn: arn };
  const proves: DomainCertificates = { domain: "a.example.com", ownershipCertificateArn: arn };

  it("finds an ownership certificate that another domain shows, and names both", () => {
    assert.deepEqual(messages(proves, shows), [
      `a.example.com has the ownership verification certificate ${arn}, which is the server certificate of b.example.com, an mTLS domain too.`,
    ]);
  });

  it("calls a certificate by its name where that is given", () => {
    assert.deepEqual(messages({ ...proves, ownershipCertificateName: "proof" }, shows), [
      "a.example.com has the ownership verification certificate proof, which is the server certificate of b.example.com, an mTLS domain too.",
    ]);
  });

  it("says nothing of one and the same domain, of none, and of what is not known", () => {
    assert.deepEqual(messages({ ...proves, serverCertificateArn: arn }), []);
    assert.deepEqual(messages({ ...proves, ownershipCertificateArn: "" }, shows), []);
    assert.deepEqual(messages({ domain: "a.example.com" }, shows), []);
    assert.deepEqual(messages(proves, { domain: "b.example.com" }), []);
  });
});
