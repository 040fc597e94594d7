import { startLocalAws } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const bucket = "aws:s3/bucket:Bucket";

/** Makes bucket `first`, and ends by SIGKILL at a step of the writing of the state with bucket `second`. */
const script = (step: string) => `
  const fs = require("node:fs");
  const { fsyncSync, renameSync, writeFileSync } = fs;
  const end = () => process.kill(process.pid, "SIGKILL");
  const steps = {
    "half written": () => (fs.writeFileSync = (file, text) => (writeFileSync(file, text.slice(0, 100)), end())),
    "written": () => (fs.fsyncSync = end),
    "about to take the place of the last one": () => (fs.renameSync = end),
    "in its place": () => (fs.renameSync = (from, to) => (renameSync(from, to), end())),
  };
  require(${JSON.stringify(require.resolve("@mtls-gateway/local"))})
    .startLocalAws({ state: process.argv[1] })
    .then(async (aws) => {
      const resources = aws.resources("us-east-2");
      await resources.create("${bucket}", "first", { bucket: "first" });
      steps[${JSON.stringify(step)}]();
      await resources.create("${bucket}", "second", { bucket: "second" });
    });`;

describe("the state of the AWS on this machine when its process is killed", () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "mtls-gateway-state-"));
  });
  afterEach(() => {
    rmSync(state, { recursive: true, force: true });
  });

  for (const [step, left] of [
    ["half written", ["first"]],
    ["written", ["first"]],
    ["about to take the place of the last one", ["first"]],
    ["in its place", ["first", "second"]],
  ] as const) {
    it(`is the last one or the next one, whole, when the next one is ${step}; and the next process can open it`, async () => {
      const { signal } = spawnSync(process.execPath, ["-e", script(step), state]);
      assert.equal(signal, "SIGKILL");

      const local = await startLocalAws({ state });
      const resources = local.resources("us-east-2");
      const found = ["first", "second"].filter((name) => resources.read(bucket, name));
      await local.close();
      assert.deepEqual(found, left);
      assert.deepEqual(
        readdirSync(state).filter((name) => name.endsWith(".tmp")),
        [],
      );
    });
  }
});
