import { exchange, only } from "../clients/nodeClient";
import { observe } from "../observe";
import type { MatrixRow, SceneRow } from "../row";
import { tlsVersions } from "../clients/call";
import type { MatrixWorld } from "../world/matrixWorld";
import { allowed, ofRoot, refused, refusedBy } from "./requestRows";

/** Validity, by an account's clock that stands still. */
export const timeRows: readonly MatrixRow[] = [
  allowed("time/last-second", "a client in the last second of its validity", (world) =>
    ofRoot({ notAfter: world.noon })(world),
  ),
  {
    ...allowed("time/expired-by-a-second", "a client expired by one second", (world) =>
      ofRoot({ notAfter: world.at(-1) })(world),
    ),
    ...refusedBy("CC002", "Access denied. Reason: "),
  },
  allowed("time/first-second", "a client in the first second of its validity", (world) =>
    ofRoot({ notBefore: world.noon })(world),
  ),
  {
    ...allowed("time/early-by-a-second", "a client that is valid one second from now", (world) =>
      ofRoot({ notBefore: world.at(1) })(world),
    ),
    ...refusedBy("CC002", "Access denied. Reason: "),
  },
  {
    kind: "given",
    id: "time/expired-ca-upload",
    tried: "a truststore with an intermediate expired by one second",
    layer: "upload",
    expected: "taken",
    rules: ["TS009"],
    standing: "documented",
    give: async (world) => world.upload(world.root, await expiredCa(world)),
  },
  {
    ...refused("time/expired-ca", "a client of that intermediate", async (world) => {
      const issuer = await expiredCa(world);
      const client = await world.actor({ commonName: "my-client", issuer });
      return world.call(await world.trusting(world.root, issuer), { client });
    }),
    reason: "a CA of the client's path, ",
    standing: "observed",
  },
  {
    ...scene("time/ca-expires-later", "a client whose CA expires after the upload"),
    rules: ["CC001"],
    standing: "documented",
    play: async (world, version = "TLSv1.3") => {
      const issuer = await world.shared("ending", () =>
        world.actor({ commonName: "EndingCA", ca: true, notAfter: world.at(60) }),
      );
      const client = await world.actor({ commonName: "my-client", issuer });
      const call = world.call(await world.trusting(issuer), { client });
      const ask = () => observe(world, "gateway", () => exchange(call, only(version)));
      const first = await ask();
      if (first.outcome !== 200) return first;
      return world.later(61, ask);
    },
  },
];

function scene(id: string, tried: string) {
  return {
    kind: "scene",
    id,
    tried,
    layer: "gateway",
    expected: 403,
    versions: tlsVersions,
  } as const satisfies Partial<SceneRow>;
}

function expiredCa(world: MatrixWorld) {
  const { root: issuer } = world;
  return world.shared("expired", () =>
    world.actor({ commonName: "ExpiredCA", ca: true, issuer, notAfter: world.at(-1) }),
  );
}
