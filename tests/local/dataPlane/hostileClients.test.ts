import assert from "node:assert/strict";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { PresentedCertificate } from "@mtls-gateway/local/dist/dataPlane/gateway/clientCheck";
import { FrontDoor } from "@mtls-gateway/local/dist/dataPlane/tls/frontDoor";
import { HttpConnections } from "@mtls-gateway/local/dist/dataPlane/tls/httpConnections";
import { actor } from "./support/actors";
import { readToEnd } from "./support/client";
import { guarded, open, World } from "./support/world";

describe("the gateway and clients that mean no good", () => {
  let world: World;
  before(async () => {
    world = await World.create();
  });
  after(() => world.close());

  /** A connection that sends these bytes, and what comes back until it closes. */
  async function raw(bytes: Buffer | string, port = world.plane.gatewayPort): Promise<Buffer> {
    const socket = connect(port, "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", () => undefined);
    socket.write(bytes);
    await closed(socket);
    return Buffer.concat(chunks);
  }

  afterEach(async () => {
    assert.equal((await world.ask({ client: world.client })).status, 200);
  });

  it("closes a connection that speaks no TLS, without a byte", async () => {
    const [entry] = await world.logged(async () => {
      assert.equal((await raw("GET / HTTP/1.1\r\nHost: api.example.com\r\n\r\n")).length, 0);
    });
    assert.equal(entry?.reason, "the first bytes are no TLS ClientHello");
  });

  it("outlives a client that resets in the midst of the ClientHello", async () => {
    const entries = await world.logged(async () => {
      const socket = connect(world.plane.gatewayPort, "127.0.0.1");
      await once(socket, "connect");
      socket.write(Buffer.from([22, 3, 1, 2, 0, 1]));
      socket.resetAndDestroy();
      await closed(socket);
      await world.ask({ client: world.client });
    });
    assert.deepEqual(
      entries.map(({ outcome }) => outcome),
      ["failed", "served"],
    );
  });

  it("outlives a client that resets right after its certificate, before and within its request", async () => {
    for (const head of [
      "",
      "GET /pets HT",
      "POST /pets HTTP/1.1\r\nHost: api.example.com\r\nContent-Length: 9\r\n\r\n[1",
    ]) {
      const socket = await world.handshake({ client: world.client });
      socket.on("error", () => undefined);
      if (head !== "") socket.write(head);
      socket.destroy();
      await closed(socket);
    }
  });

  it("outlives a client without a certificate that resets instead of asking", async () => {
    const socket = await world.handshake();
    socket.on("error", () => undefined);
    socket.destroy();
    await closed(socket);
  });

  it("answers 400 to what is no HTTP and 431 to endless headers", async () => {
    for (const [text, status] of [
      ["\u0000\u0001 nonsense\r\n\r\n", "400"],
      [`GET / HTTP/1.1\r\nHost: ${guarded}\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, "431"],
      [
        `POST /pets HTTP/1.1\r\nHost: ${guarded}\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
        "400",
      ],
    ] as const) {
      const socket = await world.handshake({ client: world.client });
      socket.write(text);
      assert.equal((await readToEnd(socket)).split(" ")[1], status);
    }
  });

  it("reads no more of a client without a certificate than it needs, and never answers", async () => {
    const socket = await world.handshake();
    const ended = readToEnd(socket);
    for (let sent = 0; sent < 40; sent += 1) socket.write(Buffer.alloc(1024, "a"));
    assert.equal(await ended, "");
  });

  it("takes pipelined requests in turn", async () => {
    const socket = await world.handshake({ name: open });
    const get = (id: number, last = "") =>
      `GET /pets/${id} HTTP/1.1\r\nHost: ${open}\r\n${last}\r\n`;
    socket.write(get(1) + get(2) + get(3, "Connection: close\r\n"));
    const ids = [...(await readToEnd(socket)).matchAll(/"id": (\d)/g)].map(([, id]) => id);
    assert.deepEqual(ids, ["1", "2", "3"]);
  });

  it("refuses a certificate chain larger than TLS libraries take, in the handshake", async () => {
    const chain = await Promise.all(
      Array.from({ length: 300 }, (_, index) => actor({ commonName: `filler ${index}`, ca: true })),
    );
    const call = { client: world.client, chain, tls: { maxVersion: "TLSv1.2" as const } };
    const [entry] = await world.logged(() => assert.rejects(world.ask(call)));
    assert.deepEqual([entry?.layer, entry?.outcome], ["tls", "failed"]);
  });

  it("closes the connection, and serves on, when deciding about a client fails", async () => {
    const decide = Object.getOwnPropertyDescriptor(PresentedCertificate.prototype, "decide");
    const entries = await world.logged(async () => {
      PresentedCertificate.prototype.decide = () => {
        throw new Error("broken");
      };
      try {
        await assert.rejects(world.ask({ client: world.client }), /socket hang up/);
      } finally {
        Object.defineProperty(PresentedCertificate.prototype, "decide", decide ?? assert.fail());
      }
    });
    assert.deepEqual(
      entries.map(({ outcome, status, reason }) => [outcome, status, reason]),
      [["failed", 0, "Error: broken"]],
    );
  });

  it("closes the connection, and serves on, when its certificate cannot be read", async () => {
    const of = Object.getOwnPropertyDescriptor(PresentedCertificate, "of");
    const entries = await world.logged(async () => {
      PresentedCertificate.of = () => {
        throw new Error("unreadable");
      };
      try {
        await assert.rejects(world.ask({ client: world.client }), /socket hang up|ECONNRESET/);
      } finally {
        Object.defineProperty(PresentedCertificate, "of", of ?? assert.fail());
      }
    });
    assert.deepEqual(
      entries.map(({ outcome, layer, reason }) => [outcome, layer, reason]),
      [["failed", "tls", "Error: unreadable"]],
    );
  });

  it("keeps 200 idle connections and serves others meanwhile", async () => {
    const sockets: Socket[] = [];
    for (let index = 0; index < 200; index += 1) {
      sockets.push(connect(world.plane.gatewayPort, "127.0.0.1"));
    }
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    assert.equal((await world.ask({ client: world.client })).status, 200);
    for (const socket of sockets) socket.destroy();
  });
});

