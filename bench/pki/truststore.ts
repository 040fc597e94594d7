/**
 * How long a truststore takes to be checked by every rule, against the time that Node takes to load the same file:
 *   node -r ./tests/register.js bench/pki/truststore.ts
 * The keys of the CAs are eight RSA-2048 keys taken in turn: making 1,000 would take minutes and change no figure.
 */
import { execFileSync } from "node:child_process";
import { createSecureContext } from "node:tls";
import { Truststore } from "@mtls-gateway/pki";
import { bestOfBoth, ratio, rsaCas } from "./measure";

const at = new Date("2026-06-01T00:00:00Z");

/** Peak memory of a process of its own that does nothing else, in MB. */
function peakMemory(script: string): number {
  // Linux counts the parent's memory into maxRSS of a child; VmHWM is the process's own.
  const report = `const status = require("node:fs").readFileSync("/proc/self/status", "utf8");
process.stdout.write(String(Number(/VmHWM:\\s+(\\d+)/.exec(status)[1]) / 1024))`;
  const run = `${script}\n${report}`;
  return Number(execFileSync(process.execPath, ["-e", run], { input: bundleOf.get(1000) ?? "" }));
}

const bundleOf = new Map<number, string>();

async function main(): Promise<void> {
  const { cas } = await rsaCas(1000);
  const check = new Map<number, number>();
  for (const size of [100, 1000]) {
    const pem = cas
      .slice(0, size)
      .map((ca) => ca.toPem())
      .join("");
    bundleOf.set(size, pem);
    const [all, load] = bestOfBoth(
      6,
      () => {
        const findings = Truststore.read(pem).check({ at });
        if (findings.some(({ rule }) => rule !== "TS015")) throw new Error("unexpected finding");
      },
      () => createSecureContext({ ca: pem }),
    );
    check.set(size, all);
    ratio(`${size} CAs: all rules / tls.createSecureContext({ ca })`, all, load, 2.5);
  }
  ratio("all rules: 1,000 CAs / 100 CAs", check.get(1000) ?? 0, check.get(100) ?? 0, 12);

  const read = 'const pem = require("node:fs").readFileSync(0, "utf8");';
  const floor = peakMemory(read);
  const tls = peakMemory(`${read} require("node:tls").createSecureContext({ ca: pem });`);
  const pki = peakMemory(
    `${read} require(${JSON.stringify(require.resolve("@mtls-gateway/pki"))}).Truststore.read(pem).check();`,
  );
  console.log(
    `peak memory, 1,000 CAs: ${pki.toFixed(0)} MB; tls.createSecureContext ${tls.toFixed(0)} MB; Node with the file alone ${floor.toFixed(0)} MB`,
  );
}

void main();
