// Compiles the rooms (`dist` in each) and bundles the policy pack. Runs as `prepare`, so `npm ci` is enough for a user.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fingerprint, recordBuild, rooms } from "./sources.mjs";

const root = path.resolve(import.meta.dirname, "..");
const taken = fingerprint(root);

removeOrphans();
const tsc = path.join(root, "node_modules", "typescript", "bin", "tsc");
run([tsc, "-b", ...rooms]);
run([path.join(root, "policies", "build.mjs")]);
recordBuild(root, taken);

/** Takes compiled files away whose source is gone, so that nothing dead is loaded or published. */
function removeOrphans() {
  for (const room of rooms) {
    const dist = path.join(root, room, "dist");
    if (!fs.existsSync(dist)) continue;
    for (const name of fs.readdirSync(dist, { recursive: true })) {
      if (!name.endsWith(".d.ts")) continue;
      const stem = name.slice(0, -".d.ts".length);
      if (fs.existsSync(path.join(root, room, `${stem}.ts`))) continue;
      for (const ending of [".d.ts", ".js", ".js.map"])
        fs.rmSync(path.join(dist, stem + ending), { force: true });
    }
  }
}

function run(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
