import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { download } from "./download";
import { extract, readZip } from "./unzip";
import type { ZipEntry } from "./unzip";
import type { Work } from "./work";

/** The Go that both modules are built and tested with here. */
const goVersion = "1.26.8";

/**
 * Hashes of the toolchain's module zips, as go.sum writes them: SHA-256 over the SHA-256 of every file, so that they
 * also hold for a mirror that packs anew. Each was computed from the zip of proxy.golang.org and is equal to what the
 * checksum database says (https://sum.golang.org/lookup/golang.org/toolchain@v0.0.1-go1.26.8.linux-amd64).
 */
const pinnedHashes: Readonly<Record<string, string>> = {
  "linux-amd64": "h1:ZOmGe1OnfREDMIdb1Qi4G9JSuDPBLGExZMQ4nis1RXM=",
  "linux-arm64": "h1:sYL/O6MqS68ML0kjsQ36WoYIpJqkw60TxizWUYUKQMc=",
  "darwin-amd64": "h1:7/9KPPN8PckcA9s91hm2jmQMhzW4KyTJXHIs45L0C9M=",
  "darwin-arm64": "h1:dFjGhY6f8DTsY8/rLchUTDRRfjJP4pCrGCwxvHFT2Fg=",
};

/**
 * Fetches the Go toolchain from the module proxy, checks it and unpacks it.
 *
 * @param folder where it goes; made here
 * @param hashes in place of the pinned ones, for tests
 * @returns the path of its `go`
 */
export async function fetchToolchain(
  folder: string,
  work: Pick<Work, "env" | "progress" | "signal">,
  hashes = pinnedHashes,
): Promise<string> {
  const platform = `${process.platform}-${process.arch === "x64" ? "amd64" : process.arch}`;
  const expected = hashes[platform];
  if (expected === undefined) throw new Error(`none is pinned here for ${platform}`);

  const version = `v0.0.1-go${goVersion}.${platform}`;
  const url = `${firstProxy(work.env)}/golang.org/toolchain/@v/${version}.zip`;
  const archive = await download(url, work);

  return work.progress.during(
    `unpacking Go ${goVersion}`,
    () => "",
    async () => {
      const entries = readZip(archive);
      const actual = await moduleHash(entries, work.signal);
      if (actual !== expected) throw new Error(`${version}.zip is ${actual}, not ${expected}`);
      await unpack(entries, `golang.org/toolchain@${version}/`, folder, work.signal);
      return path.join(folder, "bin", "go");
    },
  );
}

/** The first module proxy that GOPROXY names; Go itself would ask it first, too. */
function firstProxy(env: NodeJS.ProcessEnv): string {
  const all = env.GOPROXY ?? "";
  const first = (all === "" ? "https://proxy.golang.org" : all).split(/[,|]/)[0]?.trim() ?? "";
  if (!/^https?:\/\//.test(first)) {
    throw new Error(`GOPROXY=${all} does not begin with the URL of a module proxy`);
  }
  return first.replace(/\/+$/, "");
}

/** The `h1:` hash of a module zip, see https://go.dev/ref/mod#go-sum-files */
export async function moduleHash(
  entries: readonly ZipEntry[],
  signal: AbortSignal,
): Promise<string> {
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const hash = createHash("sha256");
  for (const entry of sorted) {
    signal.throwIfAborted();
    const content = createHash("sha256").update(await entry.read());
    hash.update(`${content.digest("hex")}  ${entry.name}\n`);
  }
  return `h1:${hash.digest("base64")}`;
}

/** Lays the toolchain out as the go command does: module zips hold neither modes nor nested go.mod files. */
async function unpack(
  entries: readonly ZipEntry[],
  prefix: string,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  await fs.promises.mkdir(folder);
  await extract(entries, folder, {
    place: (name) => {
      if (!name.startsWith(prefix)) throw new Error(`${name} is no part of ${prefix}`);
      // Half of the files are Go's own tests, which nothing is built from.
      if (/_test\.go$|\/testdata\//.test(name)) return undefined;
      return name.slice(prefix.length).replace(/(^|\/)_go\.mod$/, "$1go.mod");
    },
    mode: (place) => (/^(bin|pkg\/tool)\//.test(place) ? 0o755 : 0o644),
    signal,
  });
}
