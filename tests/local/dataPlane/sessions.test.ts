import assert from "node:assert/strict";
import type { TLSSocket } from "node:tls";
import { PresentedCertificate } from "@mtls-gateway/local/dist/dataPlane/gateway/clientCheck";
import { actor, type Actor } from "./support/actors";
import { readToEnd, tlsVersions, type Call } from "./support/client";
import { guarded, open, World } from "./support/world";

const second = "second.example.com";

describe("TLS sessions at the gateway", () => {
  let world: World;
  let otherRoot: Actor;
  before(async () => {
    world = await World.create();
    otherRoot = await actor({ commonName: "OtherRootCA", ca: true });
    const domain = await world.account.domain(second, [otherRoot]);
    await world.change((account) => account.domainList.push(domain));
  });
  after(() => world.close());

  /** Makes one request and gives back every session that the connection left behind. */
  async function sessionsOf(call: Partial<Call>): Promise<Buffer[]> {
    const sessions: Buffer[] = [];
    const socket = await world.handshake(call);
    socket.on("session", (session) => sessions.push(session));
    await get(socket, call.name ?? guarded);
    const own = socket.getSession();
    return own ? [...sessions, own] : sessions;
  }

  for (const version of tlsVersions) {
    const tls = { minVersion: version, maxVersion: version };

    // Trap 1 of aws-facts.md: fails when SSL_OP_NO_TICKET goes away.
    for (const there of [guarded, second]) {
      it(`does not resume a session of ${guarded} at ${there} over ${version}, so that nobody gets in on it`, async () => {
        const sessions = await sessionsOf({ client: world.client, tls });
        assert.notEqual(sessions.length, 0);
        for (const session of sessions) {
          const socket = await world.handshake({ name: there, tls: { ...tls, session } });
          assert.equal(socket.isSessionReused(), false);
          assert.equal(await get(socket, there), "");
        }
      });
    }

    it(`does not resume a session made without a certificate at a domain with mutual TLS over ${version}`, async () => {
      for (const session of await sessionsOf({ name: open, tls })) {
        const socket = await world.handshake({ tls: { ...tls, session } });
        assert.equal(socket.isSessionReused(), false);
        assert.equal(await get(socket, guarded), "");
      }
    });

    it(`refuses at one domain a certificate that another domain trusts, on a session of the other, over ${version}`, async () => {
      for (const session of await sessionsOf({ client: world.client, tls })) {
        const answer = await world.ask({
          name: second,
          client: world.client,
          tls: { ...tls, session },
        });
        assert.equal(answer.status, 403);
      }
    });
  }

  // Trap 2: in Node a resumed TLS 1.3 session without a client certificate is `authorized`.
  it("never takes the word of socket.authorized for a certificate", () => {
    const socket = { authorized: true, getPeerX509Certificate: () => undefined };
    assert.equal(PresentedCertificate.of(socket as unknown as TLSSocket), undefined);
  });

  it("offers TLS 1.2 and 1.3 and nothing below", async () => {
    for (const version of ["TLSv1", "TLSv1.1"] as const) {
      const [entry] = await world.logged(() =>
        assert.rejects(
          world.handshake({
            tls: { minVersion: version, maxVersion: version, ciphers: "ALL:@SECLEVEL=0" },
          }),
        ),
      );
      assert.equal(entry?.layer, "tls");
      assert.equal(entry.outcome, "failed");
    }
  });

  it("refuses renegotiation", async () => {
    const tls = { maxVersion: "TLSv1.2" } as const;
    const socket = await world.handshake({ name: open, tls });
    const error = await new Promise<Error | null>((resolve) => {
      socket.on("error", resolve);
      socket.renegotiate({}, resolve);
    });
    assert.match(String(error), /no renegotiation/i);
    socket.destroy();
  });
});

/** The status line of the answer to `GET /pets`; "" when the connection is closed without one. */
async function get(socket: TLSSocket, host: string): Promise<string> {
  socket.write(`GET /pets HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  return (await readToEnd(socket)).split("\r\n")[0] ?? "";
}
