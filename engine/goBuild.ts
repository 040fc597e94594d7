import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { firstLine } from "./engineError";
import { fetchToolchain } from "./fetchToolchain";
import { findGo } from "./findGo";
import { buildFlags, engineVersion, goFolder, goModules, neededGo } from "./recipe";
import type { GoModule } from "./recipe";
import { runProcess } from "./runProcess";
import type { Work } from "./work";

/** Milliseconds for one module; the engine takes 90 s to 4 min on two cores. A dead network ends it, too. */
const patience = 30 * 60_000;

/** How far a build has come, as its own output tells. */
interface Counts {
  downloaded: number;
  compiled: number;
}

/** Builds the engine and the language hosts from the Go module proxy into `bin/` of the working folder. */
export async function build(work: Work): Promise<void> {
  if (process.platform === "win32") {
    throw new Error("not on Windows: the policy pack's starter is a shell script");
  }
  const found = await findGo(neededGo(), work.env, work.signal);
  const go = found.go ?? (await toolchain(work, found.why));
  const env = await buildEnvironment(go, work);
  const bin = path.join(work.folder, "bin");
  fs.mkdirSync(bin);

  const counts: Counts = { downloaded: 0, compiled: 0 };
  // Side by side: the small module compiles while the large one still downloads.
  const controller = new AbortController();
  const signal = AbortSignal.any([work.signal, controller.signal]);
  const start = Date.now();
  await work.progress.during(
    `building v${engineVersion}`,
    () => `${counts.downloaded} modules downloaded, ${counts.compiled} packages compiled`,
    async () => {
      const builds = goModules.map((module) =>
        buildModule(module, { go, env, bin, signal, counts }).catch((error: unknown) => {
          controller.abort(error);
          throw error;
        }),
      );
      const failed = (await Promise.allSettled(builds)).find(({ status }) => status === "rejected");
      work.signal.throwIfAborted();
      if (failed?.status === "rejected") throw controller.signal.reason;
    },
  );
  for (const name of ["go-mod", "go-build", "go-tmp", "toolchain"]) {
    await fs.promises.rm(path.join(work.folder, name), { recursive: true, force: true });
  }
  work.progress.say(`built v${engineVersion} in ${Math.round((Date.now() - start) / 1000)} s`);
}

/** What people are told before it starts: how long it may take here. */
export function buildEstimate(): string {
  const cores = os.availableParallelism();
  const minutes = Math.max(1, Math.round(8 / cores));
  return `about ${minutes} ${minutes === 1 ? "minute" : "minutes"} on ${cores} ${cores === 1 ? "core" : "cores"}, once`;
}

async function toolchain(work: Work, why: string): Promise<string> {
  work.progress.say(
    `${why}; fetching the Go toolchain from the module proxy (70 MB, removed afterwards)`,
  );
  try {
    return await fetchToolchain(path.join(work.folder, "toolchain"), work);
  } catch (error) {
    work.signal.throwIfAborted();
    throw new Error(`${why}, and the module proxy gives none: ${firstLine(error)}`);
  }
}

/** What the committed go.mod and go.sum say, and nothing else. */
const readOnly = "-mod=readonly -buildvcs=false";

/** The environment of the build: the user's own, but for what would make other binaries of it. */
async function buildEnvironment(go: string, work: Work): Promise<NodeJS.ProcessEnv> {
  const temporary = path.join(work.folder, "go-tmp");
  fs.mkdirSync(temporary);
  const env: NodeJS.ProcessEnv = {
    ...work.env,
    CGO_ENABLED: "0",
    GOFLAGS: readOnly,
    GOOS: process.platform,
    GOARCH: process.arch === "x64" ? "amd64" : process.arch,
    GOTMPDIR: temporary,
    GOTOOLCHAIN: "local",
    GOWORK: "off",
  };
  if (go.startsWith(work.folder)) delete env.GOROOT;
  const asked = await runProcess(go, ["env", "-json", "GOMODCACHE", "GOCACHE"], {
    env,
    signal: work.signal,
    timeoutMs: 60_000,
  });
  if (asked.code !== 0) throw new Error(`${go} env: ${firstLine(asked.stderr)}`);
  const users = JSON.parse(asked.stdout) as Record<string, string>;
  // Caches that are there, or asked for, are used; else 2 GB would stay in a home that never wanted them.
  const cache = (name: "GOMODCACHE" | "GOCACHE", own: string): string => {
    const theirs = users[name] ?? "";
    const wanted = (work.env[name] ?? "") !== "" || (theirs !== "" && fs.existsSync(theirs));
    return wanted ? theirs : path.join(work.folder, own);
  };
  env.GOCACHE = cache("GOCACHE", "go-build");
  env.GOMODCACHE = cache("GOMODCACHE", "go-mod");
  if (env.GOMODCACHE !== users.GOMODCACHE) {
    // Else the go command makes every module read-only, and the folder could not be removed.
    env.GOFLAGS = `${readOnly} -modcacherw`;
  }
  return env;
}

interface BuildContext {
  go: string;
  env: NodeJS.ProcessEnv;
  bin: string;
  signal: AbortSignal;
  counts: Counts;
}

async function buildModule(module: GoModule, context: BuildContext): Promise<void> {
  const cwd = path.join(goFolder, module.folder);
  const { env, signal, counts } = context;
  const countLine = (line: string): boolean => {
    if (line.startsWith("go: downloading ")) counts.downloaded += 1;
    // With -v the go command prints the import path of each package that it compiles, and nothing else.
    else if (/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) counts.compiled += 1;
    else return false;
    return true;
  };
  await downloadModules(module, context, countLine);
  const args = ["build", "-v", ...buildFlags, `-ldflags=${module.ldflags}`];
  const built = await runProcess(
    context.go,
    [...args, "-o", `${context.bin}${path.sep}`, ...module.commands],
    { cwd, env, signal, timeoutMs: patience, onErrorLine: countLine },
  );
  if (built.code !== 0) {
    throw new Error(`go build of ${module.folder} fails: ${lastLines(built.stderr)}`);
  }
  for (const [source, file] of module.scripts) {
    const asked = await runProcess(context.go, ["list", "-m", "-f", "{{.Dir}}", source], {
      cwd,
      env,
      signal,
      timeoutMs: 60_000,
    });
    const folder = asked.stdout.trim();
    if (asked.code !== 0 || folder === "") {
      throw new Error(`go list -m ${source} fails: ${lastLines(asked.stderr)}`);
    }
    const target = path.join(context.bin, path.basename(file));
    fs.copyFileSync(path.join(folder, file), target);
    fs.chmodSync(target, 0o755);
  }
}

/** How many modules are fetched at the same time. */
const downloadsAtOnce = "16";

/**
 * Loads the packages once before they are compiled: the go command downloads as many modules at a time as GOMAXPROCS
 * says, and with the two of a small machine it mostly waits. What fails here fails again, and is told, in the build.
 */
async function downloadModules(
  module: GoModule,
  context: BuildContext,
  countLine: (line: string) => boolean,
): Promise<void> {
  await runProcess(context.go, ["list", "-deps", ...module.commands], {
    cwd: path.join(goFolder, module.folder),
    env: { ...context.env, GOMAXPROCS: downloadsAtOnce },
    signal: context.signal,
    timeoutMs: patience,
    onErrorLine: countLine,
  });
}

/** The end of a compiler's complaint, on one line: the cause is said last. */
function lastLines(text: string): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("# "));
  return firstLine([...new Set(lines)].slice(-2).join(" | "), 400);
}
