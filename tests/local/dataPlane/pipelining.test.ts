import assert from "node:assert/strict";
import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { actor } from "./support/actors";
import { readToEnd } from "./support/client";
import { storeOf } from "./support/fakeAccount";
import { IntegrationWorld } from "./support/integrationWorld";
import type { RecordingBackend } from "./support/recordingBackend";
import { open, type World } from "./support/world";

describe("requests that follow another on the same connection", () => {
  let world: World;
  let backend: RecordingBackend;
  let here: IntegrationWorld;
  beforeEach(async () => {
    here = await IntegrationWorld.create();
    ({ world, backend } = here);
    const uri = "http://backend.example.net/things";
    await here.deploy({ type: "http_proxy", httpMethod: "ANY", uri });
  });
  afterEach(() => here.close());

  const get = (path = "/things/1") => `GET ${path} HTTP/1.1\r\nHost: ${open}\r\n\r\n`;
  /** The backend's part of the next call: resolves when the call is there. */
  const called = () =>
    new Promise<ServerResponse>((resolve) => {
      backend.reply = resolve;
    });
  const statusesOf = (text: string) =>
    [...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => Number(status));

  it("are in the access log when the client leaves before any is answered", async function () {
    this.timeout(20_000);
    await world.change((account) => {
      for (const stage of account.apiList.flatMap(({ stages }) => stages)) {
        stage.accessLog = { destinationArn: "arn", format: "$context.requestId $context.path" };
      }
    });
    const call = called();
    const socket = await world.handshake({ name: open });
    socket.write(get("/things/1") + get("/none/2") + get("/none/3"));
    await call;
    socket.destroy();
    while (world.account.logEvents.length === 0) await turn();
    await world.plane.settled();
    assert.deepEqual(world.account.logEvents.map(([, text]) => text.split(" ")[1]).sort(), [
      "/none/2",
      "/none/3",
      "/things/1",
    ]);
  });

  it("leave no connection to the backend behind when the client is gone", async () => {
    const call = called();
    const socket = await world.handshake({ name: open });
    socket.write(get());
    const response = await call;
    socket.destroy();
    // The second request brings the event loop past the close of the first one's connection.
    await world.ask({ name: open, path: "/none" });
    const closed = once(response, "close");
    response.writeHead(200);
    const more = setInterval(() => response.write("x".repeat(100_000)), 1);
    await closed;
    clearInterval(more);
  });

  it("do not leak listeners on the connection, however many they are", async () => {
    const warnings: Error[] = [];
    const warned = (warning: Error) => warnings.push(warning);
    process.on("warning", warned);
    const socket = await world.handshake({ name: open });
    socket.write(
      get("/none").repeat(40) + get("/none").replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"),
    );
    assert.equal(statusesOf(await readToEnd(socket)).length, 41);
    await turn();
    process.off("warning", warned);
    assert.deepEqual(warnings, []);
  });

  for (const [what, bytes] of [
    ["bytes that are no HTTP", "\u0000 nonsense\r\n\r\n"],
    ["CONNECT", "CONNECT other.example.com:443 HTTP/1.1\r\nHost: other.example.com\r\n\r\n"],
  ] as const) {
    it(`are turned away without an answer in its place: ${what}`, async () => {
      const call = called();
      const socket = await world.handshake({ name: open });
      const answer = readToEnd(socket);
      const entries = await world.logged(async () => {
        socket.write(get() + bytes);
        const response = await call;
        // Still no reason to read on.
        socket.write(bytes);
        response.end("slow");
        assert.match(await answer, /^HTTP\/1\.1 200 [^]*slow/);
      });
      assert.deepEqual(statusesOf(await answer), [200]);
      assert.deepEqual(
        entries.map(({ outcome, status }) => [outcome, status]),
        [
          ["refused", 0],
          ["served", 200],
        ],
      );
    });
  }

  it("get a 400 for what cannot be read of their own body", async () => {
    const socket = await world.handshake({ name: open });
    const head = `POST /things/1 HTTP/1.1\r\nHost: ${open}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    socket.write(`${head}nonsense\r\n`);
    assert.deepEqual(statusesOf(await readToEnd(socket)), [400]);
  });

  /** The domain without mutual TLS gets it. */
  const closeDoor = async () => {
    const root = await actor({ commonName: "Root", ca: true });
    await world.change((account) => {
      account.domainList = account.domainList.map((domain) =>
        domain.domainName === open ? { ...domain, truststore: storeOf([root], "v1") } : domain,
      );
    });
  };

  it("are not answered when their domain has come to ask for certificates since", async () => {
    const call = called();
    const socket = await world.handshake({ name: open });
    const all = readToEnd(socket);
    const first = once(socket, "data");
    socket.write(get());
    const response = await call;
    await closeDoor();
    here.reset();
    const entries = await world.logged(async () => {
      response.end("slow");
      await first;
      socket.write(get().replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
      await all;
    });
    assert.deepEqual(statusesOf(await all), [200]);
    assert.deepEqual(
      entries.map(({ outcome, layer, status, reason }) => [outcome, layer, status, reason]),
      [
        ["served", "upstream", 200, ""],
        [
          "refused",
          "tls",
          0,
          "the client presented no certificate: connection closed without an answer",
        ],
      ],
    );
  });

  it("are not answered so either while the earlier one is not, which still is", async function () {
    this.timeout(20_000);
    const call = called();
    const socket = await world.handshake({ name: open });
    const answer = readToEnd(socket);
    socket.write(get());
    const response = await call;
    await closeDoor();
    const entries = await world.logged(async () => {
      socket.write(get() + get());
      while (world.plane.log.at(-1)?.outcome !== "refused") await turn();
      response.end("slow");
      await answer;
    });
    assert.match(await answer, /slow/);
    assert.deepEqual(statusesOf(await answer), [200]);
    assert.deepEqual(
      entries.map(({ outcome, layer, status }) => [outcome, layer, status]),
      [
        ["refused", "tls", 0],
        ["served", "upstream", 200],
      ],
    );
  });
});

const turn = () => new Promise((resolve) => setImmediate(resolve));
