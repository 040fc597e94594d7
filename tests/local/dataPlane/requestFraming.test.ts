import assert from "node:assert/strict";
import { readToEnd } from "./support/client";
import { IntegrationWorld } from "./support/integrationWorld";
import { RecordingBackend } from "./support/recordingBackend";
import { edge, open, World } from "./support/world";

/** A body that is a request, if whoever reads it does not know that it is a body. */
const smuggled = "GET /smuggled HTTP/1.1\r\nHost: api.example.com\r\n\r\n";

/** A request with that body; `framing` says how long it is. */
function carrying(method: string, path: string, host: string, framing: "chunked" | "length") {
  const length = smuggled.length;
  const [headers, body] =
    framing === "chunked"
      ? ["Transfer-Encoding: chunked", `${length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`]
      : // `Connection` may name any header as its own, this one too.
        [`Content-Length: ${length}\r\nConnection: content-length`, smuggled];
  return `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\nConnection: close\r\n\r\n${body}`;
}

const statusOf = (answer: string) => Number(answer.split(" ")[1]);

describe("the body of a viewer's request", () => {
  let world: World;
  let backend: RecordingBackend;
  before(async () => {
    world = await World.create();
    backend = await RecordingBackend.start();
    const protocol = { protocolPolicy: "http-only", httpPort: backend.port };
    await world.changeOrigin({ domainName: "plain.example.org", ...protocol });
    await world.change((account) => (account.records["plain.example.org"] = "127.0.0.1"));
  });
  beforeEach(() => {
    backend.seen = [];
  });
  after(async () => {
    await world.close();
    backend.close();
  });

  const send = async (method: string, framing: "chunked" | "length"): Promise<number> => {
    const socket = await world.handshake({ port: world.plane.edgePort, name: edge });
    socket.write(carrying(method, "/pets", edge, framing));
    return statusOf(await readToEnd(socket));
  };
  const seen = () => backend.seen.map(({ method, url, body }) => [method, url, body]);

  for (const framing of ["chunked", "length"] as const) {
    for (const method of ["HEAD", "DELETE", "OPTIONS", "POST"]) {
      it(`is never a second request to the origin: ${method}, ${framing}`, async () => {
        assert.equal(await send(method, framing), 200);
        // What is smuggled would arrive on the same connection before this one.
        await world.askEdge({ path: "/next" });
        assert.deepEqual(seen(), [
          [method, "/pets", smuggled],
          ["GET", "/next", ""],
        ]);
      });
    }

    it(`is refused with 403 when the method is GET, ${framing}`, async () => {
      const entries = await world.logged(async () => {
        assert.equal(await send("GET", framing), 403);
      });
      assert.deepEqual(
        entries.map(({ outcome, status, reason }) => [outcome, status, reason]),
        [["refused", 403, "a GET request with a body"]],
      );
      assert.deepEqual(seen(), []);
    });
  }

  it("may be announced as empty by a GET", async () => {
    assert.equal((await world.askEdge({ headers: { "content-length": "0" } })).status, 200);
  });
});

describe("the body of a request to the gateway", () => {
  let here: IntegrationWorld;
  before(async () => {
    here = await IntegrationWorld.create();
  });
  beforeEach(() => {
    here.reset();
  });
  after(() => here.close());

  const seen = () => here.backend.seen.map(({ method, body }) => [method, body]);

  for (const framing of ["chunked", "length"] as const) {
    for (const method of ["GET", "HEAD", "DELETE", "OPTIONS", "POST"]) {
      it(`is never a second request to the backend: ${method}, ${framing}`, async () => {
        await here.deploy({
          type: "http_proxy",
          httpMethod: "ANY",
          uri: "http://backend.example.net/things",
        });
        const socket = await here.world.handshake({ name: open });
        socket.write(carrying(method, "/things/1", open, framing));
        assert.equal(statusOf(await readToEnd(socket)), 200);
        assert.deepEqual(seen(), [[method, smuggled]]);
      });
    }
  }

  it("is as long as it is, whatever a mapping puts into the headers that say so", async () => {
    await here.deploy({
      type: "http_proxy",
      httpMethod: "GET",
      uri: "http://backend.example.net/things",
      requestParameters: {
        "integration.request.header.Content-Length": "method.request.header.X-Length",
        "integration.request.header.Transfer-Encoding": "method.request.header.X-Encoding",
      },
    });
    const claims: Record<string, string>[] = [{ "x-length": "100" }, { "x-encoding": "chunked" }];
    for (const headers of claims) {
      const answer = await here.world.ask({ name: open, path: "/things/1", headers });
      assert.equal(answer.status, 200);
    }
    assert.deepEqual(
      here.backend.seen.map(({ headers }) => [
        headers["content-length"],
        headers["transfer-encoding"],
      ]),
      [
        [undefined, undefined],
        [undefined, undefined],
      ],
    );
  });
});
