import assert from "node:assert/strict";
import { createServer } from "node:http";
import { Agent } from "node:https";
import type { AddressInfo } from "node:net";
import { createKey } from "@mtls-gateway/pki/issuing";
import { requireCommand } from "../../support/skip";
import { actor, daysFromNoon, type Actor } from "./support/actors";
import { tlsVersions } from "./support/client";
import { PemFolder, run } from "./support/commands";
import { storeOf } from "./support/fakeAccount";
import { guarded, open, World } from "./support/world";

describe("the truststore of a domain", () => {
  let world: World;
  let newRoot: Actor;
  let newClient: Actor;
  beforeEach(async () => {
    world = await World.create();
    newRoot = await actor({ commonName: "NewRootCA", ca: true });
    newClient = await actor({ commonName: "new-client", issuer: newRoot });
  });
  afterEach(() => world.close());

  const serve = (cas: Actor[] | undefined, version: string, name = guarded) =>
    world.change((account) => {
      account.domainList = account.domainList.map((domain) =>
        domain.domainName === name
          ? { ...domain, truststore: cas && storeOf(cas, version) }
          : domain,
      );
    });

  // Trap 3 of aws-facts.md: a `ca` list breaks every handshake from about 484 CAs on.
  it("may hold 700 CAs without a handshake breaking, over TLS 1.2 and 1.3", async () => {
    const keys = await createKey({ algorithm: "ECDSA", curve: "P-256" });
    const many: Actor[] = [];
    for (let index = 0; index < 700; index += 1) {
      const commonName = `A certificate authority with a name of ordinary length ${index}`;
      many.push(await actor({ commonName, ca: true, keys }));
    }
    await serve([...many, world.root], "v2");
    const last = await actor({ commonName: "last-client", issuer: many[699] });
    for (const version of tlsVersions) {
      const tls = { minVersion: version, maxVersion: version };
      assert.equal((await world.ask({ client: world.client, tls })).status, 200);
      assert.equal((await world.ask({ client: last, tls })).status, 200);
    }
  });

  it("is not told to clients: the certificate request names no CA", async function () {
    requireCommand(this, "openssl");
    const files = new PemFolder();
    const ca = files.write(world.account.publicCa.certificatePem);
    const port = `127.0.0.1:${world.plane.gatewayPort}`;
    const args = ["s_client", "-connect", port, "-servername", guarded, "-CAfile", ca];
    const { stdout } = await run("openssl", args, "\n");
    files.remove();
    assert.match(stdout, /No client certificate CA names sent/);
  });

  it("is swapped without a restart, within a second: old clients are refused, new ones let in", async () => {
    assert.equal((await world.ask({ client: newClient })).status, 403);
    const took: number[] = [];
    let [inside, outside] = [
      { root: world.root, client: world.client },
      { root: newRoot, client: newClient },
    ];
    for (const version of ["v2", "v3", "v4"]) {
      [inside, outside] = [outside, inside];
      const began = performance.now();
      await serve([inside.root], version);
      assert.equal((await world.ask({ client: inside.client })).status, 200);
      assert.equal((await world.ask({ client: outside.client })).status, 403);
      took.push(performance.now() - began);
    }
    // Nothing on the way waits for a clock, so only a loaded machine is slow: it is not slow three times in a row.
    assert.equal(Math.min(...took) < 1000, true, took.join(", "));
  });

  // Trap 4: nothing checks an open connection again unless we do.
  it("is asked again on a kept-alive connection after a swap, and the connection lives on", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const statuses: number[] = [];
    const entries = await world.logged(async () => {
      for (const [version, cas] of [
        ["v1", [world.root]],
        ["v2", [newRoot]],
        ["v3", [newRoot, world.root]],
      ] as const) {
        await serve([...cas], version);
        statuses.push((await world.ask({ client: world.client, agent })).status);
      }
    });
    assert.deepEqual(statuses, [200, 403, 200]);
    assert.equal(Object.values(agent.freeSockets).flat().length, 1);
    assert.deepEqual(
      entries.map(({ rules }) => rules),
      [[], ["CC001"], []],
    );
    agent.destroy();
  });

  it("refuses on a kept-alive connection the certificate that has expired since, and takes it back with the clock", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const call = { client: world.client, agent };
    assert.equal((await world.ask(call)).status, 200);
    world.account.clock = daysFromNoon(336);
    assert.equal((await world.ask(call)).status, 403);
    world.account.clock = daysFromNoon(0);
    assert.equal((await world.ask(call)).status, 200);
    agent.destroy();
  });

  it("refuses on a kept-alive connection when a CA of the path has expired since", async () => {
    const shortRoot = await actor({ commonName: "Short", ca: true, notAfter: daysFromNoon(2) });
    const client = await actor({ commonName: "long-client", issuer: shortRoot });
    await serve([shortRoot], "v2");
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    assert.equal((await world.ask({ client, agent })).status, 200);
    world.account.clock = daysFromNoon(3);
    assert.equal((await world.ask({ client, agent })).status, 403);
    agent.destroy();
  });

  it("reads the content, not only the version: an unversioned object that was overwritten counts", async () => {
    await serve([world.root], "null");
    await serve([newRoot], "null");
    assert.equal((await world.ask({ client: newClient })).status, 200);
    assert.equal((await world.ask({ client: world.client })).status, 403);
  });

  it("refuses everybody when it holds no certificate at all", async () => {
    await world.change((account) => {
      for (const { truststore } of account.domainList) if (truststore) truststore.pem = "nothing";
    });
    assert.equal((await world.ask({ client: world.client })).status, 403);
  });

  it("when it comes to a domain, closes the connections that could not show a certificate", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    assert.equal((await world.ask({ name: open, agent })).status, 200);
    const [socket] = Object.values(agent.freeSockets).flat();
    const closed = new Promise((resolve) => socket?.once("close", resolve));
    await serve([newRoot], "v1", open);
    await closed;
    await assert.rejects(world.ask({ name: open, agent }), /socket hang up/);
    assert.equal((await world.ask({ name: open, client: newClient })).status, 200);
    agent.destroy();
  });

  it("when it goes from a domain, leaves the domain open to everybody", async () => {
    await serve(undefined, "");
    assert.equal((await world.ask()).status, 200);
  });

  it("is rotated under load without one failed request, and refuses each generation as soon as it is dropped", async () => {
    const load = new Load((client, agent, version) => {
      const tls = { minVersion: version, maxVersion: version };
      return world.ask({ client, tls, ...(agent && { agent }) });
    });
    let generation = { root: world.root, client: world.client };
    load.start(generation.client);
    for (let number = 2; number < 7; number += 1) {
      const root = await actor({ commonName: `Root ${number}`, ca: true });
      const next = { root, client: await actor({ commonName: `client ${number}`, issuer: root }) };
      await serve([generation.root, root], `v${number}-both`);
      await load.goOverTo(next.client);
      await serve([root], `v${number}`);
      const dropped = generation.client;
      assert.equal((await world.ask({ client: dropped })).status, 403);
      await load.round();
      generation = next;
    }
    await load.stop();
    assert.deepEqual([...load.outcomes], [200]);
  });
});

