import { connect } from "node:net";
import type { Call, Sight } from "./call";

/** What a hand-made ClientHello offers. */
export interface HelloOffer {
  /** 0x0301 for TLS 1.0, 0x0303 for TLS 1.2. */
  version: number;
  /** By their numbers in IANA's registry. */
  ciphers: readonly number[];
}

/** Sends one ClientHello and reads the first record that comes back: a ServerHello is `handshake`. */
export function sendHello({ port, serverName }: Call, offer: HelloOffer): Promise<Sight> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    let bytes: Buffer = Buffer.alloc(0);
    const end = (sight: Sight) => {
      socket.destroy();
      resolve(sight);
    };
    socket.on("data", (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length < 7) return;
      const isHandshake = bytes.readUInt8(0) === 22;
      end({ outcome: isHandshake ? "handshake" : "no handshake", words: `alert ${bytes[6] ?? 0}` });
    });
    socket.on("error", (error) => {
      end({ outcome: "no handshake", words: error.message });
    });
    socket.on("end", () => {
      end({ outcome: "no handshake", words: "closed" });
    });
    socket.write(clientHello(serverName, offer));
  });
}

/** RFC 5246, 7.4.1.2: what clients of TLS 1.0 to 1.2 send first. */
export function clientHello(serverName: string, { version, ciphers }: HelloOffer): Buffer {
  const name = Buffer.from(serverName, "latin1");
  const extensions = Buffer.concat([
    extension(0, vector(2, Buffer.from([0]), vector(2, name))),
    extension(10, vector(2, uint16(23), uint16(24))),
    extension(11, vector(1, Buffer.from([0]))),
    extension(13, vector(2, uint16(0x0403), uint16(0x0804), uint16(0x0401))),
  ]);
  const body = Buffer.concat([
    uint16(version),
    Buffer.alloc(32, 7),
    vector(1),
    vector(2, ...ciphers.map(uint16)),
    vector(1, Buffer.from([0])),
    vector(2, extensions),
  ]);
  const handshake = Buffer.concat([Buffer.from([1]), vector(3, body)]);
  return Buffer.concat([Buffer.from([22, 3, 1]), vector(2, handshake)]);
}

function extension(type: number, content: Buffer): Buffer {
  return Buffer.concat([uint16(type), vector(2, content)]);
}

/** A length of `size` bytes and what it is the length of. */
function vector(size: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = Buffer.alloc(size);
  length.writeUIntBE(body.length, 0, size);
  return Buffer.concat([length, body]);
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
