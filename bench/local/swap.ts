/**
 * How long the gateway takes until a truststore of 1,000 other CAs is served, from the change of the account to the first client that is
 * let in by it and the first that is refused:
 *   node -r ./tests/register.js bench/local/swap.ts
 */
import assert from "node:assert/strict";
import { rsaCas } from "../pki/measure";
import { actor } from "../../tests/local/dataPlane/support/actors";
import { storeOf } from "../../tests/local/dataPlane/support/fakeAccount";
import { World } from "../../tests/local/dataPlane/support/world";
import { line } from "./measure";

async function main(): Promise<void> {
  const { cas } = await rsaCas(999);
  const many = cas.map((ca) => ca.toPem()).join("");
  const root = await actor({ commonName: "NewRootCA", ca: true });
  const client = await actor({ commonName: "new-client", issuer: root });
  let best = Infinity;
  let cpu = Infinity;
  for (let round = 0; round < 5; round += 1) {
    const world = await World.create();
    assert.equal((await world.ask({ client: world.client })).status, 200);
    const began = performance.now();
    const before = process.cpuUsage();
    await world.change((account) => {
      for (const domain of account.domainList) {
        if (domain.truststore) domain.truststore = { ...storeOf([], "v2"), pem: many + root.pem };
      }
    });
    assert.equal((await world.ask({ client })).status, 200);
    assert.equal((await world.ask({ client: world.client })).status, 403);
    best = Math.min(best, performance.now() - began);
    const { user, system } = process.cpuUsage(before);
    cpu = Math.min(cpu, (user + system) / 1000);
    await world.close();
  }
  const of = `by the clock; ${(cpu / 1000).toFixed(2)} s of CPU, of both ends`;
  line("1,000 other CAs are served after seconds", best / 1000, { atMost: 1 }, of);
}

void main();
