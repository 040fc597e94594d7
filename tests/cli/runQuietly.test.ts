import assert from "node:assert/strict";
import { isAlive } from "../../cli/dist/process/processTree";
import { runQuietly } from "../../cli/dist/process/runQuietly";

describe("a command run quietly", () => {
  it("gives each line as it comes, and the exit status", async () => {
    const lines: string[] = [];
    const script = "console.log('one'); console.log('two'); process.exitCode = 3";
    const { code, stdout } = await runQuietly(process.execPath, ["-e", script], {
      onLine: (line) => lines.push(line),
    });
    assert.equal(code, 3);
    assert.equal(stdout, "one\ntwo\n");
    assert.deepEqual(lines, ["one", "two"]);
  });

  it("leaves no process when it is aborted, not even one that ignores the interrupt in a session of its own", async () => {
    const stubborn = "process.on('SIGINT', () => {}); setInterval(() => {}, 1000)";
    const parent = `
      process.on("SIGINT", () => {});
      const child = require("child_process").spawn(process.execPath, ["-e", ${JSON.stringify(stubborn)}], { detached: true, stdio: "inherit" });
      console.log(child.pid); setInterval(() => {}, 1000)`;
    const interrupt = new AbortController();
    const pids: number[] = [];
    const running = runQuietly(process.execPath, ["-e", parent], {
      signal: interrupt.signal,
      onLine: (line) => {
        pids.push(Number(line));
        interrupt.abort(new Error("enough"));
      },
    });
    await assert.rejects(running, /enough/);
    assert.equal(pids.length, 1);
    assert.deepEqual(pids.filter(isAlive), []);
  });
});
