import { interruptible } from "@mtls-gateway/engine/dist/interruptible";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FakeTools } from "./fakeTools";

describe("interruptible", () => {
  let tools: FakeTools;
  beforeEach(() => (tools = new FakeTools()));
  afterEach(() => {
    tools.dispose();
  });

  /** A program that builds with a `go` that never ends; `more` is run in it first. */
  function builder(more = ""): ReturnType<typeof spawn> {
    const sleeper = `echo $$ >> '${tools.root}/pids'; exec sleep 600`;
    const env = tools.env(tools.go("go", { build: sleeper }), path.dirname(process.execPath));
    const modulePath = (name: string): string =>
      JSON.stringify(createRequire(__filename).resolve(`@mtls-gateway/engine/dist/${name}`));
    const program = `
      ${more}
      const { findOrMake } = require(${modulePath("findOrMake")});
      const { build } = require(${modulePath("goBuild")});
      const install = () => Promise.reject(new Error("no network"));
      findOrMake({ cacheDir: ${JSON.stringify(tools.cacheDir)} }, { install, build })
        .catch((error) => { process.stdout.write(error.message); process.exitCode = 1; });`;
    return spawn(process.execPath, ["-e", program], { env, stdio: ["ignore", "pipe", "inherit"] });
  }

  /** Process ids of both compilers, when both have started. */
  async function compilers(): Promise<number[]> {
    const file = path.join(tools.root, "pids");
    for (;;) {
      const text = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
      const pids = text.split("\n").filter((line) => line !== "");
      if (pids.length === 2) return pids.map(Number);
      await sleep(20);
    }
  }

  function ended(
    child: ReturnType<typeof spawn>,
  ): Promise<{ code: unknown; signal: unknown; out: string }> {
    let out = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
    return new Promise((resolve) => {
      child.on("close", (code, signal) => {
        resolve({ code, signal, out });
      });
    });
  }

  function alive(pid: number): boolean {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  }

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    it(`leaves no compiler and nothing half-made on ${signal}, and ends by it`, async () => {
      const child = builder();
      const end = ended(child);
      const pids = await compilers();
      child.kill(signal);
      assert.deepEqual({ ...(await end), out: "" }, { code: null, signal, out: "" });
      assert.deepEqual(pids.filter(alive), []);
      assert.deepEqual(tools.cached(), []);
    });
  }

  it("leaves the ending to a program that listens to the signal itself", async () => {
    const child = builder('process.on("SIGINT", () => undefined);');
    const end = ended(child);
    const pids = await compilers();
    child.kill("SIGINT");
    assert.deepEqual(await end, {
      code: 1,
      signal: null,
      out: "Interrupted (SIGINT); nothing half-made is left behind.",
    });
    assert.deepEqual(pids.filter(alive), []);
    assert.deepEqual(tools.cached(), []);
  });

  it("leaves no compiler when the program exits in the middle, and the next run clears up", async () => {
    const child = builder(`process.on("SIGINT", () => process.exit(3));`);
    const end = ended(child);
    const pids = await compilers();
    child.kill("SIGINT");
    assert.deepEqual(await end, { code: 3, signal: null, out: "" });
    while (pids.some(alive)) await sleep(20);
    const left = tools.cached();
    assert.equal(left.length, 2);

    fs.rmSync(path.join(tools.root, "pids"));
    const next = builder();
    const nextEnd = ended(next);
    await compilers();
    assert.deepEqual(
      tools.cached().filter((name) => left.includes(name) && !name.endsWith(".lock")),
      [],
    );
    next.kill("SIGINT");
    await nextEnd;
    assert.deepEqual(tools.cached(), []);
  });

  it("gives the result of the work, and listens to no signal afterwards", async () => {
    const before = process.listenerCount("SIGINT");
    const seen = await interruptible(undefined, () =>
      Promise.resolve(process.listenerCount("SIGINT")),
    );
    assert.deepEqual([seen, process.listenerCount("SIGINT")], [before + 1, before]);
  });
});
