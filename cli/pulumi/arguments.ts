/** What of a `pulumi` command line decides about its stack. */
export interface PulumiCall {
  /** The words of the subcommand, such as `["up"]` or `["stack", "select", "dev"]`: everything that is no flag. */
  words: string[];
  /** The value of `--stack` or `-s`. */
  stack?: string;
  /** The value of `--cwd` or `-C`. */
  cwd?: string;
  /** Whether the caller chose a `--config-file`. */
  configFile: boolean;
}

/** Flags of the Pulumi CLI whose value may stand as the next word, so that it is not taken for a subcommand. */
const withValue = new Set([
  "-s",
  "--stack",
  "-C",
  "--cwd",
  "--config-file",
  "--color",
  "--tracing",
  "--profiling",
  "-v",
  "--verbose",
  "--memprofilerate",
  "-c",
  "--config",
  "-m",
  "--message",
  "-p",
  "--parallel",
  "--policy-pack",
  "--policy-pack-config",
  "-t",
  "--target",
  "--target-replace",
  "--replace",
  "--exclude",
  "-x",
  "--secrets-provider",
  "--event-log",
  "--save-plan",
  "--plan",
  "--import-file",
  "--file",
  "--client",
  "--import-pending-creates",
  "--copy-config-from",
]);

/** Reads a `pulumi` command line as far as the stack is concerned. */
export function readArguments(args: readonly string[]): PulumiCall {
  const call: PulumiCall = { words: [], configFile: false };
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? "";
    if (arg === "--") break;
    if (!arg.startsWith("-") || arg === "-") {
      call.words.push(arg);
      continue;
    }
    const [flag, inline] = split(arg);
    const value = inline ?? (takesValue(flag, call.words) ? args[++i] : undefined);
    if (flag === "-s" || flag === "--stack") call.stack = value;
    if (flag === "-C" || flag === "--cwd") call.cwd = value;
    if (flag === "--config-file") call.configFile = true;
  }
  return call;
}

/** `-f` is a file to import, and a switch of every other subcommand. */
function takesValue(flag: string, words: readonly string[]): boolean {
  return flag === "-f" ? words[0] === "import" : withValue.has(flag);
}

/** `--flag=value`, `-svalue` and `-s=value` carry their value with them. */
function split(arg: string): [flag: string, value?: string] {
  if (arg.startsWith("--")) {
    const equals = arg.indexOf("=");
    return equals < 0 ? [arg] : [arg.slice(0, equals), arg.slice(equals + 1)];
  }
  if (arg.length === 2) return [arg];
  return [arg.slice(0, 2), arg.slice(arg[2] === "=" ? 3 : 2)];
}
