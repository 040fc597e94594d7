import * as fs from "node:fs";
import * as path from "node:path";
import * as semver from "semver";
import { firstLine } from "./engineError";
import { isExecutable, onPath } from "./onPath";
import { engineVersion, fitRange } from "./recipe";
import { runProcess } from "./runProcess";

/** What PATH has: a fit engine, or why each `pulumi` there was passed over. */
export interface PathFindings {
  engine?: { bin: string; version: string };
  /** One line for each `pulumi` that was passed over; empty when there is none at all. */
  passedOver: string[];
}

/** Milliseconds that `pulumi version` may take; it takes about 100. */
const patience = 20_000;

/** Looks for a `pulumi` of a fit version that has the nodejs language host beside it or on PATH. */
export async function findPathEngine(
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<PathFindings> {
  const passedOver: string[] = [];
  for (const file of onPath("pulumi", env)) {
    try {
      const version = await engineVersionOf(file, env, signal);
      const unfit = whyUnfit(file, version, env);
      if (unfit === undefined) {
        return { engine: { bin: path.dirname(file), version }, passedOver };
      }
      passedOver.push(`${file} ${unfit}`);
    } catch (error) {
      signal?.throwIfAborted();
      passedOver.push(`${file} ${firstLine(error)}`);
    }
  }
  return { passedOver };
}

/** Asks an engine for its version, such as `3.200.0`; refuses when it does not answer with one. */
export async function engineVersionOf(
  file: string,
  env: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<string> {
  const { code, stdout, stderr } = await runProcess(file, ["version"], {
    // Without this the engine asks get.pulumi.com for newer versions first.
    env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    signal,
    timeoutMs: patience,
  });
  if (code !== 0) throw new Error(`does not run: exit ${code}: ${firstLine(stderr || stdout)}`);
  const version = semver.valid(stdout.trim());
  if (version === null) throw new Error(`gives no version but ${JSON.stringify(stdout.trim())}`);
  return version;
}

function whyUnfit(file: string, version: string, env: NodeJS.ProcessEnv): string | undefined {
  if (!semver.satisfies(version, fitRange, { includePrerelease: true })) {
    return semver.lt(version, engineVersion)
      ? `is too old: ${version}, needed is ${fitRange}`
      : `is too new: ${version}, needed is ${fitRange}`;
  }
  const host = "pulumi-language-nodejs";
  // The engine looks beside its own binary, behind links, and then on PATH.
  const beside = [file, fs.realpathSync(file)].map((link) => path.join(path.dirname(link), host));
  const suffixed = process.platform === "win32" ? beside.map((name) => `${name}.exe`) : beside;
  if (suffixed.some(isExecutable) || onPath(host, env).length > 0) return undefined;
  return `has no ${host} beside it or on PATH`;
}
