import { ensureEngine, pathWith } from "@mtls-gateway/engine";
import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ask } from "../../local/dataPlane/support/client";
import { PulumiProject, repository } from "../../support/pulumi";

/** One program, and what becomes of it: it comes up, changes step by step, and goes away. */
export interface Lifecycle {
  /** Files of the project by path; `readExample` reads those of a folder of examples/. */
  files: Record<string, string>;
  /** Configuration, secret values under `secret`. @default what Pulumi.yaml says */
  config?: Record<string, string>;
  secret?: Record<string, string>;
  /** Folders of executables in front of those that everybody has. @default none */
  path?: string[];
  /** Outputs that are URLs of the edge: `/pets` there answers as the sample API does. @default ["edgeUrl"] */
  answering?: string[];
  changes: Change[];
}

/** A change of configuration or files, and everything that it does. */
export interface Change {
  config?: Record<string, string>;
  secret?: Record<string, string>;
  files?: Record<string, string>;
  /** Everything that is created, updated, replaced or deleted, sorted: `update aws:apigateway:DomainName gateway-domain`. */
  does: string[];
}

/** What running an example leaves in its folder. */
const leftovers = /(^|[\\/])(\.[^\\/]+|node_modules|venv|__pycache__)([\\/]|$)/;

/** The files of one example, as a user has them. */
export function readExample(name: string): Record<string, string> {
  const folder = path.join(repository, "examples", name);
  const files = fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => !leftovers.test(file) && fs.statSync(path.join(folder, file)).isFile());
  return Object.fromEntries(
    files.map((file) => [file, fs.readFileSync(path.join(folder, file), "utf8")]),
  );
}

/** Lets a program live once under the real engine, on an AWS on this machine of its own, and checks every step of it. */
export async function liveThrough(life: Lifecycle): Promise<void> {
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
  const aws = await startLocalAws({ state });
  try {
    await live(aws, life);
  } finally {
    await aws.close();
    fs.rmSync(state, { recursive: true, force: true });
  }
}

async function live(aws: LocalAws, life: Lifecycle): Promise<void> {
  const folders = [...(life.path ?? []), process.env.PATH ?? ""].join(path.delimiter);
  const project = await PulumiProject.create(life.files, {
    env: {
      ...aws.env,
      PATH: pathWith(await ensureEngine(), folders),
      // With this the engine writes its events to a file when it is asked to.
      PULUMI_DEBUG_COMMANDS: "true",
    },
  });
  const answering = life.answering ?? ["edgeUrl"];
  try {
    await configure(project, life);
    await up(project);
    await isSafeAndAnswers(project, aws, answering);
    for (const change of life.changes) {
      for (const [file, text] of Object.entries(change.files ?? {})) project.write(file, text);
      await configure(project, change);
      assert.deepEqual(await up(project), change.does);
      await isSafeAndAnswers(project, aws, answering);
    }
    await run(project, ["destroy", "--yes", "--skip-preview"]);
    assert.deepEqual(await project.resources(), []);
  } finally {
    project.dispose();
  }
}

async function configure(
  project: PulumiProject,
  { config = {}, secret = {} }: Pick<Change, "config" | "secret">,
): Promise<void> {
  const set = async (values: Record<string, string>, kind: string) => {
    const pairs = Object.entries(values).flatMap(([key, value]) => [kind, `${key}=${value}`]);
    if (pairs.length > 0) await run(project, ["config", "set-all", ...pairs]);
  };
  await set(config, "--plaintext");
  await set(secret, "--secret");
}

/** Brings the stack up, and tells what was done, as `Change.does` has it. */
async function up(project: PulumiProject): Promise<string[]> {
  const log = path.join(project.folder, ".events");
  fs.rmSync(log, { force: true });
  await run(project, ["up", "--yes", "--skip-preview", "--event-log", log]);
  return fs
    .readFileSync(log, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as EngineEvent)
    .flatMap(({ resourcePreEvent }) => resourcePreEvent?.metadata ?? [])
    .filter(({ op, type }) => operations.includes(op) && type !== "pulumi:pulumi:Stack")
    .map(({ op, type, urn }) => `${op} ${shortType(type)} ${urn.split("::").at(-1) ?? ""}`)
    .sort();
}

/** A replacement has three steps; `replace` is the one that says so. */
const operations = ["create", "update", "replace", "delete"];

interface EngineEvent {
  resourcePreEvent?: { metadata: { op: string; type: string; urn: string } };
}

/** `aws:s3/bucket:Bucket` as programs write it: `aws:s3:Bucket`. */
function shortType(type: string): string {
  return type.replace(/\/[^:]*/, "");
}

async function isSafeAndAnswers(
  project: PulumiProject,
  aws: LocalAws,
  answering: readonly string[],
): Promise<void> {
  const exported = await run(project, ["stack", "export"]);
  assert.doesNotMatch(exported, /PRIVATE KEY/);
  const stack = JSON.parse(exported) as { deployment: { resources: { outputs?: unknown }[] } };
  const outputs = stack.deployment.resources[0]?.outputs as Record<string, string | undefined>;
  await aws.dataPlane.settled();
  const ca = fs.readFileSync(aws.publicCaFile, "utf8");
  for (const name of answering) {
    const { hostname, pathname } = new URL(outputs[name] ?? `https://no-output-named-${name}`);
    const url = `${pathname.replace(/\/$/, "")}/pets`;
    const { status, body } = await ask({ port: aws.edgePort, name: hostname, ca, path: url });
    assert.equal(status, 200, `${name}${url} says ${body}`);
  }
}

async function run(project: PulumiProject, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await project.pulumi(args);
  assert.equal(code, 0, `pulumi ${args[0] ?? ""} failed: ${stdout}${stderr}`);
  return stdout;
}
