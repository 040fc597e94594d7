import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import * as os from "node:os";
import { descendants, isAlive } from "../../cli/dist/process/processTree";
import { Commands, ended, familyWithEngine } from "./support/commands";

describe("mtls-gateway rehearse, interrupted,", () => {
  const commands = new Commands();

  after(() => {
    commands.dispose();
  });

  it("leaves no process and no file when it is interrupted, at whatever moment", async () => {
    const after =
      (milliseconds: number) =>
      async (child: ChildProcess): Promise<number[]> => {
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        return descendants(child.pid ?? 0);
      };
    for (const [signal, status, moment] of [
      ["SIGINT", 130, after(700)],
      ["SIGINT", 130, after(1500)],
      ["SIGINT", 130, familyWithEngine],
      ["SIGTERM", 143, familyWithEngine],
      ["SIGHUP", 129, familyWithEngine],
    ] as const) {
      const child = commands.start();
      const family = await moment(child);
      const exit = ended(child);
      child.kill(signal);
      assert.equal(await exit, status);
      assert.deepEqual(family.filter(isAlive), []);
      assert.deepEqual(commands.leftBehind(), []);
    }
  });

  it("ends at a Ctrl-C that comes between the last deployment and the moment when it stands", async () => {
    const child = commands.start("--keep");
    const exit = ended(child);
    let text = "";
    child.stderr.setEncoding("utf8").on("data", (data: string) => {
      const before = text;
      text += data;
      const deployed = "second pulumi up";
      if (text.includes(`✓ ${deployed}`) && !before.includes(`✓ ${deployed}`)) child.kill("SIGINT");
    });
    assert.equal(await exit, 130, text);
    assert.deepEqual(commands.leftBehind(), []);
  });

  it("leaves no process and no file when the reader of its output goes away", async () => {
    const child = commands.start();
    const exit = ended(child);
    child.stdout.destroy();
    const family = await familyWithEngine(child);
    child.stderr.destroy();
    assert.equal(await exit, 128 + os.constants.signals.SIGPIPE);
    assert.deepEqual(family.filter(isAlive), []);
    assert.deepEqual(commands.leftBehind(), []);
  });
});
