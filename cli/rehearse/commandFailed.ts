import type { Finished } from "../process/runQuietly";

/** A step that failed: a headline and, where a command of the engine failed, the command's own words. */
export class CommandFailed extends Error {
  override readonly name = "CommandFailed";

  constructor(headline: string, finished?: Finished) {
    super(
      finished === undefined
        ? headline
        : `${headline} ended with status ${finished.code}:\n${diagnostics(finished)}`,
    );
  }
}

/** The engine's diagnostics and the policies that were violated, or all that it said where it says neither. */
function diagnostics({ stdout, stderr }: Finished): string {
  const sections = stdout.split(/^(?=[A-Z][a-z]+:)/m);
  const telling = sections.filter(
    (section) => section.startsWith("Diagnostics:") || /^Policies:[^]*❌/.test(section),
  );
  return `${telling.length > 0 ? telling.join("") : stdout}\n${stderr}`
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => `  ${line}`)
    .join("\n");
}
