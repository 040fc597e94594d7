import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { exchange, only, tlsOptions } from "../clients/nodeClient";
import { clientHello } from "../clients/rawHello";
import { tlsVersions, type Call } from "../clients/call";
import { observe } from "../observe";
import type { MatrixRow, SceneRow, Seen } from "../row";
import { pemOf } from "../world/actor";
import type { MatrixWorld } from "../world/matrixWorld";
import { filler } from "../world/oddExtensions";
import { allowed, ofRoot, refused } from "./requestRows";

/** What a client does to tire or confuse the gateway. Where it stays open, another client is let in beside it. */
export const hostileRows: readonly MatrixRow[] = [
  {
    ...allowed(
      "hostile/100-certificates",
      "a trusted client that sends 100 certificates beside its own",
      async (world) => {
        const crowd = await world.chainOf(100, "Crowd");
        const call = world.call(await world.trusting(world.root), { client: world.client });
        return { ...call, chainPem: pemOf(crowd) };
      },
    ),
    standing: "assumed",
  },
  {
    ...refused(
      "hostile/100-certificates-rogue",
      "a client of the last of 100 CAs that sends all of them",
      async (world) => {
        const crowd = await world.chainOf(100, "Crowd");
        const client = await world.actor({ commonName: "my-client", issuer: crowd[99] });
        const call = world.call(await world.trusting(world.root), { client });
        return { ...call, chainPem: pemOf([...crowd].reverse()) };
      },
    ),
  },
  {
    ...allowed(
      "hostile/64-kib-certificate",
      "a trusted client whose certificate has 64 KiB",
      ofRoot({ extensions: [filler(64 * 1024)] }),
    ),
    standing: "assumed",
  },
  {
    ...allowed(
      "hostile/128-kib-certificate",
      "a trusted client whose certificate has 128 KiB: more than TLS libraries take",
      ofRoot({ extensions: [filler(128 * 1024)] }),
    ),
    layer: "handshake",
    expected: "no handshake",
    reason: "excessive message size",
    standing: "assumed",
  },
  refused(
    "hostile/cycle-sent",
    "a client whose two CAs have signed each other, sent along",
    async (world) => {
      const [first, second] = await cycle(world);
      const client = await world.actor({ commonName: "my-client", issuer: first });
      const call = world.call(await world.trusting(world.root), { client });
      return { ...call, chainPem: pemOf([first, second]) };
    },
  ),
  {
    ...refused(
      "hostile/cycle-trusted",
      "the same, with both CAs in a truststore served all the same",
      async (world) => {
        const [first, second] = await cycle(world);
        const client = await world.actor({ commonName: "my-client", issuer: first });
        return world.call(await world.forced(first, second), { client });
      },
    ),
  },
  beside(
    "hostile/slowloris",
    "50 clients that send their request a byte at a time, and one in order beside them",
    (world, call) =>
      many(50, async () => {
        const { client } = world;
        const socket = connectTls(tlsOptions({ ...call, client }));
        socket.on("error", () => undefined);
        await once(socket, "secureConnect");
        socket.write("GET /pets HTTP/1.1\r\nX: ");
        const trickle = setInterval(() => socket.write("x"), 20);
        socket.on("close", () => {
          clearInterval(trickle);
        });
        return socket;
      }),
  ),
  beside(
    "hostile/half-handshake",
    "200 clients that stop after their ClientHello, and one in order beside them",
    (_world, call) =>
      many(200, async () => {
        const socket = await opened(call);
        socket.write(clientHello(call.serverName, { version: 0x0303, ciphers: [0xc02f] }));
        return socket;
      }),
  ),
  beside(
    "hostile/half-hello",
    "200 clients that stop within their ClientHello, and one in order beside them",
    (_world, call) =>
      many(200, async () => {
        const socket = await opened(call);
        socket.write(Buffer.from([22, 3, 1, 2, 0, 1]));
        return socket;
      }),
  ),
  beside(
    "hostile/reset-after-certificate",
    "50 clients that reset the connection right after their certificate, and one in order after them",
    async (world, call) => {
      const sockets = await many(50, async () => {
        const raw = await opened(call);
        const { client } = world;
        const socket = connectTls({ ...tlsOptions({ ...call, client }), socket: raw });
        socket.on("error", () => undefined);
        await once(socket, "secureConnect");
        raw.resetAndDestroy();
        return raw;
      });
      return sockets;
    },
  ),
  beside(
    "hostile/1000-idle",
    "1,000 connections that send nothing, and one in order beside them",
    (_world, call) => many(1000, () => opened(call)),
  ),
];

/** A trusted client's answer while what `crowd` opened stays open. */
function beside(
  id: string,
  tried: string,
  crowd: (world: MatrixWorld, call: Call) => Promise<Socket[]>,
): SceneRow {
  return {
    kind: "scene",
    id,
    tried,
    layer: "gateway",
    expected: 200,
    standing: "assumed",
    versions: tlsVersions.slice(1),
    play: async (world, version = "TLSv1.3"): Promise<Seen> => {
      const { client, root } = world;
      const call = world.call(await world.trusting(root), { client });
      const sockets = await crowd(world, call);
      const seen = await observe(world, "gateway", () => exchange(call, only(version)));
      for (const socket of sockets) socket.destroy();
      return seen;
    },
  };
}

function many(count: number, open: () => Promise<Socket>): Promise<Socket[]> {
  return Promise.all(Array.from({ length: count }, open));
}

async function opened({ port }: Call): Promise<Socket> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

/** Two CAs, each signed with the other's key. */
async function cycle(world: MatrixWorld) {
  const first = await world.actor({ commonName: "CycleA", ca: true });
  const second = await world.actor({ commonName: "CycleB", ca: true, issuer: first });
  const { keys } = first;
  const closed = await world.actor({ commonName: "CycleA", ca: true, keys, issuer: second });
  return [closed, second] as const;
}
