import { createPolicies, helpers, Observations } from "mtls-gateway-policies";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { repository, run } from "../support/pulumi";

type Entry = string | { enforcementLevel: string };

const policies = createPolicies(new Observations(true));
const helperNames: string[] = helpers.map(({ name }) => name);

function levels(preset: string): Record<string, string> {
  const file = path.join(repository, "policies/presets", `${preset}.json`);
  const entries = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, Entry>;
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [
      name,
      typeof entry === "string" ? entry : entry.enforcementLevel,
    ]),
  );
}

/** The level of every policy, where the ones that only help or only mend keep their own. */
function expected(level: (own: string) => string): Record<string, string> {
  return Object.fromEntries(
    policies.map(({ name, enforcementLevel = "" }) => {
      const keepsItsOwn = helperNames.includes(name) || enforcementLevel === "disabled";
      return [name, keepsItsOwn ? enforcementLevel : level(enforcementLevel)];
    }),
  );
}

describe("the presets of the pack's configuration", () => {
  it("make every rule mandatory in strict", () => {
    assert.deepEqual(
      levels("strict"),
      expected(() => "mandatory"),
    );
  });

  it("are the policies' own levels in recommended", () => {
    assert.deepEqual(
      levels("recommended"),
      expected((own) => own),
    );
  });

  it("fail nothing in advisory", () => {
    assert.deepEqual(
      levels("advisory"),
      expected(() => "advisory"),
    );
  });

  it("are current, and so is docs/policies.md", async () => {
    const tool = path.join(repository, "tools/generate-policies-doc.mjs");
    const { code, stderr } = await run(process.execPath, [tool, "--check"]);

    assert.equal(code, 0, stderr);
  });
});
