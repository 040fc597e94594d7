// Runs in the folder of a package around `npm pack`: links the packages of this workspace that go into the tarball
// (bundleDependencies) to where npm looks for them, and lays the licence beside. With --undo takes both away.
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const { bundleDependencies } = JSON.parse(fs.readFileSync("package.json", "utf8"));

for (const name of bundleDependencies) {
  const link = path.join("node_modules", name);
  fs.rmSync(link, { force: true });
  if (process.argv.includes("--undo")) continue;
  const room = path.join(root, name.replace(/^@[^/]+\//, ""));
  fs.mkdirSync(path.dirname(link), { recursive: true });
  fs.symlinkSync(path.relative(path.dirname(link), room), link, "junction");
}
if (process.argv.includes("--undo")) fs.rmSync("LICENSE", { force: true });
else fs.copyFileSync(path.join(root, "LICENSE"), "LICENSE");
