// Writes every generated document, one after the other; with --check it writes none and fails when one is not current.
import path from "node:path";
import { run } from "./run.mjs";

const root = path.resolve(import.meta.dirname, "..");
const generators = ["rules-doc", "policies-doc", "matrix-doc", "local-doc", "schema", "reference"];
for (const name of generators) {
  const { status } = await run(
    process.execPath,
    [`tools/generate-${name}.mjs`, ...process.argv.slice(2)],
    { cwd: root },
  );
  if (status !== 0) process.exitCode = 1;
}
