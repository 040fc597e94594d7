import { spawn } from "node:child_process";
import * as os from "node:os";
import { UsageError } from "../usageError";

/**
 * Runs a command on our own standard streams and resolves to its exit status, 128 plus the signal's number where a
 * signal ended it. A Ctrl-C at the terminal reaches the command by itself; every other signal is passed on.
 */
export function runAttached(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: "inherit" });
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    // A terminal sends its Ctrl-C to the command itself; from elsewhere it comes to us alone.
    const stay = process.stdin.isTTY ? (): void => undefined : pass;
    const settle = (): void => {
      process.off("SIGINT", stay).off("SIGTERM", pass).off("SIGHUP", pass);
    };
    process.on("SIGINT", stay).on("SIGTERM", pass).on("SIGHUP", pass);
    child.on("error", (error: NodeJS.ErrnoException) => {
      settle();
      const reason = error.code === "ENOENT" ? "there is no such command on PATH" : error.message;
      reject(new UsageError(`Cannot run ${command}: ${reason}.`));
    });
    child.on("close", (code, signal) => {
      settle();
      resolve(code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]));
    });
  });
}
