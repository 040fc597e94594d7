// Tries every fault of docs/faults.md, which takes about an hour. Arguments: see tests/faults/everyFault.ts.
import path from "node:path";
import { run } from "./run.mjs";

const root = path.resolve(import.meta.dirname, "..");
// The engine first: where it has to be built that takes minutes.
const engine = await run(process.execPath, [path.join(root, "engine", "dist", "cli.js")], {
  capture: true,
});
const { status } =
  engine.status === 0
    ? await run(
        process.execPath,
        ["-r", "./tests/register.js", "tests/faults/everyFault.ts", ...process.argv.slice(2)],
        { cwd: root },
      )
    : engine;
process.exitCode = status;
