import assert from "node:assert/strict";
import { actor, type Actor } from "./support/actors";
import { readToEnd } from "./support/client";
import { edge, guarded, open, World } from "./support/world";

/** Requests that Node's HTTP server answers, or drops, by itself if it is let. */
const requests = {
  expect: (host: string) =>
    `GET /pets HTTP/1.1\r\nHost: ${host}\r\nExpect: x\r\nConnection: close\r\n\r\n`,
  hostless: () => "GET /pets HTTP/1.1\r\nConnection: close\r\n\r\n",
  connect: (host: string) => `CONNECT ${host}:443 HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
} as const;

const tunnel = "CONNECT asks for a tunnel";

describe("requests that are seldom seen", () => {
  let world: World;
  let rogue: Actor;
  before(async () => {
    world = await World.create();
    const root = await actor({ commonName: "RogueCA", ca: true });
    rogue = await actor({ commonName: "rogue", issuer: root });
  });
  after(() => world.close());

  /** Status of the answer, 0 without one, and what the log of that listener has of it. */
  const outcome = async (
    what: keyof typeof requests,
    call: Parameters<World["handshake"]>[0] & { name: string },
  ) => {
    let text = "";
    const entries = await world.logged(async () => {
      const socket = await world.handshake(call);
      socket.write(requests[what](call.name));
      text = await readToEnd(socket);
    });
    const listener = call.port === undefined ? "gateway" : "edge";
    return [
      Number(text.split(" ")[1] ?? 0),
      ...entries
        .filter((entry) => entry.listener === listener)
        .map((entry) => [entry.outcome, entry.status, entry.reason]),
    ];
  };

  it("are judged by their certificate first", async () => {
    const denied = ["refused", 403, "Access denied. Reason: Could not find issuer for certificate"];
    const at = { name: guarded, client: rogue };
    assert.deepEqual(await outcome("expect", at), [403, denied]);
    assert.deepEqual(await outcome("hostless", at), [403, denied]);
    assert.deepEqual(await outcome("connect", at), [0, ["refused", 0, tunnel]]);
  });

  it("are served or refused, and logged, when their client is let in", async () => {
    for (const at of [{ name: guarded, client: world.client }, { name: open }]) {
      assert.deepEqual(await outcome("expect", at), [200, ["served", 200, ""]]);
      assert.deepEqual(await outcome("hostless", at), [400, ["refused", 400, "no Host header"]]);
      assert.deepEqual(await outcome("connect", at), [0, ["refused", 0, tunnel]]);
    }
  });

  it("are served or refused, and logged, at the edge", async () => {
    const at = { name: edge, port: world.plane.edgePort };
    assert.deepEqual(await outcome("expect", at), [200, ["served", 200, ""]]);
    assert.deepEqual(await outcome("hostless", at), [400, ["refused", 400, "no Host header"]]);
    assert.deepEqual(await outcome("connect", at), [0, ["refused", 0, tunnel]]);
  });

  it("are named in the log by their method and target", async () => {
    const entries = await world.logged(() => outcome("connect", { name: open }));
    assert.deepEqual(
      entries.map(({ serverName, method, path }) => [serverName, method, path]),
      [[open, "CONNECT", `${open}:443`]],
    );
  });
});
