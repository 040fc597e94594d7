import assert from "node:assert/strict";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { run } from "../support/pulumi";
import { FakeTools } from "./fakeTools";

describe("engine/dist/cli.js", () => {
  const program = createRequire(__filename).resolve("@mtls-gateway/engine/dist/cli.js");
  let tools: FakeTools;
  beforeEach(() => (tools = new FakeTools()));
  afterEach(() => {
    tools.dispose();
  });

  it("prints the folder of the engine and nothing else", async () => {
    const bin = tools.pulumi("fit", "3.200.0");
    assert.deepEqual(await run(process.execPath, [program], { env: tools.env(bin) }), {
      code: 0,
      stdout: `${bin}\n`,
      stderr: "",
    });
  });

  it("says in one line what to do when the cache cannot be written, and exits with 1", async () => {
    const file = path.join(tools.root, "file");
    fs.writeFileSync(file, "");
    const env = { ...tools.env(), MTLS_GATEWAY_CACHE: file };
    assert.deepEqual(await run(process.execPath, [program], { env }), {
      code: 1,
      stdout: "",
      stderr:
        `The engine cache ${file}/engine cannot be written (ENOTDIR). ` +
        "Set MTLS_GATEWAY_CACHE to a folder that can, or put pulumi on PATH.\n",
    });
  });

  it("takes no arguments", async () => {
    const { code, stdout } = await run(process.execPath, [program, "--help"], { env: tools.env() });
    assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
  });
});
