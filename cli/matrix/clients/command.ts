import { execFile, spawn } from "node:child_process";

export interface CommandEnd {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  /** For standard input. */
  input?: string;
  /** Whether standard input ends after it. @default true */
  ends?: boolean;
  /** Goes over this process's own environment. */
  env?: Readonly<Record<string, string>>;
}

/** How long a command may take, in milliseconds. */
const patience = 20_000;

/** Runs a command to its end; one that takes too long is killed. */
export function runCommand(
  command: string,
  args: readonly string[],
  { input = "", ends = true, env = {} }: CommandOptions = {},
): Promise<CommandEnd> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    let stdout = "";
    let stderr = "";
    const timer = setTimeout(() => child.kill("SIGKILL"), patience);
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("latin1")));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("latin1")));
    child.on("error", (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on("close", (status) => {
      clearTimeout(timer);
      resolve({ status, stdout, stderr });
    });
    child.stdin.on("error", () => undefined);
    if (ends) child.stdin.end(input);
    else child.stdin.write(input);
  });
}

/** The first line of `command --version` (or what `args` ask); undefined where the command is not installed. */
export function versionOf(command: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(command, args, (error, stdout) => {
      resolve(error ? undefined : stdout.split("\n")[0]);
    });
  });
}
