import type { Certificate } from "@mtls-gateway/pki";
import { createKey, issueCertificate, type KeyObjectPair } from "@mtls-gateway/pki/issuing";

/** Milliseconds of the fastest of some runs, after one to warm up: what other processes take is left out best that way. */
export function bestOf(runs: number, task: () => unknown): number {
  task();
  let best = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const start = process.hrtime.bigint();
    task();
    best = Math.min(best, Number(process.hrtime.bigint() - start) / 1e6);
  }
  return best;
}

/** The same for two tasks in turn, so that what slows the machine down slows both. */
export function bestOfBoth(
  runs: number,
  first: () => unknown,
  second: () => unknown,
): [number, number] {
  let best: [number, number] = [Infinity, Infinity];
  for (let run = 0; run < runs; run += 1) {
    best = [Math.min(best[0], bestOf(1, first)), Math.min(best[1], bestOf(1, second))];
  }
  return best;
}

/** Prints one ratio with both times and the limit it has to keep; a ratio beyond it makes the exit status 1. */
export function ratio(name: string, measured: number, against: number, limit: number): void {
  const value = measured / against;
  const held = value <= limit;
  if (!held) process.exitCode = 1;
  console.log(
    `${held ? "ok  " : "MISS"} ${name}: ${value.toFixed(2)} (limit ${limit}; ${measured.toFixed(1)} ms / ${against.toFixed(1)} ms)`,
  );
}

/** Self-signed RSA-2048 CAs with a subject each; their eight keys are taken in turn. */
export async function rsaCas(
  count: number,
): Promise<{ cas: Certificate[]; keys: KeyObjectPair[] }> {
  const keys: KeyObjectPair[] = [];
  for (let index = 0; index < 8; index += 1) {
    keys.push(await createKey({ algorithm: "RSA", bits: 2048 }));
  }
  const cas: Certificate[] = [];
  for (let index = 0; index < count; index += 1) {
    const key = keys[index % keys.length];
    if (!key) break;
    cas.push(
      await issueCertificate({
        subject: `CN=Root ${index},O=Bench,C=JP`,
        publicKey: key.publicKey,
        privateKey: key.privateKey,
        notBefore: new Date("2026-01-01T00:00:00Z"),
        notAfter: new Date("2036-01-01T00:00:00Z"),
        ca: true,
      }),
    );
  }
  return { cas, keys };
}
