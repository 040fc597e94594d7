import { ensureEngine, pathWith } from "@mtls-gateway/engine";
import * as fs from "node:fs";
import * as path from "node:path";
import { runAttached } from "../process/runAttached";
import { runQuietly } from "../process/runQuietly";
import { UsageError } from "../usageError";
import { readArguments, type PulumiCall } from "./arguments";
import { outer, outerPath } from "./outerEnvironment";
import { findProject, stackFile, type Project } from "./project";
import { rehearsalStack } from "./rehearsalStack";

/** Subcommands that read the stack's configuration and take `--config-file`. */
const configured = new Set([
  "up",
  "update",
  "preview",
  "refresh",
  "destroy",
  "import",
  "watch",
  "logs",
]);

/**
 * The `pulumi` that a command under `mtls-gateway local` finds: the real engine, on the same arguments, with stacks in
 * the account's own backend and `--config-file` naming the account's copy of the stack file.
 */
async function main(args: string[]): Promise<number> {
  const state = process.env[outer.state];
  if (state === undefined)
    throw new UsageError("This pulumi works under `mtls-gateway local` alone.");
  const engine = await ensureEngine({
    log: (line) => process.stderr.write(`${line}\n`),
    env: { ...process.env, PATH: outerPath(process.env) },
  });
  const pulumi = path.join(engine.bin, "pulumi");
  const env: NodeJS.ProcessEnv = { ...process.env, PATH: pathWith(engine, process.env.PATH) };
  const call = readArguments(args);
  const project = findProject(call.cwd ?? process.cwd());
  refuseToWriteSecrets(call, args);
  const [command, action] = call.words;
  const name = call.words[2] ?? call.stack;
  if (command === "stack" && action === "init" && name !== undefined && project !== undefined) {
    const { env: stackEnv } = await rehearsalStack(project, name, state, env);
    return runAttached(pulumi, ["stack", "select", name], stackEnv);
  }
  if (command === "stack" && action === "rm") {
    return runAttached(pulumi, insertBeforeDashes(args, ["--preserve-config"]), env);
  }
  const stack = project === undefined ? undefined : await stackOf(call, project, env);
  if (project === undefined || stack === undefined) return runAttached(pulumi, args, env);
  const rehearsal = await rehearsalStack(project, stack, state, env);
  const withCopy = configured.has(call.words[0] ?? "") && !call.configFile;
  const copy = withCopy ? ["--config-file", rehearsal.configFile] : [];
  return runAttached(pulumi, insertBeforeDashes(args, copy), rehearsal.env);
}

/** Refuses what would write the user's stack file with the local account's passphrase or contents. */
function refuseToWriteSecrets({ words }: PulumiCall, args: readonly string[]): void {
  const [command = "", action = ""] = words;
  const secret = args.some((arg) => /^--secret(=|$)/.test(arg));
  const call = `${command} ${action}`;
  if (["config cp", "config refresh", "stack change-secrets-provider"].includes(call)) {
    throw new UsageError(
      `\`pulumi ${call}\` would write your stack file from the local account. Run it outside of \`mtls-gateway local\`.`,
    );
  }
  if (["config set", "config set-all"].includes(call) && secret) {
    throw new UsageError(
      `\`pulumi ${call} --secret\` would encrypt your stack file with the local account's passphrase. Set secrets outside of \`mtls-gateway local\`.`,
    );
  }
}

/** The stack that the call is about, where it has a file or the account knows it; undefined leaves the call as it is. */
async function stackOf(
  { words, stack }: PulumiCall,
  project: Project,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const [command, action, name] = words;
  const named =
    stack ??
    process.env.PULUMI_STACK ??
    (command === "stack" && action === "select" ? name : undefined);
  if (named !== undefined) return fs.existsSync(stackFile(project, named)) ? named : undefined;
  if (!configured.has(command ?? "")) return undefined;
  const selected = await runQuietly("pulumi", ["stack", "--show-name", "--non-interactive"], {
    cwd: project.folder,
    env,
  });
  return selected.code === 0 ? selected.stdout.trim() : undefined;
}

function insertBeforeDashes(args: readonly string[], more: readonly string[]): string[] {
  const dashes = args.indexOf("--");
  const at = dashes < 0 ? args.length : dashes;
  return [...args.slice(0, at), ...more, ...args.slice(at)];
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`mtls-gateway: ${(error as Error).message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
