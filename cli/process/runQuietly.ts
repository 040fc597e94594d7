import { spawn } from "node:child_process";
import * as os from "node:os";
import { descendants, isAlive, signalAll } from "./processTree";

/** What a command left behind. */
export interface Finished {
  /** Exit status; 128 plus the signal's number where a signal ended it. */
  code: number;
  stdout: string;
  stderr: string;
}

/** How long the engine may take to end by itself after an interrupt, in milliseconds. */
const graceMs = 3000;

/** The commands that run now. Whatever ends this process, they end with it. */
const running = new Set<number>();
process.on("exit", () => {
  for (const pid of running) signalAll([pid, ...descendants(pid)], "SIGKILL");
});

/**
 * Runs a command, keeps its output, and hands each line of standard output to `onLine`.
 *
 * When `signal` aborts, the command is interrupted, and whatever of it and its descendants is there after a grace of
 * three seconds is killed; the promise settles when all of them are gone. It runs in a session of its own, so that a
 * Ctrl-C at the terminal reaches it through us, in this order, and not twice.
 */
export function runQuietly(
  command: string,
  args: readonly string[],
  options: {
    cwd?: string;
    env?: NodeJS.ProcessEnv;
    signal?: AbortSignal;
    onLine?: (line: string) => void;
  } = {},
): Promise<Finished> {
  const { cwd, env, signal, onLine } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason as Error);
      return;
    }
    const child = spawn(command, args, {
      cwd,
      env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const pid = child.pid ?? 0;
    if (pid > 0) running.add(pid);
    let stdout = "";
    let stderr = "";
    let partial = "";
    let ending: Promise<void> | undefined;
    const onAbort = (): void => {
      ending ??= end(pid);
    };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      stdout += text;
      const lines = (partial + text).split("\n");
      partial = lines.pop() ?? "";
      for (const line of lines) onLine?.(line);
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    signal?.addEventListener("abort", onAbort, { once: true });
    child.on("error", reject);
    child.on("close", (code, killedBy) => {
      running.delete(pid);
      signal?.removeEventListener("abort", onAbort);
      const status = code ?? 128 + (killedBy === null ? 0 : os.constants.signals[killedBy]);
      if (ending === undefined) resolve({ code: status, stdout, stderr });
      else {
        void ending.then(() => {
          reject(signal?.reason as Error);
        });
      }
    });
  });
}

/** Interrupts the process; after the grace kills what is left of it and of its descendants, until nothing is. */
async function end(pid: number): Promise<void> {
  if (pid === 0) return;
  const family = new Set([pid]);
  signalAll([pid], "SIGINT");
  for (const start = Date.now(); ;) {
    for (const member of [...family]) for (const child of descendants(member)) family.add(child);
    const left = [...family].filter(isAlive);
    if (left.length === 0) return;
    if (Date.now() - start > graceMs) signalAll(left, "SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
