import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { rules, type RuleId } from "@mtls-gateway/pki";
import { createPolicies, Observations } from "mtls-gateway-policies";

import { repository } from "../support/pulumi";

const policies = createPolicies(new Observations(true));
const ruleOf = (name: string): string => name.split("-")[0] ?? "";
const helpers = ["program-inputs", "exempted", "decided-at-up"];
const ruled = policies.filter(({ name }) => !helpers.includes(name));

describe("the register of policies", () => {
  it("enforces exactly these rules", () => {
    assert.deepEqual([...new Set(ruled.map(({ name }) => ruleOf(name)))].sort(), [
      "CF001",
      "GW001",
      "GW002",
      "GW003",
      "GW004",
      "TS004",
      "TS005",
    ]);
  });

  it("gives every policy a name of its own", () => {
    assert.equal(new Set(policies.map(({ name }) => name)).size, policies.length);
  });

  it("takes words, page, remedy and enforcement from the rule book", () => {
    for (const policy of ruled) {
      const rule = rules[ruleOf(policy.name) as RuleId];
      assert.equal(policy.description, rule.title);
      assert.equal(policy.remediationSteps, rule.fix);
      assert.equal(policy.url, rule.page);
      assert.equal(policy.enforcementLevel, rule.severity === "error" ? "mandatory" : "advisory");
    }
  });

  it("reads the program first and says last what is left open", () => {
    assert.equal(policies[0]?.name, "program-inputs");
    assert.equal(policies.at(-1)?.name, "decided-at-up");
  });

  it("starts a PolicyPack in the entry alone, which nothing imports", () => {
    const room = path.join(repository, "policies");
    const sources = fs
      .readdirSync(room, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/^(dist|node_modules)\//.test(file))
      .map((file) => ({ file, text: fs.readFileSync(path.join(room, file), "utf8") }));

    const starting = sources.filter(({ text }) => text.includes("new PolicyPack("));
    const importing = sources.filter(({ text }) => /from "[./]*\/entry"/.test(text));

    assert.deepEqual(
      starting.map(({ file }) => file),
      ["entry.ts"],
    );
    assert.deepEqual(importing, []);
  });
});
