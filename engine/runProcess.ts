import { spawn } from "node:child_process";

/** What a program left behind. */
export interface Finished {
  /** Exit status; 128 and more when a signal ended it. */
  code: number;
  stdout: string;
  stderr: string;
}

export interface RunProcessOptions {
  cwd?: string;
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Milliseconds after which the program is ended and the call refused. */
  timeoutMs: number;
  /** Gets standard error line by line as it comes; such lines are not kept in `stderr` when it answers true. */
  onErrorLine?: (line: string) => boolean;
}

/** Milliseconds between asking a process group to end and ending it. */
const grace = 3000;

/** Process groups that run now. They are not in our own group, so an exit of ours has to end them. */
const groups = new Set<number>();

function killGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // Every process of the group has ended.
  }
}

function killEveryGroup(): void {
  for (const leader of groups) killGroup(leader, "SIGKILL");
}

/**
 * Runs a program to its end in a process group of its own, so that a compiler's children go with it when it is
 * aborted or takes too long. Refuses when the program cannot be started, is aborted (with the signal's reason) or
 * exceeds its time; settles only when the group is gone.
 */
export function runProcess(
  command: string,
  args: readonly string[],
  options: RunProcessOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    options.signal?.throwIfAborted();
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      detached: process.platform !== "win32",
      stdio: ["ignore", "pipe", "pipe"],
    });
    const leader = child.pid;
    let failure: Error | undefined;
    let stdout = "";
    let stderr = "";
    let kill: NodeJS.Timeout | undefined;

    const stop = (reason: Error): void => {
      if (failure !== undefined || leader === undefined) return;
      failure = reason;
      killGroup(leader, "SIGTERM");
      kill = setTimeout(() => {
        killGroup(leader, "SIGKILL");
      }, grace);
    };
    const onAbort = (): void => {
      const reason: unknown = options.signal?.reason;
      stop(reason instanceof Error ? reason : new Error(String(reason)));
    };
    const timer = setTimeout(() => {
      stop(new Error(`took longer than ${options.timeoutMs / 1000} s`));
    }, options.timeoutMs);

    if (leader !== undefined) {
      if (groups.size === 0) process.on("exit", killEveryGroup);
      groups.add(leader);
    }
    const settle = (): void => {
      clearTimeout(timer);
      clearTimeout(kill);
      options.signal?.removeEventListener("abort", onAbort);
      if (leader === undefined) return;
      groups.delete(leader);
      if (groups.size === 0) process.removeListener("exit", killEveryGroup);
    };

    options.signal?.addEventListener("abort", onAbort);
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    let partial = "";
    const takeLine = (line: string): void => {
      if (options.onErrorLine?.(line) !== true) stderr += `${line}\n`;
    };
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      const lines = (partial + text).split("\n");
      partial = lines.pop() ?? "";
      lines.forEach(takeLine);
    });
    child.on("error", (error) => {
      settle();
      reject(error);
    });
    child.on("close", (code, signal) => {
      settle();
      if (partial !== "") takeLine(partial);
      if (failure !== undefined) {
        // A member that ignored SIGTERM but closed its output is ended here.
        if (leader !== undefined) killGroup(leader, "SIGKILL");
        reject(failure);
        return;
      }
      const ended = signal === null ? 1 : 128;
      resolve({ code: code ?? ended, stdout, stderr });
    });
  });
}
