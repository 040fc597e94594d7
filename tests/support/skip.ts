import { spawnSync } from "node:child_process";
import type { Context } from "mocha";

/** Leaves the running test out, with a reason that the reporter shows in its summary. */
export function skipBecause(context: Context, reason: string): never {
  if (context.test !== undefined) context.test.title += ` (not run: ${reason})`;
  context.skip();
  throw new Error("unreachable: mocha's skip throws");
}

/** Leaves the running test out where a command is not installed. */
export function requireCommand(context: Context, command: string): void {
  const { error } = spawnSync(command, ["--version"], { stdio: "ignore" });
  if (error !== undefined) skipBecause(context, `${command} is not installed`);
}
