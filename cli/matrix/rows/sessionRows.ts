import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { tlsVersions, type Call, type TlsVersion } from "../clients/call";
import { exchange, only } from "../clients/nodeClient";
import { sClient } from "../clients/opensslClient";
import { PemFiles } from "../clients/pemFiles";
import { observe } from "../observe";
import type { MatrixRow, SceneRow, Seen } from "../row";
import type { MatrixWorld, Target } from "../world/matrixWorld";
import { noIssuer } from "./requestRows";
import { swapped } from "./swapped";

/** What sessions of the past are worth. A session is offered without a certificate: it alone would have to open the door. */
export const sessionRows: readonly MatrixRow[] = [
  closed(
    "session/other-domain",
    "a session of one domain, offered at another one that trusts another CA",
    async (world, version) => {
      const call = world.call(await world.trusting(world.root), { client: world.client });
      return offer(world, version, await sessionsOf(call, version), await other(world));
    },
  ),
  closed(
    "session/open-domain",
    "a session of a domain without mutual TLS, offered at one with it",
    async (world, version) => {
      const call = world.call(await world.openDomain());
      return offer(
        world,
        version,
        await sessionsOf(call, version),
        await world.trusting(world.root),
      );
    },
  ),
  closed(
    "session/same-domain",
    "a session of the same domain, offered without the certificate",
    async (world, version) => {
      const target = await world.trusting(world.root);
      const call = world.call(target, { client: world.client });
      return offer(world, version, await sessionsOf(call, version), target);
    },
  ),
  closed(
    "session/without-certificate",
    "a session of the same domain, made without a certificate",
    async (world, version) => {
      const target = await world.trusting(world.root);
      const sessions = await sessionsOf(world.call(target), version);
      return offer(world, version, sessions, target);
    },
  ),
  closed(
    "session/before-swap",
    "a session from before the truststore was swapped for another CA's",
    async (world, version) => {
      const { target, swap } = await swapped(world);
      const call = world.call(target, { client: world.client });
      const sessions = await sessionsOf(call, version);
      await swap();
      return offer(world, version, sessions, target);
    },
  ),
  {
    ...closed(
      "session/before-swap-certificate",
      "the same, and the certificate of the old CA with it",
      async (world, version) => {
        const { target, swap } = await swapped(world);
        const call = world.call(target, { client: world.client });
        const [session] = await sessionsOf(call, version);
        await swap();
        if (session === undefined) return nothingLeft;
        return observe(world, "gateway", () => exchange(call, { ...only(version), session }));
      },
    ),
    layer: "gateway",
    expected: 403,
    rules: ["CC001"],
    reason: noIssuer,
  },
  openssl(
    "session/same-domain-openssl",
    "a session of the same domain, offered without the certificate",
    (world) => world.trusting(world.root),
  ),
  openssl(
    "session/other-domain-openssl",
    "a session of one domain, offered at another one that trusts another CA",
    other,
  ),
];

const nothingLeft: Seen = {
  outcome: "no handshake",
  rules: [],
  reason: "no session was left behind",
};

function closed(
  id: string,
  tried: string,
  play: (world: MatrixWorld, version: TlsVersion) => Promise<Seen>,
): SceneRow {
  return {
    kind: "scene",
    id,
    tried,
    layer: "handshake",
    expected: "closed",
    reason: "the client presented no certificate",
    standing: "assumed",
    versions: tlsVersions,
    play: (world, version = "TLSv1.3") => play(world, version),
  };
}

/** The same by `openssl s_client`, which keeps a session in a file. */
function openssl(
  id: string,
  tried: string,
  there: (world: MatrixWorld) => Promise<Target>,
): SceneRow {
  return {
    ...closed(id, tried, async (world, version) => {
      const files = new PemFiles(world.folder);
      const flag = version === "TLSv1.2" ? "-tls1_2" : "-tls1_3";
      const file = join(world.folder, `${id.replace("/", "-")}-${version}`);
      const first = world.call(await world.trusting(world.root), { client: world.client });
      const made = await sClient(files, first, [flag, "-sess_out", file]);
      if (made.outcome !== 200 || !existsSync(file)) {
        return nothingLeft;
      }
      const call = world.call(await there(world));
      return observe(world, "gateway", () => sClient(files, call, [flag, "-sess_in", file]));
    }),
    client: "openssl",
  };
}

/** Every session that one request leaves behind. */
async function sessionsOf(call: Call, version: TlsVersion): Promise<Buffer[]> {
  const sessions: Buffer[] = [];
  await exchange(call, only(version), (socket) => {
    socket.on("session", (session) => sessions.push(session));
    socket.once("secureConnect", () => {
      const own = version === "TLSv1.2" ? socket.getSession() : undefined;
      if (own !== undefined) sessions.push(own);
    });
  });
  return sessions;
}

/** The last answer to requests on these sessions without a certificate; the first one that was resumed or answered, if any. */
async function offer(
  world: MatrixWorld,
  version: TlsVersion,
  sessions: readonly Buffer[],
  target: Target,
): Promise<Seen> {
  const call = world.call(target);
  let last = nothingLeft;
  for (const session of sessions) {
    const made = { reused: false };
    last = await observe(world, "gateway", () =>
      exchange(call, { ...only(version), session }, (socket: TLSSocket) => {
        socket.once("secureConnect", () => (made.reused = socket.isSessionReused()));
      }),
    );
    if (last.outcome !== "closed") return last;
    if (made.reused) return { ...last, outcome: "handshake", reason: "the session was resumed" };
  }
  return last;
}

async function other(world: MatrixWorld): Promise<Target> {
  const root = await world.shared("other", () =>
    world.actor({ commonName: "OtherRootCA", ca: true }),
  );
  return world.trusting(root);
}
