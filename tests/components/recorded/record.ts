/**
 * Records the stack of a version, once, when that version is released:
 * `node --require ./tests/register.js tests/components/recorded/record.ts VERSION`, with `VERSION/index.js` written before.
 */
import { startLocalAws } from "@mtls-gateway/local";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { projectOf, recordedStacks, writeState } from "./recordedStack";

async function record(version: string): Promise<void> {
  const stack = recordedStacks().find((each) => each.version === version);
  if (stack === undefined) throw new Error(`There is no folder ${version} with an index.js here.`);
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
  const aws = await startLocalAws({ state });
  try {
    const project = await projectOf(stack, aws, "config:\n  aws:region: us-east-2\n");
    const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
    if (up.code !== 0) throw new Error(up.stdout + up.stderr);
    writeState(stack, (await project.pulumi(["stack", "export"])).stdout);
    fs.copyFileSync(
      path.join(project.folder, "Pulumi.test.yaml"),
      path.join(stack.folder, "stack.yaml"),
    );
    project.dispose();
  } finally {
    await aws.close();
    fs.rmSync(state, { recursive: true, force: true });
  }
}

void record(process.argv[2] ?? "");
