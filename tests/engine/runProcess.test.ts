import { runProcess } from "@mtls-gateway/engine/dist/runProcess";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FakeTools } from "./fakeTools";

describe("runProcess", () => {
  let tools: FakeTools;
  beforeEach(() => (tools = new FakeTools()));
  afterEach(() => {
    tools.dispose();
  });

  /** A program with a child of its own, which writes its process id and would run for ever. */
  function parentOfSleeper(trap = ""): { file: string; pids: () => number[] } {
    const list = path.join(tools.root, "pids");
    const file = tools.script(
      "bin",
      "parent",
      `${trap}\n(${trap}\nwhile :; do sleep 1; done) &\necho $$ $! > '${list}'\nwait`,
    );
    const pids = (): number[] =>
      fs.existsSync(list) ? fs.readFileSync(list, "utf8").trim().split(" ").map(Number) : [];
    return { file, pids };
  }

  function alive(pid: number): boolean {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    // A process that ended but was not waited for yet is no process any more.
    const stat = `/proc/${pid}/stat`;
    return !fs.existsSync(stat) || !/\) Z /.test(fs.readFileSync(stat, "utf8"));
  }

  async function gone(pids: number[]): Promise<void> {
    while (pids.some(alive)) await sleep(20);
  }

  it("gives status and output, and hands out standard error by the line", async () => {
    const seen: string[] = [];
    const finished = await runProcess(
      "/bin/sh",
      ["-c", "echo out; printf 'a\\nb\\nc' >&2; exit 7"],
      {
        env: tools.env(),
        timeoutMs: 10_000,
        onErrorLine: (line) => {
          seen.push(line);
          return line === "b";
        },
      },
    );
    assert.deepEqual(finished, { code: 7, stdout: "out\n", stderr: "a\nc\n" });
    assert.deepEqual(seen, ["a", "b", "c"]);
  });

  it("refuses a program that is not there", async () => {
    await assert.rejects(
      runProcess(path.join(tools.root, "none"), [], { env: {}, timeoutMs: 1000 }),
      { code: "ENOENT" },
    );
  });

  it("ends the program and its children when it is aborted, and refuses with the reason", async () => {
    const { file, pids } = parentOfSleeper();
    const controller = new AbortController();
    const running = runProcess(file, [], {
      env: tools.env(),
      timeoutMs: 60_000,
      signal: controller.signal,
    });
    while (pids().length < 2) await sleep(20);
    controller.abort(new Error("enough"));
    await assert.rejects(running, { message: "enough" });
    await gone(pids());
  });

  it("ends a program that ignores to be asked", async () => {
    const { file, pids } = parentOfSleeper("trap '' TERM");
    const controller = new AbortController();
    const running = runProcess(file, [], {
      env: tools.env(),
      timeoutMs: 60_000,
      signal: controller.signal,
    });
    while (pids().length < 2) await sleep(20);
    controller.abort(new Error("enough"));
    await assert.rejects(running, { message: "enough" });
    await gone(pids());
  });

  it("refuses a program that exceeds its time, and ends it", async () => {
    const { file, pids } = parentOfSleeper();
    await assert.rejects(runProcess(file, [], { env: tools.env(), timeoutMs: 500 }), {
      message: "took longer than 0.5 s",
    });
    await gone(pids());
  });

  it("starts nothing when it is aborted already", async () => {
    await assert.rejects(
      runProcess("/bin/true", [], {
        env: {},
        timeoutMs: 1000,
        signal: AbortSignal.abort(new Error("too late")),
      }),
      { message: "too late" },
    );
  });
});
