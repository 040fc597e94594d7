import assert from "node:assert/strict";
import * as path from "node:path";

import { PulumiProject, repository } from "../../support/pulumi";

/** What is wrong with a configuration, and the line that says so. */
const wrong: readonly { what: string; config: unknown; line: string }[] = [
  {
    what: "a level that does not exist",
    config: { "GW003-mapped-api": "loud" },
    line: 'parsing enforcement level for "GW003-mapped-api": "loud" is not a valid enforcement level',
  },
  {
    what: "a property of the wrong type",
    config: { "GW003-mapped-api": { include: "orders" } },
    line: "GW003-mapped-api: include: Invalid type. Expected: array, given: string",
  },
  {
    what: "an exemption without a reason",
    config: { "GW003-mapped-api": { exclude: [{ name: "orders" }] } },
    line: "GW003-mapped-api: exclude.0: reason is required",
  },
  {
    what: "an exemption until a day that does not exist",
    config: {
      "GW003-mapped-api": { exclude: [{ name: "orders", reason: "old", until: "2026-02-31" }] },
    },
    line: "GW003-mapped-api: exclude.0.until: Does not match format 'date'",
  },
  {
    what: "an exemption with neither a name nor a urn",
    config: { "GW003-mapped-api": { exclude: [{ reason: "old" }] } },
    line: 'the configuration is refused: GW003-mapped-api: the exemption "old" has neither a name nor a urn.',
  },
  {
    what: "a property that the policy does not have",
    config: { "GW003-mapped-api": { days: 3 } },
    line: 'the configuration is refused: GW003-mapped-api has no property "days" (it has enforcementLevel, include, exclude).',
  },
  {
    what: "a policy that does not exist",
    config: { "GW003-mappedapi": "advisory", "all-of-it": "advisory" },
    line: 'the policy "GW003-mappedapi", which the pack does not have (it has GW003-mapped-api, GW003-rest-api, GW003-http-api)',
  },
  {
    what: "exemptions for all policies at once, which the engine would drop",
    config: { all: { enforcementLevel: "advisory", exclude: [{ name: "x", reason: "y" }] } },
    line: 'the configuration is refused: "all" takes an enforcementLevel and no exclude.',
  },
];

describe("a wrong configuration", () => {
  let project: PulumiProject | undefined;

  before(async () => {
    project = await PulumiProject.create({ "index.js": "" });
  });
  after(() => {
    project?.dispose();
  });

  for (const { what, config, line } of wrong) {
    it(`ends the preview with one line on ${what}`, async () => {
      assert.ok(project !== undefined);
      project.write("config.json", JSON.stringify(config));
      const pack = ["--policy-pack", path.join(repository, "policies")];

      const { code, stdout, stderr } = await project.pulumi([
        "preview",
        ...pack,
        "--policy-pack-config",
        "config.json",
      ]);

      const output = `${stdout}${stderr}`;
      assert.notEqual(code, 0, output);
      assert.ok(output.includes(line), output);
      assert.ok(!/^\s+at /m.test(output), `a stack trace:\n${output}`);
    });
  }
});
