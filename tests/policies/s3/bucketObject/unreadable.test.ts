import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { chainOfAuthorities } from "../../support/authorities";
import { changed, compliantProgram } from "../../support/compliantProgram";
import { judge, verdicts } from "../../support/fixtureProgram";

describe("a truststore that cannot be read", () => {
  const block = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-truststore-"));
  });
  after(() => {
    fs.rmSync(folder, { recursive: true });
  });

  for (const [what, text, rule] of [
    ["is no PEM", "not a certificate\n", "TS001"],
    ["holds a block that is no certificate", block, "TS001"],
    ["is cut short", "-----BEGIN CERTIFICATE-----\nAAAA", "TS001"],
    ["is empty", "", "TS003"],
  ] as const) {
    it(`trips ${rule} alone when a file ${what}, with nothing left open`, async () => {
      const file = path.join(folder, "truststore.pem");
      fs.writeFileSync(file, text);
      const program = changed(compliantProgram(""), "truststore", {
        content: undefined,
        source: { path: Promise.resolve(file) },
      });

      assert.deepEqual(await verdicts(program), [`${rule}-truststore truststore mandatory`]);
    });
  }

  it("trips TS003 when the object has no content at all", async () => {
    const program = changed(compliantProgram(""), "truststore", { content: undefined });

    assert.deepEqual(await verdicts(program), ["TS003-truststore truststore mandatory"]);
  });

  it("is left open when the program only looks the object up, whose content nobody shows", async () => {
    const program = changed(compliantProgram(""), "truststore", { content: undefined });
    // As for a resource that is read, no policy is shown its inputs.
    const said = await judge(program, { without: ["program-inputs"] });

    assert.deepEqual(
      said.filter(({ policy }) => policy.startsWith("TS")),
      [],
    );
    assert.match(said.at(-1)?.message ?? "", / truststore \(TS001 to TS017, TS019 to TS021\)/);
  });

  it("is still judged on what can be read beside a block that cannot", async () => {
    const five = await chainOfAuthorities(5);

    assert.deepEqual(await verdicts(compliantProgram(five.join("") + block)), [
      "TS001-truststore truststore mandatory",
      "TS004-truststore truststore mandatory",
    ]);
  });

  it("stops the domain while `up` runs", async () => {
    const mutualTlsAuthentication = {
      truststoreUri: "s3://truststore-1234567/truststore.pem",
      truststoreVersion: "1",
    };
    const program = changed(compliantProgram(block), "domain", { mutualTlsAuthentication });

    assert.deepEqual(await verdicts(program, { isPreview: false }), [
      "TS001-truststore domain mandatory",
      "TS001-truststore truststore mandatory",
    ]);
  });
});
