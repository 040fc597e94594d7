import { Command, CommanderError } from "commander";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ourOutput } from "./brokenPipe";
import { registerDoctor } from "./doctor/command";
import { registerLocal } from "./local/command";
import { registerRehearse } from "./rehearse/command";
import { UsageError } from "./usageError";

/** Exit status of a wrong call, as opposed to 1 for a right one that found or did something bad. */
const usageStatus = 2;

/** Runs the command line. Mistakes of the caller end in one line and status 2, everything else in status 1. */
export async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("mtls-gateway")
    .description("Mutual TLS for Amazon API Gateway, with CloudFront origin mTLS in front")
    .version(version())
    .enablePositionalOptions()
    .exitOverride();
  registerRehearse(program);
  registerLocal(program);
  registerDoctor(program);
  for (const command of program.commands) command.exitOverride();
  for (const stream of [process.stdout, process.stderr]) stream.on("error", onBrokenPipe);
  try {
    await program.parseAsync(argv);
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** The reader of our output went away: a command that has to clean up does, every other ends. */
function onBrokenPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
  if (!ourOutput.emit("broken")) process.exit(128 + os.constants.signals.SIGPIPE);
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : usageStatus;
  const { name, message, stack, syscall } = error as NodeJS.ErrnoException;
  process.stderr.write(`mtls-gateway: ${message}\n`);
  if (error instanceof UsageError) return usageStatus;
  // What the machine refuses (a full disk, a folder without permission) is said by the system's own message.
  const expected = ["LocalAwsError", "EngineError", "CommandFailed", "FindingsError"];
  if (!expected.includes(name) && syscall === undefined) process.stderr.write(`${stack ?? ""}\n`);
  return 1;
}

function version(): string {
  const file = path.join(__dirname, "..", "package.json");
  return (JSON.parse(fs.readFileSync(file, "utf8")) as { version: string }).version;
}
