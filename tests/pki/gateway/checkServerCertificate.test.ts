import {
  checkServerCertificate,
  type Finding,
  type ServerCertificateFacts,
} from "@mtls-gateway/pki";
import assert from "node:assert/strict";

const ids = (findings: readonly Finding[]): string[] => findings.map(({ rule }) => rule);

describe("the rules of a domain's server certificate", () => {
  const proof = "arn:aws:acm:us-east-2:123456789012:certificate/proof";
  const issued: ServerCertificateFacts = {
    name: "api.example.com",
    type: "AMAZON_ISSUED",
    ownershipCertificateArn: null,
    behindCloudFront: true,
  };
  const imported: ServerCertificateFacts = {
    name: "api.example.com",
    type: "IMPORTED",
    ownershipCertificateArn: proof,
    ownershipType: "AMAZON_ISSUED",
  };
  const cases: [ServerCertificateFacts, string[]][] = [
    [issued, []],
    [{ ...issued, ownershipCertificateArn: "" }, []],
    [{ ...issued, ownershipCertificateArn: proof }, ["GW008"]],
    [{ ...issued, ownershipCertificateArn: undefined }, []],
    [imported, []],
    [{ ...imported, ownershipType: undefined }, []],
    [{ ...imported, ownershipCertificateArn: null }, ["GW008"]],
    [{ ...imported, ownershipCertificateArn: "" }, ["GW008"]],
    [{ ...imported, ownershipCertificateArn: undefined }, []],
    [{ ...imported, ownershipType: "IMPORTED" }, ["GW008"]],
    [{ ...imported, ownershipType: "PRIVATE" }, ["GW008"]],
    [{ ...imported, type: "PRIVATE" }, []],
    [{ ...imported, type: "PRIVATE", ownershipCertificateArn: null }, ["GW008"]],
    [{ ...imported, behindCloudFront: true }, ["CF006"]],
    [{ ...imported, behindCloudFront: true, publiclyTrusted: true }, []],
    [{ ...imported, type: "PRIVATE", behindCloudFront: true, publiclyTrusted: true }, ["CF006"]],
    [{ ...imported, type: undefined, ownershipCertificateArn: null }, []],
  ];
  for (const [facts, rules] of cases) {
    const what = rules.length > 0 ? `finds ${rules.join(", ")} alone` : "finds nothing";
    it(`${what} in ${JSON.stringify(facts, (_, value: unknown) => value ?? null)}`, () => {
      assert.deepEqual(ids(checkServerCertificate(facts)), rules);
    });
  }
});
