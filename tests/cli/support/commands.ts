import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { descendants } from "../../../cli/dist/process/processTree";
import { repository, run, type Finished } from "../../support/pulumi";

const command = path.join(repository, "cli", "bin", "mtls-gateway.js");

/** Runs and watches the command with a temporary folder of its own, so that other runs on the machine are not seen. */
export class Commands {
  private readonly temporary = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-test-"));

  /** Runs the command to its end. */
  run(args: string[], options: { cwd?: string; env?: NodeJS.ProcessEnv } = {}): Promise<Finished> {
    const env = { ...process.env, TMPDIR: this.temporary, ...options.env };
    return run(process.execPath, [command, ...args], { cwd: options.cwd ?? repository, env });
  }

  /** Starts a rehearsal, to be interrupted. */
  start(
    ...args: string[]
  ): ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } {
    return spawn(process.execPath, [command, "rehearse", ...args], {
      cwd: repository,
      env: { ...process.env, TMPDIR: this.temporary },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  /** What was left in the temporary folder. */
  leftBehind(): string[] {
    return fs.readdirSync(this.temporary);
  }

  /** Removes the temporary folder. */
  dispose(): void {
    fs.rmSync(this.temporary, { recursive: true, force: true });
  }
}

/** The exit status as a shell tells it. */
export function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => {
      resolve(code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]));
    });
  });
}

/** Waits until the rehearsal's engine runs a program, and gives all processes under the rehearsal. */
export async function familyWithEngine(child: ChildProcess): Promise<number[]> {
  for (;;) {
    const family = descendants(child.pid ?? 0);
    if (family.length >= 3) return family;
    assert.equal(child.exitCode, null, "the rehearsal ended before the engine deployed");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
