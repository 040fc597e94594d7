// Runs the tests and says how long they took. Arguments go to mocha: `npm test -- --grep TS004`, or
// `npm test -- tests/pki/truststore.test.ts` for some files in place of all. With --coverage, one after the other under c8.
import path from "node:path";
import { run } from "./run.mjs";

const root = path.resolve(import.meta.dirname, "..");
const start = Date.now();
const args = process.argv.slice(2).filter((arg) => arg !== "--coverage");
const coverage = process.argv.includes("--coverage");
const files = args.some((arg) => arg.endsWith(".test.ts")) ? [] : ["tests/**/*.test.ts"];
const bin = (name, file) => path.join(root, "node_modules", name, file);

// The engine first: where it has to be built that takes minutes, which no test should wait for.
const engine = await run(process.execPath, [path.join(root, "engine", "dist", "cli.js")], {
  capture: true,
});
if (engine.status !== 0) process.exit(engine.status);
const mocha = [bin("mocha", "bin/mocha.js"), "--forbid-only", "--fail-zero", ...args, ...files];
const { status } = await run(
  process.execPath,
  coverage ? [bin("c8", "bin/c8.js"), process.execPath, ...mocha, "--no-parallel"] : mocha,
  { cwd: root },
);
console.log(`tests took ${((Date.now() - start) / 1000).toFixed(0)} s`);
process.exitCode = status;
