import * as fs from "node:fs";
import * as path from "node:path";
import { repository, run } from "../../support/pulumi";

/** What the compiler and the programs of these tests take from the registry beside the packages under test. */
const tools = ["@types/node", "typescript"];

/**
 * Packs these packages as `npm pack` does, from a copy of the workspace, for packing writes into their folders.
 *
 * @returns the tarballs, in the order of the packages
 */
export async function pack(packages: readonly string[], into: string): Promise<string[]> {
  const copy = path.join(into, "workspace");
  const published = ["LICENSE", "tools/prepack.mjs", "pki/package.json", "pki/dist"];
  for (const room of packages) {
    const { files } = readManifest(path.join(repository, room));
    published.push(`${room}/package.json`, `${room}/README.md`);
    published.push(...files.map((pattern) => `${room}/${pattern.replace(/\/\*.*/, "")}`));
  }
  for (const file of new Set(published)) {
    fs.cpSync(path.join(repository, file), path.join(copy, file), { recursive: true });
  }
  const folders = packages.map((room) => `./${room}`);
  await npm(copy, ["pack", "--silent", "--pack-destination", into, ...folders]);
  return packages.map((room) => {
    const { name, version } = readManifest(path.join(repository, room));
    return path.join(into, `${name}-${version}.tgz`);
  });
}

/**
 * Installs tarballs into the program in `folder`, with neither registry nor cache: what they need from others is linked
 * from the repository's node_modules, of which npm takes away all that the tarballs do not ask for.
 */
export async function install(folder: string, tarballs: readonly string[]): Promise<void> {
  const versions = tools.map((name) => [
    name,
    readManifest(path.join(repository, "node_modules", name)).version,
  ]);
  const manifest = {
    name: "empty",
    private: true,
    main: "index.ts",
    devDependencies: Object.fromEntries(versions) as Record<string, string>,
  };
  fs.writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  const target = path.join(folder, "node_modules");
  fs.rmSync(target, { recursive: true, force: true });
  fs.mkdirSync(target);
  linkThirdParties(path.join(repository, "node_modules"), target);
  const cache = path.join(folder, ".npm-cache");
  await npm(folder, ["install", "--offline", "--cache", cache, "--ignore-scripts", ...tarballs]);
}

/** Every installed package but the rooms of this workspace, which are links. npm looks for executables in .bin. */
function linkThirdParties(from: string, to: string): void {
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    if (entry.name.startsWith(".") && entry.name !== ".bin") continue;
    linkTree(path.join(from, entry.name), path.join(to, entry.name));
  }
}

/** A copy of hard links: npm unlinks what it takes away, and writes into none of them. */
function linkTree(from: string, to: string): void {
  fs.mkdirSync(to);
  for (const entry of fs.readdirSync(from, { withFileTypes: true })) {
    const [source, copy] = [path.join(from, entry.name), path.join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, copy);
    else if (entry.isSymbolicLink()) fs.symlinkSync(fs.readlinkSync(source), copy);
    else linkOrCopy(source, copy);
  }
}

function linkOrCopy(source: string, copy: string): void {
  try {
    fs.linkSync(source, copy);
  } catch {
    // Another file system.
    fs.copyFileSync(source, copy);
  }
}

function readManifest(folder: string): { name: string; version: string; files: string[] } {
  const text = fs.readFileSync(path.join(folder, "package.json"), "utf8");
  return JSON.parse(text) as ReturnType<typeof readManifest>;
}

async function npm(cwd: string, args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await run("npm", [...args, "--no-audit", "--no-fund"], { cwd });
  if (code !== 0) throw new Error(`npm ${args[0] ?? ""} failed: ${stdout}${stderr}`);
}