describe("deadlines of connections", () => {
  it("end a client that does not finish its ClientHello", async () => {
    const failures: string[] = [];
    const rooms = {
      tlsFor: () => undefined,
      secure: () => undefined,
      failed: (_name: string, reason: string) => failures.push(reason),
    };
    const door = new FrontDoor(rooms, 20);
    const socket = connect(await door.listen(0, "127.0.0.1"), "127.0.0.1");
    socket.write(Buffer.from([22, 3, 1]));
    await closed(socket);
    await door.close();
    assert.deepEqual(failures, ["timeout in the TLS handshake"]);
  });

  for (const [what, bytes] of [
    ["sends nothing", ""],
    ["trickles its headers", "GET / HTTP/1.1\r\nX: "],
    ["does not finish its body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\n1"],
  ] as const) {
    it(`end a client that ${what}`, async () => {
      const { http, server, port } = await httpOnly((_request, response) => {
        setTimeout(() => response.end(), 60_000).unref();
      });
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.write(bytes);
      const trickle = setInterval(() => socket.write("x"), 5);
      await closed(socket);
      clearInterval(trickle);
      http.close();
      server.close();
    });
  }

  it("do not end a request that is only slow to be answered", async () => {
    const { http, server, port } = await httpOnly((_request, response) => {
      setTimeout(() => response.end("done"), 80);
    }, 10_000);
    const request = httpRequest({ port, host: "127.0.0.1", agent: false }).end();
    const [response] = (await once(request, "response")) as [NodeJS.ReadableStream];
    let body = "";
    for await (const chunk of response) body += String(chunk);
    assert.equal(body, "done");
    http.close();
    server.close();
  });

  /** HTTP on plain connections with a deadline of 20 ms for bodies. */
  async function httpOnly(
    request: ConstructorParameters<typeof HttpConnections>[0]["request"],
    idle = 20,
  ): Promise<{ http: HttpConnections; server: Server; port: number }> {
    const http = new HttpConnections({ request, unusable: () => undefined }, { idle, body: 20 });
    const server = createServer((socket) => {
      http.serve(socket);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return { http, server, port: (server.address() as AddressInfo).port };
  }
});

/** Waits for the end of a connection; a reset is an end, too (`once` would reject on it). */
function closed(socket: Socket): Promise<void> {
  socket.on("error", () => undefined);
  return new Promise((resolve) => {
    socket.once("close", () => {
      resolve();
    });
  });
}
