import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectOf, readRecorded, readState, recordedStacks } from "./recorded/recordedStack";

interface Preview {
  steps: { op: string; urn: string }[];
}

/** What an upgrade may not do to a stack that is in use: each of these is an outage, or a new key. */
const isHarmless = (op: string): boolean => ["same", "update", "create", "read"].includes(op);

describe("an upgrade of the package", () => {
  let state: string;
  let aws: LocalAws;

  before(async () => {
    state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
    aws = await startLocalAws({ state });
  });

  after(async () => {
    await aws.close();
    fs.rmSync(state, { recursive: true, force: true });
  });

  for (const stack of recordedStacks()) {
    it(`replaces and deletes nothing of a stack that ${stack.version} made`, async () => {
      const project = await projectOf(stack, aws, readRecorded(stack, "stack.yaml"));
      try {
        project.write("state.json", readState(stack));
        const imported = await project.pulumi(["stack", "import", "--file", "state.json"]);
        assert.equal(imported.code, 0, imported.stdout + imported.stderr);

        const preview = await project.pulumi(["preview", "--json", "--show-sames"]);

        assert.equal(preview.code, 0, preview.stdout + preview.stderr);
        const { steps } = JSON.parse(preview.stdout) as Preview;
        const recorded = JSON.parse(readState(stack)) as {
          deployment: { resources: { urn: string }[] };
        };
        assert.deepEqual(
          steps.filter(({ op }) => !isHarmless(op)).map(({ op, urn }) => `${op} ${urn}`),
          [],
        );
        const told = new Set(steps.map(({ urn }) => urn));
        assert.deepEqual(
          recorded.deployment.resources
            .map(({ urn }) => urn)
            .filter((urn) => !urn.includes("::pulumi:providers:") && !told.has(urn)),
          [],
        );
      } finally {
        project.dispose();
      }
    });

    it(`finds no key in the clear in the recorded state of ${stack.version}`, () => {
      assert.doesNotMatch(readState(stack), /PRIVATE KEY/);
    });
  }
});
