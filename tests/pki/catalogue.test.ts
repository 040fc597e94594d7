import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as path from "node:path";
import {
  finding,
  FindingsError,
  formatFinding,
  ruleExamples,
  rules,
  throwOnErrors,
  type RuleId,
} from "@mtls-gateway/pki";

describe("the catalogue of rules", () => {
  it("has each rule under its own ID, with a reason, a remedy, an example and a title without a full stop", () => {
    for (const [id, rule] of Object.entries(rules)) {
      assert.equal(rule.id, id);
      assert.match(id, /^(TS|CC|GW|CF)\d{3}$|^SEC\d{3}$/);
      assert.ok(rule.why.endsWith(".") || rule.why.endsWith('".'), id);
      assert.ok(rule.fix.length > 10 && !rule.title.endsWith("."), id);
      assert.match(
        rule.page,
        /^$|^https:\/\/(docs\.aws\.amazon\.com|www\.pulumi\.com\/docs)\//,
        id,
      );
      const example = ruleExamples[id as RuleId];
      assert.ok(example.trips !== "" && example.mended !== example.trips, id);
    }
  });

  it("has every rule of the project's first list, and a page for each that is documented", () => {
    const count = (prefix: string, to: number, from = 1): string[] =>
      Array.from(
        { length: to - from + 1 },
        (_, index) => prefix + String(index + from).padStart(3, "0"),
      );
    const first = [
      ...count("TS", 19),
      ...count("CC", 6),
      ...count("CC", 109, 101),
      ...count("GW", 14),
      ...count("CF", 8),
      ...count("SEC", 2),
    ];
    assert.deepEqual(
      first.filter((id) => !(id in rules)),
      [],
    );
    const unsourced = Object.values(rules).filter(
      ({ source, page }) => source === "documented" && page === "",
    );
    assert.deepEqual(
      unsourced.map(({ id }) => id),
      [],
    );
  });

  it("is what docs/rules.md says", () => {
    const root = path.resolve(__dirname, "../..");
    execFileSync(process.execPath, [path.join(root, "tools/generate-rules-doc.mjs"), "--check"], {
      cwd: root,
    });
  });

  it("makes findings that say their standing when it is not AWS's documentation", () => {
    const details = { subject: "s", message: "It is so." };
    assert.equal(
      formatFinding(finding("GW004", details)),
      `GW004 error: It is so. Fix: ${rules.GW004.fix}`,
    );
    assert.equal(
      formatFinding(finding("TS012", { ...details, fix: "Do." })),
      "TS012 warning: It is so. (observed, not AWS's word) Fix: Do.",
    );
    assert.equal(
      formatFinding(finding("TS019", { ...details, fix: "Do." })),
      "TS019 info: It is so. (assumed, AWS does not say) Fix: Do.",
    );
  });

  it("throws all findings at once when one of them is an error, and nothing otherwise", () => {
    const warning = finding("TS012", { subject: "s", message: "Twice." });
    const error = finding("TS003", { subject: "s", message: "Empty." });
    throwOnErrors([warning]);
    assert.throws(
      () => {
        throwOnErrors([warning, error]);
      },
      (thrown: unknown) =>
        thrown instanceof FindingsError &&
        thrown.findings.length === 2 &&
        thrown.message === `${formatFinding(warning)}\n${formatFinding(error)}`,
    );
  });
});
