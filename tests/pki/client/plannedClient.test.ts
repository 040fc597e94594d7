import { checkPlannedClient, type PlannedClientFacts } from "@mtls-gateway/pki";
import assert from "node:assert/strict";

describe("the rules on a client certificate that does not exist yet", () => {
  const compliant: PlannedClientFacts = {
    subject: "CN=edge",
    extendedKeyUsage: ["clientAuth"],
    keyUsage: ["digitalSignature"],
    key: { algorithm: "RSA", size: 2048, name: "RSA-2048" },
    signature: { hash: "SHA-256", scheme: "" },
    isCa: false,
    depth: 3,
    validityHours: 8760,
    hasOwnKey: true,
    isTrusted: true,
  };
  const cases: [change: Partial<PlannedClientFacts>, rules: string[]][] = [
    [{ validityHours: 0 }, ["CC002"]],
    [{ isCa: true }, ["CC004"]],
    [{ hasOwnKey: false }, ["CC006"]],
    [{ keyUsage: ["keyAgreement"] }, ["CC007"]],
    [{ keyUsage: [] }, []],
    [{ extendedKeyUsage: ["serverAuth"] }, ["CC101"]],
    [{ extendedKeyUsage: [] }, ["CC101"]],
    [{ key: { algorithm: "RSA", size: 4096, name: "RSA-4096" } }, ["CC102"]],
    [{ key: { algorithm: "ECDSA", size: 0, curve: "P-256", name: "P-256" } }, []],
    [{ signature: { hash: "", scheme: "Ed25519" } }, ["CC103"]],
    [{ depth: 4 }, ["CC104"]],
    [{ isTrusted: false, issuer: "CN=Root" }, ["CC109"]],
  ];

  it("find nothing in one that keeps them, or of which nothing is known", () => {
    assert.deepEqual(checkPlannedClient(compliant), []);
    assert.deepEqual(checkPlannedClient({ subject: "CN=edge" }), []);
  });

  for (const [change, expected] of cases) {
    const what = expected.length > 0 ? `find ${expected.join(", ")} alone` : "find nothing";
    it(`${what} when ${JSON.stringify(change)}`, () => {
      const findings = checkPlannedClient({ ...compliant, ...change });

      assert.deepEqual(
        findings.map(({ rule }) => rule),
        expected,
      );
    });
  }
});
