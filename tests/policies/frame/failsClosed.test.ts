import assert from "node:assert/strict";
import * as path from "node:path";

import { PulumiProject, repository } from "../../support/pulumi";

const frame = path.join(repository, "policies/dist/frame");

/** A pack of this frame with one advisory policy that is broken. */
const brokenPack = `
const { startPack } = require(${JSON.stringify(path.join(frame, "startPack.js"))});
const { resourcePolicy, stackPolicy } = require(${JSON.stringify(path.join(frame, "policy.js"))});
const ways = {
  throws: () => { throw new TypeError("undefined is no\\n  domain"); },
  hangs: () => new Promise(() => {}),
  loops: () => { for (;;); },
};
const check = ways[process.env.WAY];
const head = { rule: "TS019", scope: "broken" };
const types = ["pulumi:providers:aws", "pulumi:pulumi:Stack"];
startPack("broken", (observations) => [
  process.env.PLACE === "stack"
    ? stackPolicy(head, observations, { types, check })
    : resourcePolicy(head, observations, { types, check }),
]);
`;

const tooLong =
  "the policy TS019-broken did not end within 0.5 s, so nothing is known to be right.";
const ways = {
  throws:
    "the policy TS019-broken crashed (TypeError: undefined is no domain), so nothing is known to be right.",
  hangs: tooLong,
  loops: tooLong,
};

describe("a policy that is broken", () => {
  let project: PulumiProject | undefined;

  before(async () => {
    project = await PulumiProject.create({
      "index.js": "",
      "broken/index.js": brokenPack,
      "broken/package.json": '{ "name": "broken", "version": "0.0.1", "main": "index.js" }\n',
      "broken/PulumiPolicy.yaml": "runtime:\n  name: nodejs\n  options:\n    typescript: false\n",
    });
  });
  after(() => {
    project?.dispose();
  });

  for (const [way, line] of Object.entries(ways)) {
    for (const place of ["resource", "stack"]) {
      it(`fails the preview with its name when it ${way} on a ${place}, though it is advisory`, async () => {
        await expectFailure(["preview"], way, place, line);
      });
    }
  }

  it("fails an `up` too", async () => {
    await expectFailure(["up", "--yes", "--skip-preview"], "throws", "resource", ways.throws);
  });

  async function expectFailure(
    command: readonly string[],
    way: string,
    place: string,
    line: string,
  ): Promise<void> {
    assert.ok(project !== undefined);
    const { code, stdout, stderr } = await project.pulumi([...command, "--policy-pack", "broken"], {
      WAY: way,
      PLACE: place,
      MTLS_GATEWAY_POLICY_SECONDS: "0.5",
    });

    const output = `${stdout}${stderr}`;
    assert.notEqual(code, 0, output);
    assert.ok(output.includes(line), output);
    assert.ok(!/^\s+at /m.test(output), `a stack trace:\n${output}`);
  }
});
