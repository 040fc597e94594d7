import assert from "node:assert/strict";
import { once } from "node:events";
import { httpIntegration, IntegrationWorld } from "./support/integrationWorld";
import type { RecordingBackend } from "./support/recordingBackend";
import { open, type World } from "./support/world";

describe("limits of the gateway and its integrations", () => {
  let world: World;
  let backend: RecordingBackend;
  let here: IntegrationWorld;
  before(async () => {
    here = await IntegrationWorld.create();
    ({ world, backend } = here);
  });
  beforeEach(() => {
    here.reset();
  });
  after(() => here.close());

  const deploy = (...args: Parameters<IntegrationWorld["deploy"]>) => here.deploy(...args);

  it("refuse a body that no template fits when passthrough is never", async () => {
    await deploy({ ...httpIntegration, passthroughBehavior: "never" });
    const headers = { "content-type": "text/xml" };
    const answer = await world.ask({
      name: open,
      path: "/things/1",
      method: "POST",
      body: "<a/>",
      headers,
    });
    assert.deepEqual([answer.status, answer.body], [415, '{"message":"Unsupported Media Type"}']);
  });

  it("answer 504 for a backend that takes too long, is not there, or breaks off", async () => {
    await deploy({ ...httpIntegration, timeoutInMillis: 50 });
    backend.reply = () => undefined;
    const late = await world.ask({ name: open, path: "/things/1" });
    assert.deepEqual([late.status, late.body], [504, '{"message":"Endpoint request timed out"}']);
    await deploy({ ...httpIntegration, uri: "http://127.0.0.1:1/" });
    const gone = await world.ask({ name: open, path: "/things/1" });
    assert.deepEqual(
      [gone.status, gone.body],
      [504, '{"message":"Network error communicating with endpoint"}'],
    );
    await deploy(httpIntegration);
    backend.reply = (response) => {
      response.writeHead(200, { "Content-Length": 100 });
      response.write("half");
      setImmediate(() => response.destroy());
    };
    assert.equal((await world.ask({ name: open, path: "/things/1" })).status, 504);
  });

  it("answer 504 for a backend that switches protocols, which nobody asked it to", async () => {
    await deploy(httpIntegration);
    backend.reply = (response) =>
      void response.writeHead(101, { Connection: "Upgrade", Upgrade: "other" }).end();
    const [entry] = await world.logged(async () => {
      const answer = await world.ask({ name: open, path: "/things/1" });
      assert.deepEqual(
        [answer.status, answer.body],
        [504, '{"message":"Network error communicating with endpoint"}'],
      );
    });
    assert.equal(
      entry?.reason,
      "backend.example.net gave no answer that can be passed on before the connection ended",
    );
  });

  it("refuse a body over 10 MB with 413, announced or not, and take one of 10 MB", async () => {
    await deploy(httpIntegration);
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    for (const headers of [{}, { "transfer-encoding": "chunked" }] as Record<string, string>[]) {
      const answer = await world.ask({
        name: open,
        path: "/things/1",
        method: "POST",
        body,
        headers,
      });
      assert.equal(answer.status, 413);
      assert.deepEqual(JSON.parse(answer.body), {
        message: "HTTP content length exceeded 10485760 bytes.",
      });
    }
    const largest = await world.ask({
      name: open,
      path: "/things/1",
      method: "POST",
      body: body.subarray(1),
    });
    assert.equal(largest.status, 201);
    assert.deepEqual(
      backend.seen.map((call) => call.body.length),
      [10 * 1024 * 1024],
    );
  });

  it("ask for a body by 100 Continue, but not for one that is too large", async () => {
    await deploy(httpIntegration);
    const answers: string[] = [];
    for (const length of [2, 10 * 1024 * 1024 + 1]) {
      const socket = await world.handshake({ name: open });
      const head = `POST /things/1 HTTP/1.1\r\nHost: ${open}\r\nContent-Length: ${length}\r\nConnection: close\r\n`;
      socket.write(`${head}Expect: 100-continue\r\n\r\n`);
      const [first] = (await once(socket, "data")) as [Buffer];
      answers.push(first.toString("latin1").split("\r\n")[0] ?? "");
      socket.destroy();
    }
    assert.deepEqual(answers, ["HTTP/1.1 100 Continue", "HTTP/1.1 413 Payload Too Large"]);
  });
});
