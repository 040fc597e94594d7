import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent } from "node:https";
import { connect, createServer, type AddressInfo } from "node:net";
import { startDataPlane } from "@mtls-gateway/local/dist/dataPlane/index";
import {
  formatLogEntry,
  logCapacity,
  RequestLog,
} from "@mtls-gateway/local/dist/dataPlane/requestLog";
import { actor } from "./support/actors";
import { run } from "./support/commands";
import { ask } from "./support/client";
import { FakeAccount, storeOf } from "./support/fakeAccount";
import { guarded, open, World } from "./support/world";

describe("the data plane", () => {
  it("says which port is taken, and leaves nothing listening", async () => {
    const taken = createServer();
    taken.listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const account = await FakeAccount.create();
    for (const options of [{ gatewayPort: port }, { edgePort: port }]) {
      await assert.rejects(startDataPlane(account, options), { code: "EADDRINUSE", port });
    }
    assert.equal(account.listening, 0);
    taken.close();
  });

  it("listens where it is told to", async () => {
    const first = await World.create();
    const { gatewayPort, edgePort } = first.plane;
    await first.close();
    const second = await World.create({ gatewayPort, edgePort });
    assert.deepEqual([second.plane.gatewayPort, second.plane.edgePort], [gatewayPort, edgePort]);
    await second.close();
  });

  it("serves an empty account and takes in what is created later", async () => {
    const account = await FakeAccount.create();
    const plane = await startDataPlane(account);
    const root = await actor({ commonName: "MyRootCA", ca: true });
    const domain = await account.domain(guarded, [root]);
    account.change(() => {
      account.domainList = [domain];
      account.apiList = [account.petStore()];
    });
    await plane.settled();
    const world = { port: plane.gatewayPort, name: guarded, ca: account.publicCa.certificatePem };
    const client = await actor({ commonName: "my-client", issuer: root });
    assert.equal((await ask({ ...world, client })).status, 200);
    await plane.close();
    assert.equal(account.listening, 0);
  });

  it("serves on what it served when a change cannot be taken over, and has not settled until one is", async () => {
    const lines: string[] = [];
    const world = await World.create({ log: (line) => lines.push(line) });
    const change = world.change((account) => {
      account.domains = () => {
        throw new Error("state is being written");
      };
    });
    await assert.rejects(change, { message: "state is being written" });
    await assert.rejects(world.plane.settled(), { message: "state is being written" });
    assert.equal((await world.ask({ client: world.client })).status, 200);
    assert.match(lines[0] ?? "", /could not be taken over: Error: state is being written/);
    await world.change((account) => {
      Reflect.deleteProperty(account, "domains");
      account.domainList = [];
    });
    assert.equal((await world.askEdge()).status, 502);
    await world.close();
  });

  it("has settled only when the last of many changes is served", async () => {
    const world = await World.create();
    const root = await actor({ commonName: "LastRootCA", ca: true });
    const client = await actor({ commonName: "last-client", issuer: root });
    for (const cas of [[], [world.root], [], [root]]) {
      world.account.change(() => {
        for (const domain of world.account.domainList) {
          if (domain.truststore) domain.truststore = storeOf(cas, String(cas.length));
        }
      });
    }
    await world.plane.settled();
    assert.equal((await world.ask({ client })).status, 200);
    await world.close();
  });

  it("ends every connection at once when it closes: half open, idle and in use", async () => {
    const world = await World.create();
    const half = connect(world.plane.gatewayPort, "127.0.0.1");
    await once(half, "connect");
    const agent = new Agent({ keepAlive: true });
    await world.ask({ client: world.client, agent });
    await world.askEdge({ agent });
    const silent = await world.handshake();
    silent.on("error", () => undefined);
    const sockets = [half, silent, ...Object.values(agent.freeSockets).flatMap((one) => one ?? [])];
    const closed = Promise.all(
      sockets.map(async (socket) => {
        socket.on("error", () => undefined);
        if (!socket.destroyed) await new Promise((resolve) => socket.once("close", resolve));
      }),
    );
    await world.close();
    await closed;
    assert.equal(sockets.length, 4);
    await assert.rejects(world.ask({ client: world.client }), /ECONNREFUSED/);
  });

  it("keeps no process alive once it is closed", async () => {
    const script = `
      const { startDataPlane } = require("@mtls-gateway/local/dist/dataPlane/index");
      const { FakeAccount } = require("./tests/local/dataPlane/support/fakeAccount");
      const { ask } = require("./tests/local/dataPlane/support/client");
      (async () => {
        const account = await FakeAccount.create();
        account.domainList = [await account.domain("open.example.com")];
        account.apiList = [account.petStore()];
        account.records["open.example.com"] = account.domainList[0].regionalDomainName;
        account.distributionList = [account.distribution("open.example.com")];
        const plane = await startDataPlane(account);
        const ca = account.publicCa.certificatePem;
        const name = "d111111abcdef8.cloudfront.net";
        const { status } = await ask({ port: plane.edgePort, name, ca });
        await plane.close();
        console.log(status);
      })();`;
    const { status, stdout, stderr } = await run(process.execPath, [
      "--require",
      "./tests/register.js",
      "--eval",
      script,
    ]);
    assert.deepEqual([status, stdout, stderr], [0, "200\n", ""]);
  });

  it("keeps the last 1,000 entries of its log, oldest first", () => {
    const log = new RequestLog(() => new Date(0));
    for (let index = 0; index < logCapacity + 5; index += 1) {
      log.add({ listener: "edge", layer: "http", outcome: "served", path: `/${index}` });
    }
    assert.equal(log.entries.length, logCapacity);
    assert.deepEqual([log.entries[0]?.path, log.entries.at(-1)?.path], ["/5", "/1004"]);
  });

  it("prints a refusal in one line with its reason and rule", async () => {
    const lines: string[] = [];
    const world = await World.create({ log: (line) => lines.push(line) });
    const stranger = await actor({ commonName: "stranger" });
    await world.ask({ client: stranger });
    await world.ask({ name: open });
    await assert.rejects(world.ask());
    await world.close();
    assert.deepEqual(lines, [
      "gateway api.example.com GET /pets 403 Access denied. Reason: self signed certificate (CC001)",
      "gateway open.example.com GET /pets 200",
      "gateway api.example.com GET /pets refused the client presented no certificate: connection closed without an answer",
    ]);
    assert.deepEqual(lines, world.plane.log.map(formatLogEntry));
  });
});
