/** The bytes are not DER; `offset` is the byte of the certificate where reading stopped. */
export class DerError extends Error {
  override readonly name = "DerError";

  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** The universal tags that X.509 uses, and its context-specific ones. */
export const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
  context: (number: number): number => 0x80 | number,
  contextConstructed: (number: number): number => 0xa0 | number,
} as const;

/** One DER element: `start` is the offset of its tag, `content` of its content, `end` of the byte after it. */
export interface Element {
  tag: number;
  start: number;
  content: number;
  end: number;
}

/**
 * Walks the elements of one constructed value, strictly: definite lengths in their shortest form, one-byte tags, nothing
 * past the end. Written here because node:crypto's X509Certificate shows neither version, algorithm parameters,
 * criticality, pathLenConstraint nor the raw names, and @peculiar/x509 takes 0.3 s to load and reads BER.
 */
export class DerReader {
  private position: number;

  constructor(
    readonly bytes: Buffer,
    start = 0,
    readonly end = bytes.length,
  ) {
    this.position = start;
  }

  get done(): boolean {
    return this.position >= this.end;
  }

  /** The tag of the next element, undefined at the end. */
  peek(): number | undefined {
    return this.done ? undefined : this.bytes[this.position];
  }

  /** The next element, of any tag. */
  any(what: string): Element {
    const start = this.position;
    if (start + 2 > this.end) throw new DerError(`${what} is cut off`, start);
    const tag = this.bytes.readUInt8(start);
    if ((tag & 0x1f) === 0x1f) throw new DerError(`${what} has a tag of several bytes`, start);
    let content = start + 2;
    let length = this.bytes.readUInt8(start + 1);
    if (length === 0x80) throw new DerError(`${what} has an indefinite length`, start);
    if (length > 0x80) {
      const size = length & 0x7f;
      if (size > 4 || content + size > this.end) {
        throw new DerError(`${what} has a length that goes past the end`, start);
      }
      length = this.bytes.readUIntBE(content, size);
      if (length < 0x80 || (size > 1 && length < 2 ** (8 * (size - 1)))) {
        throw new DerError(`${what} has a length that is not in its shortest form`, start);
      }
      content += size;
    }
    const end = content + length;
    if (end > this.end) throw new DerError(`${what} goes past the end`, start);
    this.position = end;
    return { tag, start, content, end };
  }

  /** The next element, which has to have this tag. */
  read(tag: number, what: string): Element {
    const start = this.position;
    const element = this.any(what);
    if (element.tag !== tag) {
      const found = `0x${element.tag.toString(16).padStart(2, "0")}`;
      throw new DerError(`${what} has the tag ${found}`, start);
    }
    return element;
  }

  /** The next element if it has this tag. */
  optional(tag: number, what: string): Element | undefined {
    return this.peek() === tag ? this.read(tag, what) : undefined;
  }

  /** A reader of the content of the next element, which has to have this tag. */
  enter(tag: number, what: string): DerReader {
    const element = this.read(tag, what);
    return new DerReader(this.bytes, element.content, element.end);
  }

  /** A reader of the content of an element already read. */
  inside(element: Element): DerReader {
    return new DerReader(this.bytes, element.content, element.end);
  }

  /** Throws when anything follows. */
  finish(what: string): void {
    if (!this.done) {
      const count = this.end - this.position;
      throw new DerError(
        `${what} is followed by ${count} ${count === 1 ? "byte" : "bytes"} too many`,
        this.position,
      );
    }
  }

  /** The content bytes of an INTEGER, two's complement in its shortest form. */
  integer(what: string, tag: number = Tag.integer): Buffer {
    const element = this.read(tag, what);
    const content = this.bytes.subarray(element.content, element.end);
    const [first, second] = content;
    if (first === undefined) throw new DerError(`${what} is empty`, element.start);
    if (second !== undefined && (first === 0 ? second < 0x80 : first === 0xff && second >= 0x80)) {
      throw new DerError(`${what} is not in its shortest form`, element.start);
    }
    return content;
  }

  boolean(what: string): boolean {
    const element = this.read(Tag.boolean, what);
    const value = this.bytes[element.content];
    if (element.end - element.content !== 1 || (value !== 0 && value !== 0xff)) {
      throw new DerError(`${what} is not a DER boolean`, element.start);
    }
    return value === 0xff;
  }

  /** An OBJECT IDENTIFIER in dotted form. */
  oid(what: string): string {
    const { start, content, end } = this.read(Tag.objectIdentifier, what);
    const text = oidText(this.bytes.subarray(content, end));
    if (text === undefined) throw new DerError(`${what} is not an object identifier`, start);
    return text;
  }

  /** The bytes of a BIT STRING and how many of its last bits are unused. */
  bitString(what: string): { bytes: Buffer; unused: number } {
    const { start, content, end } = this.read(Tag.bitString, what);
    const unused = this.bytes[content];
    const bytes = this.bytes.subarray(content + 1, end);
    const last = bytes[bytes.length - 1] ?? 0;
    if (
      content === end ||
      unused === undefined ||
      unused > 7 ||
      (bytes.length === 0 && unused > 0)
    ) {
      throw new DerError(`${what} is not a bit string`, start);
    }
    if ((last & ((1 << unused) - 1)) !== 0) {
      throw new DerError(`${what} has unused bits that are not zero`, start);
    }
    return { bytes, unused };
  }
}

/** Bits of one arc that are read: an OID made of a UUID (2.25, ITU-T X.667) has 128. */
const maxArcBits = 160;

/** Dotted text of the content of an OBJECT IDENTIFIER, undefined when it is not one. */
function oidText(content: Buffer): string | undefined {
  const arcs: (number | bigint)[] = [];
  let arc: number | bigint = 0;
  let bits = 0;
  let started = false;
  for (const byte of content) {
    if (!started && byte === 0x80) return undefined;
    bits += 7;
    if (bits > maxArcBits) return undefined;
    // Numbers are exact up to 53 bits and much cheaper.
    arc = bits <= 49 ? Number(arc) * 128 + (byte & 0x7f) : BigInt(arc) * 128n + BigInt(byte & 0x7f);
    started = byte >= 0x80;
    if (!started) {
      if (arcs.length === 0) {
        const first: number = arc < 40 ? 0 : arc < 80 ? 1 : 2;
        arcs.push(first, typeof arc === "bigint" ? arc - BigInt(first * 40) : arc - first * 40);
      } else arcs.push(arc);
      arc = 0;
      bits = 0;
    }
  }
  return started || arcs.length === 0 ? undefined : arcs.join(".");
}
