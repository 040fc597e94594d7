import type { Call } from "../clients/call";
import type { MatrixRow } from "../row";
import { pemOf, type Actor } from "../world/actor";
import type { MatrixWorld } from "../world/matrixWorld";
import { allowed, refused } from "./requestRows";

/** Who is trusted: chains, names and keys, and what the truststore holds of them. */
export const trustRows: readonly MatrixRow[] = [
  allowed("trust/root", "a client of the root, the root in the truststore", async (world) =>
    world.call(await world.trusting(world.root), { client: world.client }),
  ),
  allowed(
    "trust/intermediate-in-store",
    "a client of an intermediate, root and intermediate in the truststore",
    async (world) =>
      world.call(await world.trusting(world.root, world.issuing), { client: world.underIssuing }),
  ),
  {
    ...allowed("trust/none", "no client certificate", async (world) =>
      world.call(await world.trusting(world.root)),
    ),
    expected: "closed",
    layer: "gateway",
    standing: "observed",
    reason: "the client presented no certificate",
  },
  refused("trust/rogue", "a client of a CA that is not in the truststore", async (world) => {
    const rogue = await world.actor({ commonName: "RogueCA", ca: true });
    return clientAtRoot(world, await world.actor({ commonName: "my-client", issuer: rogue }));
  }),
  refused(
    "trust/same-subject-other-key",
    "a client of a CA with the root's subject and a key of its own",
    async (world) => clientAtRoot(world, await underTwin(world)),
  ),
  {
    ...refused(
      "trust/same-subject-sent-along",
      "the same, and it sends that CA along",
      async (world) => {
        const client = await underTwin(world);
        const twin = await twinOf(world);
        return { ...(await clientAtRoot(world, client)), chainPem: twin.pem };
      },
    ),
  },
  {
    ...refused("trust/self-signed", "a self-signed client", async (world) =>
      clientAtRoot(world, await world.actor({ commonName: "my-client" })),
    ),
    reason: "Access denied. Reason: self signed certificate",
  },
  allowed(
    "trust/self-signed-in-store",
    "a self-signed client whose certificate is in the truststore beside the root",
    async (world) => {
      const lone = await world.shared("lone", () => world.actor({ commonName: "lone-client" }));
      return world.call(await world.trusting(world.root, lone), { client: lone });
    },
  ),
  allowed(
    "trust/rekeyed-old",
    "a root that got a new key and a new subject, both in the truststore: a client of the old one",
    async (world) =>
      world.call(await world.trusting(world.root, await rekeyed(world)), { client: world.client }),
  ),
  allowed("trust/rekeyed-new", "the same: a client of the new one", async (world) => {
    const issuer = await rekeyed(world);
    const client = await world.actor({ commonName: "my-client", issuer });
    return world.call(await world.trusting(world.root, issuer), { client });
  }),
  {
    ...refused(
      "trust/missing-intermediate",
      "a client of an intermediate, the root alone in the truststore",
      async (world) => clientAtRoot(world, world.underIssuing),
    ),
    standing: "observed",
  },
  {
    ...refused(
      "trust/missing-intermediate-sent",
      "the same, and the client sends the intermediate",
      async (world) => ({
        ...(await clientAtRoot(world, world.underIssuing)),
        chainPem: world.issuing.pem,
      }),
    ),
  },
  refused(
    "trust/intermediate-without-root",
    "a client of an intermediate, that intermediate alone in a truststore served all the same",
    async (world) => world.call(await world.forced(world.issuing), { client: world.underIssuing }),
  ),
  {
    ...allowed("trust/four-cas", "a client below four CAs", async (world) => {
      const four = await world.chainOf(4, "Four");
      const client = await world.actor({ commonName: "my-client", issuer: four[3] });
      return world.call(await world.trusting(...four), { client });
    }),
    standing: "observed",
  },
  {
    ...refused("trust/five-cas", "a client below five CAs", async (world) => {
      const five = await world.chainOf(5, "Five");
      const client = await world.actor({ commonName: "my-client", issuer: five[4] });
      return world.call(await world.trusting(...five), { client });
    }),
    reason: "Access denied. Reason: ",
    standing: "observed",
  },
  allowed(
    "trust/700-cas",
    "a client of the last of 700 CAs in the truststore: more than any list of CAs in a handshake holds",
    async (world) => {
      const crowd = await world.crowdOf(700);
      const client = await world.actor({ commonName: "my-client", issuer: crowd[699] });
      return world.call(await world.trusting(...crowd), { client });
    },
  ),
  allowed(
    "trust/four-of-five",
    "a client of the fourth of four CAs that sends a fifth, cross-signed one",
    async (world) => {
      const four = await world.chainOf(4, "Four");
      const client = await world.actor({ commonName: "my-client", issuer: four[3] });
      return world.call(await world.trusting(...four), {
        client,
        chainPem: pemOf([...four].reverse()) + world.root.pem,
      });
    },
  ),
];

async function clientAtRoot(world: MatrixWorld, client: Actor): Promise<Call> {
  return world.call(await world.trusting(world.root), { client });
}

function twinOf(world: MatrixWorld): Promise<Actor> {
  return world.shared("twin", () => world.actor({ commonName: "MyRootCA", ca: true }));
}

async function underTwin(world: MatrixWorld): Promise<Actor> {
  return world.actor({ commonName: "my-client", issuer: await twinOf(world) });
}

function rekeyed(world: MatrixWorld): Promise<Actor> {
  return world.shared("rekeyed", () => world.actor({ commonName: "MyRootCA 2", ca: true }));
}
