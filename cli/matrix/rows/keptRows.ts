import { once } from "node:events";
import { connect } from "node:tls";
import { tlsVersions, type Call, type Sight, type TlsVersion } from "../clients/call";
import { KeptConnection } from "../clients/keptConnection";
import { only, tlsOptions } from "../clients/nodeClient";
import { observe } from "../observe";
import type { MatrixRow, SceneRow, Seen } from "../row";
import type { MatrixWorld } from "../world/matrixWorld";
import { noIssuer } from "./requestRows";
import { swapped } from "./swapped";

/** A second request on a connection that was kept open after a first one was let in. Nobody says what AWS does. */
export const keptRows: readonly MatrixRow[] = [
  {
    ...kept("session/kept-alive", "a second request on a connection that was kept open"),
    expected: 200,
    play: async (world, version = "TLSv1.3") => {
      const call = world.call(await world.trusting(world.root), { client: world.client });
      return twice(world, call, version, (ask) => ask());
    },
  },
  {
    ...kept("session/kept-alive-swap", "the same, after the truststore was swapped meanwhile"),
    rules: ["CC001"],
    reason: noIssuer,
    play: async (world, version = "TLSv1.3") => {
      const { target, swap } = await swapped(world);
      const call = world.call(target, { client: world.client });
      return twice(world, call, version, async (ask) => {
        await swap();
        return ask();
      });
    },
  },
  {
    ...kept("session/kept-alive-expired", "the same, after the client's certificate has expired"),
    rules: ["CC002"],
    reason: "Access denied. Reason: ",
    play: async (world, version = "TLSv1.3") => {
      const { root: issuer } = world;
      const spec = { commonName: "my-client", issuer, notAfter: world.at(60) };
      const client = await world.actor(spec);
      const call = world.call(await world.trusting(issuer), { client });
      return twice(world, call, version, (ask) => world.later(61, ask));
    },
  },
  {
    ...kept("session/kept-alive-ca-expired", "the same, after the client's CA has expired"),
    rules: ["CC001"],
    reason: "a CA of the client's path, ",
    play: async (world, version = "TLSv1.3") => {
      const issuer = await world.actor({ commonName: "Ends", ca: true, notAfter: world.at(60) });
      const client = await world.actor({ commonName: "my-client", issuer });
      const call = world.call(await world.trusting(issuer), { client });
      return twice(world, call, version, (ask) => world.later(61, ask));
    },
  },
  {
    ...kept(
      "session/guarded-while-busy",
      "a request on a connection without a certificate, busy while its domain got a truststore",
    ),
    layer: "handshake",
    expected: "closed",
    reason: "the client presented no certificate",
    play: async (world, version = "TLSv1.3") => {
      const domain = await world.cloud.domain();
      await world.cloud.settled();
      const call = world.call({ name: domain.id, plane: world.local.dataPlane });
      return observe(world, "gateway", () =>
        busyWhile(call, version, async () => {
          await world.cloud.swapTruststore(domain, world.root.pem);
          await world.cloud.settled();
        }),
      );
    },
  },
];

function kept(id: string, tried: string): Omit<SceneRow, "play"> {
  return {
    kind: "scene",
    id,
    tried,
    layer: "gateway",
    expected: 403,
    standing: "assumed",
    versions: tlsVersions,
  };
}

/** The first request, and the second one as `then` makes it, where the first was let in. */
async function twice(
  world: MatrixWorld,
  call: Call,
  version: TlsVersion,
  then: (ask: () => Promise<Seen>) => Promise<Seen>,
): Promise<Seen> {
  const connection = new KeptConnection(call, version);
  const ask = () => observe(world, "gateway", () => connection.ask());
  const first = await ask();
  const second = first.outcome === 200 ? await then(ask) : { ...first, outcome: "closed" as const };
  connection.close();
  return second;
}

/**
 * The answer to a request on a connection that was busy meanwhile: behind one that is answered comes one whose body is not whole
 * until `meanwhile` is over, and then the one that counts.
 */
async function busyWhile(
  { host, path, ...call }: Call,
  version: TlsVersion,
  meanwhile: () => Promise<void>,
): Promise<Sight> {
  const get = (target: string, field: string) =>
    `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${field}\r\n\r\n`;
  const socket = connect({ ...tlsOptions({ host, path, ...call }), ...only(version) });
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  const answers = () => text.split("HTTP/1.1 200").length - 1;
  const closed = once(socket, "close");
  const answered = async (count: number) => {
    while (answers() < count && !socket.destroyed)
      await Promise.race([once(socket, "data"), closed]);
  };
  await once(socket, "secureConnect");
  socket.write(get(path, "X-Which: 1") + get("/backend", "Content-Length: 1"));
  await answered(1);
  await meanwhile();
  socket.write("x");
  await answered(2);
  socket.write(get(path, "Connection: close"));
  await closed;
  const outcome = [undefined, undefined, "closed" as const, 200][answers()] ?? "no handshake";
  return { outcome, words: text };
}
