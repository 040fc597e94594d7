import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { EngineError } from "./engineError";
import { isAlive } from "./cacheLock";

/** What is written beside a cached engine, so that using it starts no process. */
interface EngineRecord {
  version: string;
  madeBy: "installer" | "built";
  /** Every file in `bin`, with its size in bytes. */
  files: { name: string; bytes: number }[];
}

/** One look at the cache: an engine, nothing, or something that must not be used. */
export type CacheState =
  | { state: "hit"; bin: string; version: string }
  | { state: "empty" }
  | { state: "damaged"; why: string };

/** Days after which a working folder of another machine counts as left behind. */
const abandonedAfterDays = 1;

/**
 * Engines in the cache: `<folder>/<recipe hash>/` with `bin/` and `engine.json`. An entry is made in a working folder
 * beside it and renamed into place whole, so one that is there was finished once.
 */
export class EngineCache {
  readonly entry: string;
  readonly lockFile: string;

  constructor(
    readonly folder: string,
    hash: string,
  ) {
    this.entry = path.join(folder, hash);
    this.lockFile = path.join(folder, `${hash}.lock`);
  }

  /** Looks at the record and at the size and mode of every file in it. */
  read(): CacheState {
    let text: string;
    try {
      text = fs.readFileSync(path.join(this.entry, "engine.json"), "utf8");
    } catch {
      return fs.existsSync(this.entry)
        ? { state: "damaged", why: "engine.json cannot be read" }
        : { state: "empty" };
    }
    try {
      const record = JSON.parse(text) as EngineRecord;
      const bin = path.join(this.entry, "bin");
      if (!record.files.some(({ name }) => name.startsWith("pulumi"))) throw new Error("no files");
      for (const { name, bytes } of record.files) {
        const stat = fs.statSync(path.join(bin, name), { throwIfNoEntry: false });
        if (stat === undefined) return { state: "damaged", why: `bin/${name} is missing` };
        if (stat.size !== bytes) {
          return { state: "damaged", why: `bin/${name} has ${stat.size} bytes, not ${bytes}` };
        }
        if ((stat.mode & 0o100) === 0 && process.platform !== "win32") {
          return { state: "damaged", why: `bin/${name} is not executable` };
        }
      }
      return { state: "hit", bin, version: record.version };
    } catch {
      return { state: "damaged", why: "engine.json is no record of an engine" };
    }
  }

  /** Makes the cache folder; one line with the way out when that is refused. */
  prepare(): void {
    try {
      makeFolder(this.folder);
      const probe = path.join(this.folder, `.probe-${randomBytes(6).toString("hex")}`);
      fs.writeFileSync(probe, "");
      fs.rmSync(probe);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new EngineError(
        `The engine cache ${this.folder} cannot be written (${code}). ` +
          "Set MTLS_GATEWAY_CACHE to a folder that can, or put pulumi on PATH.",
      );
    }
  }

  /** Makes a working folder; its name says who works there. */
  makeWorkFolder(): string {
    return fs.mkdtempSync(`${this.entry}.work-${os.hostname()}-${process.pid}-`);
  }

  /** Puts a finished working folder (with `bin/`) in the place of the entry. */
  async publish(
    work: string,
    made: { version: string; madeBy: "installer" | "built" },
  ): Promise<string> {
    const bin = path.join(work, "bin");
    const files = fs
      .readdirSync(bin)
      .map((name) => ({ name, bytes: fs.statSync(path.join(bin, name)).size }));
    const record: EngineRecord = { ...made, files };
    fs.writeFileSync(path.join(work, "engine.json"), `${JSON.stringify(record, undefined, 2)}\n`);
    // A cache may be shared by several users; working folders are private.
    fs.chmodSync(work, 0o755);
    if (fs.existsSync(this.entry)) {
      const away = this.makeWorkFolder();
      fs.renameSync(this.entry, path.join(away, "replaced"));
      fs.renameSync(work, this.entry);
      await removeFolder(away);
    } else {
      fs.renameSync(work, this.entry);
    }
    return path.join(this.entry, "bin");
  }

  /** Removes the working folders of runs that ended without doing so themselves. */
  async sweep(): Promise<void> {
    for (const name of fs.readdirSync(this.folder)) {
      const owner = /^[0-9a-f]{16}\.work-(.*)-(\d+)-[^-]+$/.exec(name);
      if (owner === null) continue;
      const folder = path.join(this.folder, name);
      const age = Date.now() - (fs.statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? 0);
      const abandoned =
        owner[1] === os.hostname()
          ? !isAlive(Number(owner[2]))
          : age > abandonedAfterDays * 86_400_000;
      if (abandoned) await removeFolder(folder);
    }
  }
}

/** Not `recursive` of mkdir: that never ends where a folder that is there refuses with ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (fs.existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    fs.mkdirSync(folder);
  } catch (error) {
    // Another run may have been quicker.
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Removes a folder with everything in it; that of a build has 100,000 files and takes seconds. */
export async function removeFolder(folder: string): Promise<void> {
  await fs.promises.rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
