import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { chainOfAuthorities } from "../../support/authorities";
import { changed, compliantProgram } from "../../support/compliantProgram";
import { leftOpen, verdicts } from "../../support/fixtureProgram";

describe("TS004 and TS005 on a truststore that cannot be read", () => {
  const open = "Decided at `up`, when the values are known: truststore (TS004, TS005).";
  const block = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-truststore-"));
  });
  after(() => {
    fs.rmSync(folder, { recursive: true });
  });

  for (const [what, text] of [
    ["is no PEM", "not a certificate\n"],
    ["holds a block that is no certificate", block],
    ["is cut short", "-----BEGIN CERTIFICATE-----\nAAAA"],
  ] as const) {
    it(`leave a file open that ${what}, and refuse nothing`, async () => {
      const file = path.join(folder, "truststore.pem");
      fs.writeFileSync(file, text);
      const program = changed(compliantProgram(""), "truststore", {
        content: undefined,
        source: { path: Promise.resolve(file) },
      });

      assert.equal(await leftOpen(program), open);
      assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
    });
  }

  it("still refuse what can be read beside a block that cannot", async () => {
    const five = await chainOfAuthorities(5);

    assert.deepEqual(await verdicts(compliantProgram(five.join("") + block)), [
      "TS004-truststore truststore mandatory",
      "decided-at-up advisory",
    ]);
  });

  it("stop no `up`, and say then that the rules are not decided", async () => {
    const mutualTlsAuthentication = {
      truststoreUri: "s3://truststore-1234567/truststore.pem",
      truststoreVersion: "1",
    };
    const program = changed(compliantProgram(block), "domain", { mutualTlsAuthentication });

    assert.deepEqual(await verdicts(program, { isPreview: false }), ["decided-at-up advisory"]);
  });
});
