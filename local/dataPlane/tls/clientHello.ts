/** What the first bytes of a connection say. */
export type Opening =
  /** More bytes are needed. */
  | { kind: "partial" }
  /** Not a TLS handshake: plain HTTP, a port scan, noise. */
  | { kind: "other" }
  | {
      kind: "tls";
      /** Host name of the SNI extension in lower case; "" without one. */ serverName: string;
    };

/** A ClientHello larger than this is refused: real ones stay under 4 KiB, post-quantum key shares included. */
export const maxClientHello = 16 * 1024;

const recordHeader = 5;

/**
 * Reads the name a client asks for before any TLS library sees the connection, so that each name has a TLS context of its own
 * from the first byte on and no session or client certificate request can cross from one name to another (RFC 8446, 4.1.2; RFC 6066, 3).
 */
export function readOpening(bytes: Buffer): Opening {
  const other: Opening = { kind: "other" };
  if (bytes.length === 0) return { kind: "partial" };
  if (bytes[0] !== 22) return other;
  const fragments: Buffer[] = [];
  let at = 0;
  let have = 0;
  for (;;) {
    if (at > maxClientHello) return other;
    if (bytes.length < at + recordHeader) return { kind: "partial" };
    const length = bytes.readUInt16BE(at + 3);
    if (bytes[at] !== 22 || bytes[at + 1] !== 3 || length === 0) return other;
    const fragment = bytes.subarray(at + recordHeader, at + recordHeader + length);
    fragments.push(fragment);
    have += fragment.length;
    if (have >= 4) {
      const message = fragments.length === 1 ? fragment : Buffer.concat(fragments);
      if (message[0] !== 1) return other;
      const body = message.readUIntBE(1, 3);
      if (body > maxClientHello) return other;
      if (message.length >= 4 + body) {
        const serverName = serverNameOf(message.subarray(4, 4 + body));
        return serverName === undefined ? other : { kind: "tls", serverName };
      }
    }
    if (fragment.length < length) return { kind: "partial" };
    at += recordHeader + length;
  }
}

/** The SNI host name in a ClientHello's body, "" without one, undefined when the body is malformed. */
function serverNameOf(body: Buffer): string | undefined {
  try {
    let at = 2 + 32;
    at += 1 + body.readUInt8(at);
    at += 2 + body.readUInt16BE(at);
    at += 1 + body.readUInt8(at);
    if (at === body.length) return "";
    const end = at + 2 + body.readUInt16BE(at);
    at += 2;
    if (end > body.length) return undefined;
    while (at < end) {
      const type = body.readUInt16BE(at);
      const length = body.readUInt16BE(at + 2);
      at += 4;
      if (type === 0) {
        const nameLength = body.readUInt16BE(at + 3);
        if (body.readUInt8(at + 2) !== 0 || 5 + nameLength > length) return undefined;
        return normalHost(body.toString("latin1", at + 5, at + 5 + nameLength));
      }
      at += length;
    }
    return "";
  } catch {
    return undefined;
  }
}

/** A host name as names are compared: lower case, no port, no dot at the end. */
export function normalHost(host: string): string {
  return host.toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "");
}
