import * as fs from "node:fs";
import * as path from "node:path";
import { shellQuote } from "../process/shellQuote";

/**
 * Puts a command `pulumi` into the account's folder and returns the folder to put first on PATH. It finds or builds
 * the engine only when a command asks for it, and gives the engine the account's own copy of the stack file, however
 * deep in scripts the call stands.
 */
export function installShim(state: string): string {
  const folder = path.join(state, "bin");
  fs.mkdirSync(folder, { recursive: true });
  const entry = path.join(__dirname, "..", "pulumi", "shim.js");
  const quoted = [process.execPath, entry].map(shellQuote);
  fs.writeFileSync(path.join(folder, "pulumi"), `#!/bin/sh\nexec ${quoted.join(" ")} "$@"\n`, {
    mode: 0o755,
  });
  return folder;
}
