import assert from "node:assert/strict";
import { checkClient, rules, Truststore } from "@mtls-gateway/pki";
import { now } from "./support/actors";
import { clientCases } from "./support/clientCases";

describe("the rules of a client certificate", () => {
  for (const { name, profile, rules: expected, make } of clientCases) {
    const what =
      expected.length === 0 ? "finds nothing in" : `finds ${expected.join(", ")} alone in`;
    it(`${what} ${name}`, async () => {
      const { input, truststore } = await make();
      const options = { profile, at: now, truststore: Truststore.read(truststore) };
      const findings = checkClient(input, options);
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        expected,
        findings.map(({ message }) => message).join("\n"),
      );
    });
  }

  it("finds CC008 alone in bytes that are no certificate, whatever else is given", () => {
    const certificate = Buffer.from("30820001", "hex");
    const findings = checkClient(
      { certificate, chain: "?", privateKey: "?" },
      { profile: "api-gateway" },
    );
    assert.deepEqual(
      findings.map(({ rule, message }) => `${rule} ${message}`),
      [
        "CC008 The client certificate is no X.509 certificate: the certificate has a length that is not in its shortest form, at byte 0 of its DER.",
      ],
    );
  });

  it("has a case for every CC rule that certificates alone can break", () => {
    const covered = new Set(clientCases.flatMap((one) => one.rules));
    const onlyInAcm = ["CC106", "CC107", "CC108"];
    assert.deepEqual(
      Object.keys(rules).filter((id) => id.startsWith("CC") && !covered.has(id)),
      onlyInAcm,
    );
  });
});