/** Requests without a pause, over kept-alive and fresh connections in TLS 1.2 and 1.3, by the client whose turn it is. */
class Load {
  readonly outcomes = new Set<unknown>();
  private client: Actor | undefined;
  private done = 0;
  private running: Promise<void>[] = [];
  /** How many requests of each client are under way. */
  private readonly underWay = new Map<Actor, number>();

  constructor(
    private readonly ask: (
      client: Actor,
      agent: Agent | undefined,
      version: (typeof tlsVersions)[number],
    ) => Promise<{ status: number }>,
  ) {}

  start(client: Actor): void {
    this.client = client;
    this.running = tlsVersions.flatMap((version) => [
      this.work(version, new Map()),
      this.work(version, undefined),
    ]);
  }

  /** Every request from now on is this client's; resolves when no other's is under way. */
  async goOverTo(client: Actor): Promise<void> {
    const before = this.client;
    this.client = client;
    while (before !== undefined && this.underWay.get(before) !== 0) await turn();
    await this.round();
  }

  /** Resolves when each worker may have made one more request. */
  async round(): Promise<void> {
    const enough = this.done + this.running.length;
    while (this.done < enough) await turn();
  }

  async stop(): Promise<void> {
    this.client = undefined;
    await Promise.all(this.running);
  }

  private async work(
    version: (typeof tlsVersions)[number],
    agents: Map<Actor, Agent> | undefined,
  ): Promise<void> {
    for (let client = this.client; client !== undefined; client = this.client) {
      const agent = agents && (agents.get(client) ?? new Agent({ keepAlive: true, maxSockets: 1 }));
      if (agent) agents.set(client, agent);
      this.underWay.set(client, (this.underWay.get(client) ?? 0) + 1);
      try {
        this.outcomes.add((await this.ask(client, agent, version)).status);
      } catch (error) {
        this.outcomes.add(String(error));
      }
      this.underWay.set(client, (this.underWay.get(client) ?? 0) - 1);
      this.done += 1;
    }
    for (const agent of agents?.values() ?? []) agent.destroy();
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a truststore swap during a request", () => {
  it("lets the request end as it began", async () => {
    let arrived: () => void = () => undefined;
    let release: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (arrived = resolve));
    const backend = createServer((_request, response) => {
      release = () => response.end("[]");
      arrived();
    });
    await new Promise<void>((resolve) => backend.listen(0, "127.0.0.1", resolve));
    const { port } = backend.address() as AddressInfo;
    const host = "petstore-demo-endpoint.execute-api.com";
    const world = await World.create({ backends: { [host]: `http://127.0.0.1:${port}` } });
    const other = await actor({ commonName: "OtherRootCA", ca: true });
    const answer = world.ask({ client: world.client });
    await waiting;
    await world.change((account) => {
      for (const domain of account.domainList) {
        if (domain.truststore) domain.truststore = storeOf([other], "v2");
      }
    });
    release();
    assert.equal((await answer).status, 200);
    assert.equal((await world.ask({ client: world.client })).status, 403);
    await world.close();
    backend.close();
  });
});
