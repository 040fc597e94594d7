import assert from "node:assert/strict";
import { rules, Truststore } from "@mtls-gateway/pki";
import { now } from "./support/actors";
import { truststoreCases } from "./support/truststoreCases";

describe("the rules of a truststore", () => {
  for (const { name, rules: expected, make, objectKey } of truststoreCases) {
    const what =
      expected.length === 0 ? "finds nothing in" : `finds ${expected.join(", ")} alone in`;
    it(`${what} ${name}`, async () => {
      const findings = Truststore.read(await make(), { objectKey }).check({ at: now });
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        expected,
        findings.map(({ message }) => message).join("\n"),
      );
    });
  }

  it("has a case for every TS rule of the catalogue", () => {
    const covered = new Set(truststoreCases.flatMap((one) => one.rules));
    const all = Object.keys(rules).filter((id) => id.startsWith("TS"));
    assert.deepEqual(
      all.filter((id) => !covered.has(id)),
      [],
    );
  });

  it("gives severity, fix and standing of the catalogue, a subject and a fingerprint", async () => {
    const five = truststoreCases.find(({ name }) => name === "five-cas-in-a-path");
    assert.ok(five);
    const [found] = Truststore.read(await five.make()).check({ at: now });
    assert.ok(found);
    const { fingerprint, ...rest } = found;
    assert.match(fingerprint, /^[0-9a-f]{64}$/);
    assert.deepEqual(rest, {
      rule: "TS004",
      severity: "error",
      subject: "CN=CA 5,O=Test",
      message:
        "The path from CN=CA 5,O=Test up to its root has 5 CA certificates (CN=CA 5,O=Test <- CN=CA 4,O=Test <- CN=CA 3,O=Test <- CN=CA 2,O=Test <- CN=CA Root,O=Test); API Gateway takes at most 4, the client's own not counted.",
      fix: rules.TS004.fix,
      source: "observed",
    });
  });
});
