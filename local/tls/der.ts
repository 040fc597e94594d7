/** One element of DER: tag, whole encoding, content, and the elements in it when it is constructed. */
export interface DerNode {
  tag: number;
  encoded: Buffer;
  content: Buffer;
  children: DerNode[];
}

/** Reads the first element of `bytes`. Throws when it is cut off. */
export function readDer(bytes: Buffer): DerNode {
  const tag = bytes[0];
  let length = bytes[1];
  if (tag === undefined || length === undefined) throw new Error("DER is cut off");
  let start = 2;
  if (length & 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4 || bytes.length < 2 + count) throw new Error("DER is cut off");
    length = bytes.readUIntBE(2, count);
    start += count;
  }
  const end = start + length;
  if (bytes.length < end) throw new Error("DER is cut off");
  const content = bytes.subarray(start, end);
  const children: DerNode[] = [];
  if (tag & 0x20) {
    for (let at = 0; at < content.length;) {
      const child = readDer(content.subarray(at));
      children.push(child);
      at += child.encoded.length;
    }
  }
  return { tag, encoded: bytes.subarray(0, end), content, children };
}

export function der(tag: number, ...contents: Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest >>>= 8) bytes.unshift(rest & 0xff);
  return Buffer.concat([Buffer.of(tag, 0x80 | bytes.length, ...bytes), content]);
}

export const sequence = (...items: Uint8Array[]): Buffer => der(0x30, ...items);
export const set = (...items: Uint8Array[]): Buffer => der(0x31, ...items);
export const octets = (content: Uint8Array): Buffer => der(0x04, content);
export const bits = (content: Uint8Array): Buffer => der(0x03, Buffer.of(0), content);

/** An object identifier from its dotted text. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const septets = [arc & 0x7f];
    for (let high = arc >>> 7; high > 0; high >>>= 7) septets.unshift((high & 0x7f) | 0x80);
    bytes.push(...septets);
  }
  return der(0x06, Buffer.from(bytes));
}

/** PrintableString where the text allows it, else UTF8String: as Go's encoder chooses, and so the real provider. */
export function directoryString(value: string): Buffer {
  return der(/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value) ? 0x13 : 0x0c, Buffer.from(value, "utf8"));
}
