import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { matrixRows } from "../../../cli/dist/matrix/rows/index";
import { rules, type RuleId } from "@mtls-gateway/pki";
import { mutants } from "./support/dataPlaneMutants";

/** Rules that no row rests on, and why none does: every other rule of the catalogue is one that a row names. */
const unheard: Readonly<Record<string, readonly RuleId[]>> = {
  "AWS takes the domain and its bucket, and serves: they are advice": [
    ...(["GW003", "GW004", "GW005", "GW006", "GW007", "GW010", "GW011", "GW012", "GW013"] as const),
  ],
  "CloudFront takes the distribution, and serves it or fails at its origin: edge/no-certificate, edge/rogue, edge/origin-self-signed":
    ["CF001", "CF003", "CF004", "CF006", "CF007", "CF008", "CC109"],
  "they are on programs and their states, which AWS never sees": ["GW014", "SEC001", "SEC002"],
  "they warn or inform, and neither API Gateway nor its log says so": ["TS019", "CC004"],
  "ACM refuses such a chain at its import, in words of its own: import/wrong-chain": ["CC110"],
  "the control plane refuses the input by name, as not emulated": ["CF005"],
  "no TLS library sends a certificate that it cannot read": ["CC008"],
  "it is a limit of the checker, not of AWS": ["TS020"],
};

const run = promisify(execFile);

/** What a script of this folder prints: JSON. */
async function printed(script: string, ...args: string[]): Promise<unknown> {
  const { stdout } = await run(process.execPath, [
    path.join(__dirname, "support", script),
    ...args,
  ]);
  return JSON.parse(stdout);
}

describe("the negative matrix and a data plane with something taken out", () => {
  for (const { what, edits, noticed } of mutants) {
    it(`notices when it is no more so that ${what}`, async () => {
      const ids = [...new Set(noticed.map((one) => one.split(" ")[0]))];
      const seen = await printed("mutatedMatrix.js", JSON.stringify({ edits, ids }));
      assert.deepEqual(seen, noticed);
    });
  }
});

describe("the negative matrix and a rule book with a rule taken out", () => {
  it("notices the loss of every rule that a row names", async () => {
    const noticed = (await printed("withoutRules.js")) as Record<string, string | null>;
    const open = /^\S+ (taken|200)$/;
    const others = Object.entries(noticed).filter(([, seen]) => !open.test(seen ?? ""));
    // What the rule was about is let in then; but for these, which something else refuses as well.
    assert.deepEqual(Object.fromEntries(others), {
      CC107: "edge-import/acm-issued refused CC101",
      GW001: "domain/private refused",
    });
  });

  it("rests on every rule of the catalogue but those that it cannot hear, each for a reason and none for two", () => {
    const heard = matrixRows.flatMap(({ rules: named = [], unsaid = [] }) => [...named, ...unsaid]);
    const known = [...new Set(heard), ...Object.values(unheard).flat()];
    assert.deepEqual(known.sort(), Object.keys(rules).sort());
  });

  it("has the rows that the reasons name", () => {
    const ids = new Set(matrixRows.map(({ id }) => id));
    const named = Object.keys(unheard).flatMap((reason) => reason.match(/[a-z-]+\/[a-z-]+/g) ?? []);
    assert.deepEqual(
      named.filter((id) => !ids.has(id)),
      [],
    );
  });
});
