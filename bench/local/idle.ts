/**
 * Memory of 1,000 idle connections with client certificates: the gateway's against a bare `https.createServer` with the same certificates:
 *   node -r ./tests/register.js bench/local/idle.ts
 */
import { line } from "./measure";
import type { ServerKind } from "./messages";
import { certificatesOf, MeasuredServer, MeasuringClient } from "./processes";

const connections = 1000;

async function main(): Promise<void> {
  const certificates = await certificatesOf();
  const grown = async (kind: ServerKind) => {
    const client = await MeasuringClient.start(certificates);
    const server = await MeasuredServer.start(kind, certificates);
    const call = { port: server.port, what: "handshake", version: "TLSv1.3" } as const;
    // What is loaded and made once is no part of what a connection takes.
    await client.perform({ ...call, times: 500, parallel: 4 });
    const before = await server.usage();
    await client.hold({ ...call, times: connections, parallel: 4 });
    const after = await server.usage();
    server.end();
    client.end();
    return { growth: after.memory - before.memory, whole: after.memory };
  };
  const figures: Record<"gateway" | "https" | "tls", Awaited<ReturnType<typeof grown>>[]> = {
    gateway: [],
    https: [],
    tls: [],
  };
  for (let round = 0; round < 2; round += 1) {
    for (const kind of ["gateway", "https", "tls"] as const) figures[kind].push(await grown(kind));
  }
  const least = (kind: keyof typeof figures, what: "growth" | "whole") =>
    Math.min(...figures[kind].map((one) => one[what]));
  for (const [kind, name] of [
    ["https", "https.createServer"],
    ["tls", "tls.createServer"],
  ] as const) {
    const [own, peer] = [least("gateway", "growth"), least(kind, "growth")];
    const of = `${own.toFixed(1)} MB and ${peer.toFixed(1)} MB more than without`;
    line(`${connections} idle connections: gateway / ${name}`, own / peer, { atMost: 1.2 }, of);
    const [all, peers] = [least("gateway", "whole"), least(kind, "whole")];
    const ofAll = `${all.toFixed(0)} MB and ${peers.toFixed(0)} MB in all`;
    line(`the whole process with them: gateway / ${name}`, all / peers, { atMost: 1.2 }, ofAll);
  }
}

void main();
