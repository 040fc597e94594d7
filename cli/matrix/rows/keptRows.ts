import { tlsVersions, type Call, type TlsVersion } from "../clients/call";
import { KeptConnection } from "../clients/keptConnection";
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
