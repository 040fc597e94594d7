import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { connect } from "node:tls";
import fc from "fast-check";
import { normalHost, readOpening } from "@mtls-gateway/local/dist/dataPlane/tls/clientHello";

/** The first flight of Node's own TLS client. */
async function clientHello(servername: string): Promise<Buffer> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const client = connect({ port, host: "127.0.0.1", servername });
  client.on("error", () => undefined);
  const [socket] = (await once(server, "connection")) as [Socket];
  const [hello] = (await once(socket, "data")) as [Buffer];
  client.destroy();
  socket.destroy();
  server.close();
  return hello;
}

/** The same handshake message in records of at most `size` bytes. */
function refragment(hello: Buffer, size: number): Buffer {
  const message = hello.subarray(5);
  const records: Buffer[] = [];
  for (let at = 0; at < message.length; at += size) {
    const fragment = message.subarray(at, at + size);
    const header = Buffer.from([22, 3, 1, 0, 0]);
    header.writeUInt16BE(fragment.length, 3);
    records.push(header, fragment);
  }
  return Buffer.concat(records);
}

describe("the opening of a connection", () => {
  let hello: Buffer;
  let nameless: Buffer;
  before(async () => {
    hello = await clientHello("API.Example.com");
    nameless = await clientHello("");
  });

  it("tells the server name, in lower case", () => {
    assert.deepEqual(readOpening(hello), { kind: "tls", serverName: "api.example.com" });
  });

  it("tells that there is no server name", () => {
    assert.deepEqual(readOpening(nameless), { kind: "tls", serverName: "" });
  });

  it("is partial until its last byte, in whatever pieces it comes", () => {
    for (let length = 0; length < hello.length; length += 1) {
      assert.deepEqual(readOpening(hello.subarray(0, length)), { kind: "partial" });
    }
  });

  it("is read across records", () => {
    for (const size of [1, 3, 50, 200]) {
      const bytes = refragment(hello, size);
      assert.deepEqual(readOpening(bytes), { kind: "tls", serverName: "api.example.com" });
      assert.deepEqual(readOpening(bytes.subarray(0, -1)), { kind: "partial" });
    }
  });

  it("is not TLS when it is HTTP, an alert, or a record without content", () => {
    for (const bytes of [
      Buffer.from("GET / HTTP/1.1\r\n"),
      Buffer.from([21, 3, 1, 0, 2, 1, 0]),
      Buffer.from([22, 3, 1, 0, 0]),
      Buffer.from([22, 3, 1, 0, 4, 2, 0, 0, 0]),
    ]) {
      assert.deepEqual(readOpening(bytes), { kind: "other" });
    }
  });

  it("is not TLS when it announces more than any real client sends", () => {
    assert.deepEqual(readOpening(Buffer.from([22, 3, 1, 64, 0, 1, 255, 255, 255])), {
      kind: "other",
    });
  });

  it("never throws, whatever byte is turned", () => {
    fc.assert(
      fc.property(fc.nat(hello.length - 1), fc.nat(255), (at, value) => {
        const bytes = Buffer.from(hello);
        bytes[at] = value;
        assert.equal(["partial", "other", "tls"].includes(readOpening(bytes).kind), true);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
        readOpening(Buffer.concat([Buffer.from([22, 3, 1]), rest]));
      }),
    );
  });

  it("takes host names for equal that differ in case, port and final dot", () => {
    for (const host of ["api.example.com", "API.example.com.", "api.example.com:8443"]) {
      assert.equal(normalHost(host), "api.example.com");
    }
  });
});
