/**
 * Time and peak memory of truststores that are built to be expensive, each in a process of its own, the fastest of three:
 *   node -r ./tests/register.js bench/pki/hostile.ts
 * The limits are one second and 200 MB, for the whole process: Node, the file, parsing, all rules.
 */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Certificate } from "@mtls-gateway/pki";
import { createKey, issueCertificate, type KeyObjectPair } from "@mtls-gateway/pki/issuing";

const valid = {
  notBefore: new Date("2026-01-01T00:00:00Z"),
  notAfter: new Date("2036-01-01T00:00:00Z"),
  ca: true,
};

async function keysOf(count: number): Promise<KeyObjectPair[]> {
  const keys: KeyObjectPair[] = [];
  for (let index = 0; index < count; index += 1) {
    keys.push(await createKey({ algorithm: "ECDSA", curve: "P-256" }));
  }
  return keys;
}

interface Issuer {
  subject: string;
  key: KeyObjectPair;
}

/** A CA certificate whose issuer is known by name and key alone. */
async function ca({ subject, key }: Issuer, issuer?: Issuer, extra = {}): Promise<Certificate> {
  const own = { subject, publicKey: key.publicKey, ...valid, ...extra };
  if (!issuer) return issueCertificate({ ...own, privateKey: key.privateKey });
  const { privateKey } = issuer.key;
  return issueCertificate({ ...own, issuer: { certificate: await ca(issuer), privateKey } });
}

async function sameSubject(count: number, keys: KeyObjectPair[]): Promise<string> {
  const stranger = await createKey({ algorithm: "ECDSA", curve: "P-256" });
  const pems: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const key = keys[index % keys.length];
    if (!key) break;
    const made = await ca({ subject: "CN=Same", key }, { subject: "CN=Same", key: stranger });
    pems.push(made.toPem());
  }
  return pems.join("");
}

async function deepChain(depth: number, keys: KeyObjectPair[]): Promise<string> {
  const pems: string[] = [];
  let issuer: Issuer | undefined;
  for (let level = 0; level < depth; level += 1) {
    const key = keys[level];
    if (!key) break;
    const own: Issuer = { subject: `CN=Level ${level}`, key };
    pems.push((await ca(own, issuer)).toPem());
    issuer = own;
  }
  return pems.join("");
}

/** Every CA signed by every other one, and no root. */
async function circles(count: number, keys: KeyObjectPair[]): Promise<string> {
  const actors = keys.slice(0, count).map((key, index) => ({ subject: `CN=Ring ${index}`, key }));
  const pems: string[] = [];
  for (const subject of actors) {
    for (const issuer of actors) {
      if (subject !== issuer) pems.push((await ca(subject, issuer)).toPem());
    }
  }
  return pems.join("");
}

async function main(): Promise<void> {
  const keys = await keysOf(1250);
  const [key] = keys;
  if (!key) throw new Error("no key");
  const big = (bytes: number): Promise<Certificate> =>
    ca({ subject: "CN=Big", key }, undefined, {
      extensions: [{ oid: "1.2.3.4", value: Buffer.alloc(bytes) }],
    });
  const long = await Promise.all(
    keys
      .slice(0, 15)
      .map((one, index) => ca({ subject: `CN=${"A b".repeat(21_800)}${index}`, key: one })),
  );
  const cases: [name: string, pem: string][] = [
    ["10,000 certificates of one subject", await sameSubject(10_000, keys.slice(0, 50))],
    ["1,250 keys of one subject, no signature verifies", await sameSubject(1250, keys)],
    ["a chain of 100 CAs", await deepChain(100, keys)],
    ["35 CAs, each signed by every other one", await circles(35, keys)],
    ["a certificate of 5 MB", (await big(5_000_000)).toPem()],
    ["a certificate of 3 MB", (await big(2_950_000)).toPem()],
    ["15 names of 64 KiB", long.map((one) => one.toPem()).join("")],
    ["380,000 times BEGIN", "-----BEGIN ".repeat(380_000)],
    [
      "70,000 empty blocks",
      "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n".repeat(70_000),
    ],
  ];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-hostile-"));
  const pki = JSON.stringify(require.resolve("@mtls-gateway/pki"));
  const script = `
    const { Truststore } = require(${pki});
    const findings = Truststore.read(require("node:fs").readFileSync(process.argv[1])).check();
    const { user, system } = process.cpuUsage();
    const status = require("node:fs").readFileSync("/proc/self/status", "utf8");
    const memory = Number(/VmHWM:\\s+(\\d+)/.exec(status)[1]) / 1024;
    const rules = [...new Set(findings.map(({ rule }) => rule))].join(" ");
    console.log(JSON.stringify({ seconds: (user + system) / 1e6, memory, rules }));`;
  for (const [name, pem] of cases) {
    const file = path.join(folder, "truststore.pem");
    fs.writeFileSync(file, pem);
    const runs = [1, 2, 3].map(() => {
      const { stdout } = spawnSync(process.execPath, ["-e", script, file], { encoding: "utf8" });
      return JSON.parse(stdout) as { seconds: number; memory: number; rules: string };
    });
    const seconds = Math.min(...runs.map((run) => run.seconds));
    const memory = Math.max(...runs.map((run) => run.memory));
    const rules = runs[0]?.rules ?? "";
    const held = seconds <= 1 && memory <= 200;
    if (!held) process.exitCode = 1;
    console.log(
      `${held ? "ok  " : "MISS"} ${name}: ${seconds.toFixed(2)} s of CPU, ${memory.toFixed(0)} MB: ${rules}`,
    );
  }
  fs.rmSync(folder, { recursive: true });
}

void main();
