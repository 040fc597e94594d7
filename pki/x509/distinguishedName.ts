import { isUtf8 } from "node:buffer";
import { DerReader, Tag, type Element } from "./derReader";

/** Short names of attribute types, those of RFC 4514 first; a type without one is written as its OID. */
const shortNames: Record<string, string> = {
  "2.5.4.3": "CN",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
  "2.5.4.6": "C",
  "2.5.4.9": "STREET",
  "0.9.2342.19200300.100.1.25": "DC",
  "0.9.2342.19200300.100.1.1": "UID",
  "2.5.4.4": "SN",
  "2.5.4.5": "serialNumber",
  "2.5.4.12": "title",
  "2.5.4.42": "GN",
  "2.5.4.46": "dnQualifier",
  "2.5.4.97": "organizationIdentifier",
  "1.2.840.113549.1.9.1": "emailAddress",
};

/** A distinguished name, read once. */
export interface DistinguishedName {
  /** The DER of the whole name. */
  der: Buffer;
  /** Two names with one key are the same name: case, spacing and string type aside (RFC 5280, 7.1). */
  key: string;
  /** RFC 4514 text: the most specific part first, as in `CN=MyRootCA,O=MyOrg,ST=Tokyo,C=JP`. */
  text: string;
}

/** Reads a Name, checking that it is a sequence of non-empty sets of attributes. */
export function readName(reader: DerReader, what: string): DistinguishedName {
  const element = reader.read(Tag.sequence, what);
  const der = reader.bytes.subarray(element.start, element.end);
  const names = reader.inside(element);
  const keys: string[] = [];
  const texts: string[] = [];
  while (!names.done) {
    const set = names.enter(Tag.set, what);
    const keysOfSet: string[] = [];
    const textsOfSet: string[] = [];
    do {
      const attribute = set.enter(Tag.sequence, what);
      const type = attribute.oid(what);
      const value = attribute.any(what);
      attribute.finish(what);
      const text = stringOf(reader.bytes, value);
      keysOfSet.push(
        `${type}=${text === undefined ? hexOf(reader.bytes, value) : canonical(text)}`,
      );
      textsOfSet.push(
        `${shortNames[type] ?? type}=${text === undefined ? hexOf(reader.bytes, value) : escape(text)}`,
      );
    } while (!set.done);
    keys.push(keysOfSet.sort().join("+"));
    texts.push(textsOfSet.join("+"));
  }
  return { der, key: keys.join("\n"), text: texts.reverse().join(",") };
}

/** The text of a string value; undefined when the value is no string, or not a well-formed one. */
function stringOf(bytes: Buffer, value: Element): string | undefined {
  const content = bytes.subarray(value.content, value.end);
  switch (value.tag) {
    case 0x0c: // UTF8String
      // Bytes that are no UTF-8 would all read as U+FFFD, and different names as one.
      return isUtf8(content) ? content.toString("utf8") : undefined;
    case 0x12: // NumericString
    case 0x13: // PrintableString
    case 0x14: // TeletexString, in practice Latin-1
    case 0x16: // IA5String
    case 0x1a: // VisibleString
      return content.toString("latin1");
    case 0x1e: // BMPString
      return content.length % 2 === 0
        ? Buffer.from(content).swap16().toString("utf16le")
        : undefined;
    default:
      return undefined;
  }
}

function hexOf(bytes: Buffer, value: Element): string {
  return `#${bytes.toString("hex", value.start, value.end)}`;
}

/**
 * Case and runs of white space do not tell names apart; as OpenSSL, only ASCII letters are folded. "+" and "#" are
 * escaped, or one attribute with them in its value would be the same name as two, or as a value that is no string.
 */
function canonical(text: string): string {
  return text
    .replace(/[ \t\n\v\f\r]+/g, " ")
    .replace(/^ | $/g, "")
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
    .replace(/[\\+#]/g, "\\$&");
}

/** Escapes as RFC 4514 asks; control characters too, so that a name cannot write on a terminal. */
function escape(text: string): string {
  return text
    .replace(/[\\",+<>;]/g, "\\$&")
    .replace(/^[ #]/, "\\$&")
    .replace(/ $/, "\\ ")
    .replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069\ufffd]/gu, inHex);
}

/** What was written in hex before: a name may consist of a million such characters, and there are few different ones. */
const hexes = new Map<string, string>();

function inHex(character: string): string {
  const kept = hexes.get(character);
  if (kept !== undefined) return kept;
  const hex = Buffer.from(character, "utf8").toString("hex").toUpperCase();
  const text = hex.replace(/../g, "\\$&");
  hexes.set(character, text);
  return text;
}
