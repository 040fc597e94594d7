import * as path from "node:path";
import { cacheFolder } from "./cacheFolder";
import { CacheLock } from "./cacheLock";
import { EngineCache, removeFolder } from "./engineCache";
import { EngineError, firstLine } from "./engineError";
import { buildEstimate } from "./goBuild";
import { interruptible } from "./interruptible";
import { engineVersionOf, findPathEngine } from "./pathEngine";
import { Progress } from "./progress";
import { engineVersion, fitRange, recipeHash } from "./recipe";
import type { Way, Work } from "./work";

/** Where to look, and whom to tell. */
export interface EnsureEngineOptions {
  /** Gets one line of progress at a time; nothing is said when an engine is there. */
  log?: (line: string) => void;
  /** Environment in place of the process's own. */
  env?: NodeJS.ProcessEnv;
  /** Folder in place of `MTLS_GATEWAY_CACHE` and the user's cache folder. */
  cacheDir?: string;
  /** Gives up: no process and no half-made engine stays behind. */
  signal?: AbortSignal;
}

/** A Pulumi engine on this machine. */
export interface Engine {
  /** Folder to put first on PATH; has `pulumi`, the language hosts and the starter of policy packs. */
  bin: string;
  /** Such as `3.200.0`. */
  version: string;
  /** Where it comes from; `cache` also for one that was installed or built by an earlier run. */
  source: "path" | "cache" | "installer" | "built";
}

/** The ways of making an engine, so that tests can put their own in. */
export interface Ways {
  install: Way;
  build: Way;
}

/** Finds an engine on PATH or in the cache; else makes one there in the first way that works. */
export function findOrMake(options: EnsureEngineOptions, ways: Ways): Promise<Engine> {
  return interruptible(options.signal, (signal) => find(options, ways, signal));
}

async function find(
  options: EnsureEngineOptions,
  ways: Ways,
  signal: AbortSignal,
): Promise<Engine> {
  const env = options.env ?? process.env;
  const progress = new Progress(options.log);

  const { engine, passedOver } = await findPathEngine(env, signal);
  for (const line of passedOver) progress.say(`passing over ${line}`);
  if (engine !== undefined) return { ...engine, source: "path" };

  const folder = path.join(options.cacheDir ?? cacheFolder(env), "engine");
  const cache = new EngineCache(folder, recipeHash());
  const cached = cache.read();
  if (cached.state === "hit") return fromCache(cached);
  if (cached.state === "damaged") {
    progress.say(`${cache.entry} is damaged (${cached.why}) and is made again`);
  }

  cache.prepare();
  const lock = await waitForLock(cache, progress, signal);
  try {
    const meanwhile = cache.read();
    if (meanwhile.state === "hit") return fromCache(meanwhile);
    await cache.sweep();
    const pathSays = passedOver.length === 0 ? "no pulumi on PATH" : "no fit pulumi on PATH";
    return await make(cache, ways, { env, progress, signal, pathSays });
  } finally {
    lock.release();
  }
}

function fromCache(hit: { bin: string; version: string }): Engine {
  return { bin: hit.bin, version: hit.version, source: "cache" };
}

async function waitForLock(
  cache: EngineCache,
  progress: Progress,
  signal: AbortSignal,
): Promise<CacheLock> {
  let owner = "";
  return progress.during(
    "waiting for the engine",
    () => `${owner} makes it`,
    () =>
      CacheLock.acquire(cache.lockFile, {
        signal,
        onWait: (name) => {
          owner = name;
          progress.say(`${name} makes the engine already; waiting for it`);
        },
      }),
  );
}

interface MakeContext extends Omit<Work, "folder"> {
  pathSays: string;
}

async function make(cache: EngineCache, ways: Ways, context: MakeContext): Promise<Engine> {
  const { progress, pathSays } = context;
  progress.say(`${pathSays}; trying the official installer of v${engineVersion}`);
  const installed = await attempt(cache, "installer", ways.install, context);
  if (installed.engine !== undefined) return installed.engine;

  progress.say(
    `official installer: ${installed.why}; ` +
      `building v${engineVersion} from the Go module proxy (${buildEstimate()})`,
  );
  const built = await attempt(cache, "built", ways.build, context);
  if (built.engine !== undefined) return built.engine;

  throw new EngineError(
    [
      `No Pulumi engine (${fitRange}) is here and none could be made. One of these is needed:`,
      `  pulumi on PATH      ${pathSays}; install it (https://www.pulumi.com/docs/install/)`,
      `  official installer  ${installed.why}; it needs get.pulumi.com and github.com`,
      `  Go module proxy     ${built.why}; it needs the proxy of GOPROXY, or a Go on PATH that has the modules`,
    ].join("\n"),
  );
}

/** Tries one way in a working folder of its own, which is gone afterwards whatever happens. */
async function attempt(
  cache: EngineCache,
  madeBy: "installer" | "built",
  way: Way,
  context: MakeContext,
): Promise<{ engine: Engine; why?: undefined } | { engine?: undefined; why: string }> {
  const folder = cache.makeWorkFolder();
  try {
    await way({ ...context, folder });
    const file = path.join(folder, "bin", "pulumi");
    const version = await engineVersionOf(file, context.env, context.signal);
    const bin = await cache.publish(folder, { version, madeBy });
    return { engine: { bin, version, source: madeBy } };
  } catch (error) {
    context.signal.throwIfAborted();
    return { why: firstLine(error, 500) };
  } finally {
    await removeFolder(folder);
  }
}
