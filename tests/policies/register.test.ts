import { rules, type RuleId } from "@mtls-gateway/pki";
import { createPolicies, helpers, Observations, typesOf } from "mtls-gateway-policies";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { repository } from "../support/pulumi";

const policies = createPolicies(new Observations(true));
const ruleOf = (name: string): RuleId => (name.split("-")[0] ?? "") as RuleId;
const helperNames: string[] = helpers.map(({ name }) => name);
const ruled = policies.filter(({ name }) => !helperNames.includes(name));

/** Rules about a client that no program holds: they are `mtls-gateway doctor`'s and the local AWS's. */
const notInPrograms = ["CC001", "CC003", "CC005"];

const severities = { error: "high", warning: "medium", info: "low" };
const subjects: Record<string, string> = {
  TS: "truststore",
  CC: "client-certificate",
  GW: "api-gateway",
  CF: "cloudfront",
  SEC: "secrets",
};

describe("the register of policies", () => {
  it("enforces every rule that a program can break", () => {
    const enforced = new Set<string>(ruled.map(({ name }) => ruleOf(name)));

    assert.deepEqual(
      Object.keys(rules).filter((id) => !enforced.has(id)),
      notInPrograms,
    );
  });

  it("gives every policy a name of its own", () => {
    assert.equal(new Set(policies.map(({ name }) => name)).size, policies.length);
  });

  it("reads the program first and says last what is exempted and what is left open", () => {
    assert.equal(policies[0]?.name, "program-inputs");
    assert.deepEqual(
      policies.slice(-2).map(({ name }) => name),
      ["exempted", "decided-at-up"],
    );
  });

  for (const policy of policies) {
    it(`tells all about ${policy.name}`, () => {
      const isHelper = helperNames.includes(policy.name);
      const [page = "", anchor = ""] = policy.url?.split("#") ?? [];
      const headings = fs.readFileSync(path.join(repository, page), "utf8").toLowerCase();

      assert.ok(headings.includes(`\n### ${anchor}\n`), `${policy.url ?? ""} leads nowhere`);
      assert.match(policy.name, isHelper ? /^[a-z-]+$/ : /^[A-Z]{2,3}[0-9]{3}-[a-z0-9-]+$/);
      for (const text of [policy.displayName, policy.description, policy.remediationSteps]) {
        assert.ok(text !== undefined && text.trim().length > 5);
      }
      assert.equal(policy.tags?.[0], "mtls");
      if (isHelper) assert.equal(policy.enforcementLevel, "advisory");
      else assertRuled(policy);
    });
  }

  it("starts a PolicyPack in one place alone, which the entry alone calls, and nothing imports the entry", () => {
    const room = path.join(repository, "policies");
    const sources = fs
      .readdirSync(room, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !/^(dist|node_modules)\//.test(file))
      .map((file) => ({ file, text: fs.readFileSync(path.join(room, file), "utf8") }));
    const having = (pattern: RegExp): string[] =>
      sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

    assert.deepEqual(having(/new PolicyPack\(/), ["frame/startPack.ts"]);
    assert.deepEqual(having(/from "[./]*(frame)?\/startPack"/), ["entry.ts"]);
    assert.deepEqual(having(/from "[./]*\/entry"/), []);
  });
});

function assertRuled(policy: (typeof policies)[number]): void {
  const id = ruleOf(policy.name);
  const { severity, fix, title } = rules[id];
  assert.equal(policy.displayName, `${id} ${title}`);
  assert.equal(policy.remediationSteps, fix);
  assert.equal(policy.severity, severities[severity]);
  assert.equal(policy.tags?.[1], subjects[id.replace(/\d+$/, "")]);
  assert.ok(typesOf(policy).length > 0, "it says of no type what it is about");
  // One that only mends is off until it is asked for.
  if (policy.enforcementLevel !== "disabled") {
    assert.equal(policy.enforcementLevel, severity === "error" ? "mandatory" : "advisory");
  }
  const { framework } = policy;
  if (framework !== undefined) {
    const { name, version, reference, specification } = framework;
    for (const text of [name, version, reference, specification]) assert.ok(text.length > 2);
  }
  const properties = Object.entries(policy.configSchema?.properties ?? {});
  assert.deepEqual(
    properties.slice(0, 2).map(([name]) => name),
    ["include", "exclude"],
  );
  for (const [name, { description }] of properties) {
    assert.ok(description !== undefined, `${policy.name}: ${name} has no description`);
  }
}
