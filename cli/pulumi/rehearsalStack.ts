import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { stringify } from "yaml";
import { UsageError } from "../usageError";
import { runQuietly } from "../process/runQuietly";
import { outerPassphrase } from "./outerEnvironment";
import { parseYaml, stackFile, type Project } from "./project";

/**
 * A stack of the user's project in a backend of our own.
 *
 * The user's `Pulumi.<stack>.yaml` is read and never written: with the passphrase provider the engine saves an
 * `encryptionsalt` there, and a rehearsal must leave the tree as it was and must not need the real passphrase.
 * So the engine is given a copy (`--config-file`) with a salt of the rehearsal's own.
 */
export interface RehearsalStack {
  project: Project;
  name: string;
  /** The copy of the stack's configuration to give to the engine as `--config-file`. */
  configFile: string;
  /** Environment for every `pulumi` command on this stack. */
  env: NodeJS.ProcessEnv;
}

/** The configuration of the stack as a plain mapping; empty where the stack has no file. */
export function stackConfig(project: Project, stack: string): Record<string, unknown> {
  const file = stackFile(project, stack);
  if (!fs.existsSync(file)) return {};
  const config = parseYaml(file).config;
  return typeof config === "object" && config !== null ? (config as Record<string, unknown>) : {};
}

/**
 * Makes the stack in the backend under `state`, unless it is there, and its copy of the configuration anew.
 *
 * @param state folder of the local account; the backend lives in its `pulumi` folder
 * @param env the environment with the engine on PATH
 */
export async function rehearsalStack(
  project: Project,
  name: string,
  state: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<RehearsalStack> {
  const pulumi = path.join(state, "pulumi");
  const scratch = path.join(pulumi, "projects", project.name);
  fs.mkdirSync(scratch, { recursive: true });
  fs.writeFileSync(
    path.join(scratch, "Pulumi.yaml"),
    stringify({ name: project.name, runtime: project.runtime }),
  );
  const original = stackFile(project, name);
  const settings = fs.existsSync(original) ? parseYaml(original) : {};
  const configFile = path.join(scratch, `Pulumi.${name}.yaml`);
  const stackEnv = { ...env, ...backendEnv(state) };

  if (hasEncryptedValues(settings.config)) {
    const theirs = outerPassphrase(env);
    requirePassphraseProvider(original, settings, theirs);
    Object.assign(stackEnv, theirs);
    writeAtomically(configFile, stringify(settings));
  } else {
    const ours = { ...settings, ...ownSalt(configFile) };
    writeAtomically(configFile, stringify(ours));
  }
  if (!fs.existsSync(path.join(pulumi, ".pulumi", "stacks", project.name, `${name}.json`))) {
    await initialise(name, scratch, stackEnv, signal);
  }
  return { project, name, configFile, env: stackEnv };
}

/** Where the engine keeps everything of its own under the local account's folder; nothing of the user's is touched. */
export function backendEnv(state: string): NodeJS.ProcessEnv {
  const pulumi = path.join(state, "pulumi");
  const home = path.join(pulumi, "home");
  fs.mkdirSync(home, { recursive: true });
  return {
    // A crash of the engine leaves the `.attrs` files that it would write beside its own cut off: `failed to load checkpoint: EOF`.
    PULUMI_BACKEND_URL: `file://${pulumi}?metadata=skip`,
    PULUMI_HOME: home,
    PULUMI_CONFIG_PASSPHRASE: passphrase(pulumi),
    PULUMI_CONFIG_PASSPHRASE_FILE: undefined,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_NODEJS_TRANSPILE_ONLY: process.env.PULUMI_NODEJS_TRANSPILE_ONLY ?? "true",
  };
}

async function initialise(
  name: string,
  scratch: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  const made = await runQuietly("pulumi", ["stack", "init", name, "--non-interactive"], {
    cwd: scratch,
    env,
    signal,
  });
  if (made.code === 0) return;
  const reason = (made.stderr || made.stdout).trim().split("\n").pop() ?? "";
  throw new UsageError(`The stack ${name} cannot be made in the local backend: ${reason}`);
}

/** The passphrase of the local backend: random, made once, readable by its owner alone. */
function passphrase(pulumi: string): string {
  const file = path.join(pulumi, "passphrase");
  if (!fs.existsSync(file)) {
    fs.mkdirSync(pulumi, { recursive: true });
    writeAtomically(file, randomBytes(24).toString("base64url"));
  }
  return fs.readFileSync(file, "utf8");
}

/**
 * How the copy is encrypted, in place of whatever the user's file says: by the passphrase, with the salt that
 * `pulumi stack init` saved in the copy. `stringify` leaves undefined values out.
 */
function ownSalt(configFile: string): Record<string, unknown> {
  const saved = fs.existsSync(configFile) ? parseYaml(configFile) : {};
  return {
    secretsprovider: undefined,
    encryptedkey: undefined,
    encryptionsalt: saved.encryptionsalt,
  };
}

function hasEncryptedValues(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) => key === "secure" || hasEncryptedValues(inner),
  );
}

function requirePassphraseProvider(
  file: string,
  settings: Record<string, unknown>,
  passphrases: NodeJS.ProcessEnv,
): void {
  const provider = settings.secretsprovider ?? "passphrase";
  const advice = "Rehearse a stack whose file holds no encrypted values.";
  if (provider !== "passphrase" && provider !== "default") {
    throw new UsageError(
      `${file} holds values encrypted by ${JSON.stringify(provider)}, which a rehearsal does not call. ${advice}`,
    );
  }
  if (Object.values(passphrases).every((value) => value === undefined)) {
    throw new UsageError(
      `${file} holds encrypted values, and PULUMI_CONFIG_PASSPHRASE is not set. Set it, or: ${advice}`,
    );
  }
}

function writeAtomically(file: string, text: string): void {
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, text, { mode: 0o600 });
  fs.renameSync(temporary, file);
}
