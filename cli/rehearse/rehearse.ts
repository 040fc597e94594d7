import { ensureEngine, pathWith } from "@mtls-gateway/engine";
import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Progress } from "../progress";
import { outerPath } from "../pulumi/outerEnvironment";
import { findProject, stackFile, stacksWithFile, type Project } from "../pulumi/project";
import { rehearsalStack, stackConfig } from "../pulumi/rehearsalStack";
import { UsageError } from "../usageError";
import { Deployment, type Outputs } from "./deployment";
import { shakeHands, type Row } from "./handshakes";
import { makeImpostors } from "./impostors";

/** What a rehearsal is asked for. */
export interface RehearsalOptions {
  /** The stack whose `Pulumi.<stack>.yaml` is rehearsed. */
  stack: string;
  /** Port of the listener that plays API Gateway; 0 for any free one. */
  gatewayPort: number;
  /** Port of the listener that plays CloudFront; 0 for any free one. */
  edgePort: number;
  /** Called when every row is in and everything still stands; what it awaits keeps it standing. */
  standing: (standing: Standing) => Promise<void>;
}

/** A rehearsal at the moment when everything is up. */
export interface Standing {
  rows: Row[];
  outputs: Outputs;
  aws: LocalAws;
  /** The rehearsal's folder; gone afterwards. */
  folder: string;
}

/**
 * Brings the program of the working directory up under the real Pulumi engine against an AWS on this machine, with the
 * policy pack, shakes hands with it over TLS, and takes it down again. Whatever happens, no process and no file of the
 * rehearsal is left when the promise settles.
 */
export async function rehearse(
  options: RehearsalOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Row[]> {
  const project = requireProject(options.stack);
  const engine = await ensureEngine({
    env: { ...process.env, PATH: outerPath(process.env) },
    log: (line) => {
      progress.note(line);
    },
    signal,
  });
  const folder = makeFolder();
  let aws: LocalAws | undefined;
  try {
    progress.step(`AWS on this machine, Pulumi engine ${engine.version}`);
    const zone = stackConfig(project, options.stack)[`${project.name}:zoneName`];
    aws = await startLocalAws({
      state: path.join(folder, "aws"),
      zones: typeof zone === "string" ? [zone] : [],
      assetFolder: project.folder,
      gatewayPort: options.gatewayPort,
      edgePort: options.edgePort,
    });
    const env = {
      ...process.env,
      ...aws.env,
      PATH: pathWith(engine, outerPath(process.env)),
      TMPDIR: temporaryFolder(folder),
    };
    const stack = await rehearsalStack(project, options.stack, folder, env, signal);
    const deployment = new Deployment(stack, signal);

    const up = `pulumi up --stack ${options.stack} --policy-pack policies`;
    progress.step(up);
    await deployment.up((count) => {
      progress.update(`${up}: ${count} resources`);
    });
    progress.step("second pulumi up");
    const steady = await deployment.changesNothing();
    const outputs = await deployment.outputs();
    await aws.dataPlane.settled();

    progress.step("handshakes");
    const publicCa = fs.readFileSync(aws.publicCaFile, "utf8");
    const impostors = await makeImpostors(
      outputs,
      await deployment.privateKeys(),
      aws.account.now(),
    );
    const rows = await shakeHands(outputs, impostors, aws, publicCa);
    signal.throwIfAborted();
    rows.push(secondUp(steady));
    progress.finish();
    await options.standing({ rows, outputs, aws, folder });

    progress.step("pulumi destroy");
    await deployment.destroy((count) => {
      progress.update(`pulumi destroy: ${count} resources`);
    });
    progress.finish();
    return rows;
  } finally {
    await aws?.close();
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A folder for everything that the rehearsal writes, in the system's temporary folder. */
function makeFolder(): string {
  try {
    return fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-rehearsal-"));
  } catch (error) {
    const { code = "no reason given" } = error as NodeJS.ErrnoException;
    throw new UsageError(
      `The temporary folder ${os.tmpdir()} cannot be written (${code}). Set TMPDIR to one that can.`,
    );
  }
}

/** Temporary files of the engine go with the rehearsal: one that is killed leaves its pipes there. */
function temporaryFolder(folder: string): string {
  const temporary = path.join(folder, "tmp");
  fs.mkdirSync(temporary);
  return temporary;
}

function secondUp(steady: boolean): Row {
  return {
    name: "second pulumi up",
    expected: "no change",
    seen: steady ? "no change" : "changes",
    reason: "",
    held: steady,
  };
}

function requireProject(stack: string): Project {
  const project = findProject(process.cwd());
  if (project === undefined) {
    throw new UsageError(
      `No Pulumi.yaml in ${process.cwd()} or above it. Run the rehearsal in the folder of a Pulumi program.`,
    );
  }
  const file = stackFile(project, stack);
  if (!fs.existsSync(file)) {
    const known = stacksWithFile(project).join(", ") || "none";
    throw new UsageError(
      `There is no stack file ${file}. Stacks with a file: ${known}. Choose one with --stack.`,
    );
  }
  return project;
}
