// Everything that guards main. Ends with one line that counts: each test and each handshake of the rehearsal is one,
// and so is each other check.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { run } from "./run.mjs";

const root = path.resolve(import.meta.dirname, "..");
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-ci-"));
const total = { passed: 0, failed: 0, skipped: 0 };

const countsFile = path.join(scratch, "counts.json");
await check("npm test", ["npm", "test"], {
  env: { MTLS_GATEWAY_COUNTS: countsFile },
  counts: readCounts,
});
await check("npm run rehearse", ["npm", "run", "--silent", "rehearse", "--", "--json"], {
  counts: countRows,
});
await check(
  "rehearsal of the stack prod",
  ["npm", "run", "--silent", "rehearse", "--", "--stack", "prod", "--json"],
  {
    counts: countRows,
  },
);
// None of these has use for more than one core.
const checks = [
  ["lint", "lint"],
  ["types", "typecheck"],
  ["format", "format:check"],
  ["dead code", "dead-code"],
  ["generated docs are current", "docs:check"],
];
const lane = async () => {
  for (let next = checks.shift(); next !== undefined; next = checks.shift()) {
    const [name, script] = next;
    await check(name, ["npm", "run", "--silent", script], { capture: true });
  }
};
await Promise.all([lane(), lane()]);

fs.rmSync(scratch, { recursive: true, force: true });
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed === 0 ? 0 : 1;

/**
 * Runs one check. `counts` tells what it counted; a check that counted nothing, or that failed with no failure counted,
 * is itself one passed or one failed.
 */
async function check(name, [command, ...args], { env = {}, counts, capture } = {}) {
  console.log(`\n== ${name}`);
  const start = Date.now();
  const { status, output } = await run(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    capture: capture ?? counts === countRows,
  });
  if (output) console.log(output.trimEnd());
  const counted = counts?.(output) ?? { passed: 0, failed: 0, skipped: 0 };
  const said = counted.passed + counted.failed > 0;
  if (status === 0 && !said && !counts) counted.passed = 1;
  else if ((status !== 0 && counted.failed === 0) || !said) counted.failed += 1;
  for (const key of Object.keys(total)) total[key] += counted[key];
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  console.log(
    `== ${name}: ${status === 0 ? "passed" : `FAILED (status ${status})`} in ${seconds} s`,
  );
}

function readCounts() {
  try {
    return JSON.parse(fs.readFileSync(countsFile, "utf8"));
  } catch {
    return undefined;
  }
}

function countRows(stdout) {
  try {
    const { rows } = JSON.parse(stdout.slice(stdout.indexOf("{")));
    const count = (held) => rows.filter((row) => row.held === held).length;
    // The stacks of this repository make their CAs themselves, so every row can be tried: one that was not has failed.
    return { passed: count(true), failed: count(false) + count(undefined), skipped: 0 };
  } catch {
    return undefined;
  }
}
