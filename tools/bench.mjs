// Runs the benchmarks, each in a process of its own: all, or those whose path holds the argument (`npm run bench -- pki`).
import path from "node:path";
import { run } from "./run.mjs";

const root = path.resolve(import.meta.dirname, "..");
const benches = [
  "bench/pki/truststore.ts",
  "bench/pki/decide.ts",
  "bench/pki/hostile.ts",
  "bench/policies/packProcess.ts",
  "bench/policies/preview.ts",
  "bench/components/loading.ts",
  "bench/components/preview.ts",
  "bench/components/growth.ts",
  "bench/local/handshakes.ts",
  "bench/local/requests.ts",
  "bench/local/idle.ts",
  "bench/local/swap.ts",
];
const wanted = benches.filter((file) => file.includes(process.argv[2] ?? ""));
let failed = wanted.length === 0 ? 1 : 0;
if (failed > 0) console.error(`No benchmark holds ${process.argv[2]}: ${benches.join(", ")}`);
for (const file of wanted) {
  console.log(`\n== ${file}`);
  const { status } = await run(process.execPath, ["-r", "./tests/register.js", file], {
    cwd: root,
  });
  if (status !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
