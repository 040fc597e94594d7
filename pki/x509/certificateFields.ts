import {
  readKeyKind,
  readSignatureAlgorithm,
  type KeyKind,
  type SignatureAlgorithm,
} from "./algorithms";
import { DerError, DerReader, Tag } from "./derReader";
import { readName, type DistinguishedName } from "./distinguishedName";
import { readExtensions, type Extensions } from "./extensions";

/** Everything of a certificate that a rule asks for. */
export interface CertificateFields {
  version: number;
  serialNumber: string;
  signature: SignatureAlgorithm;
  issuer: DistinguishedName;
  notBefore: Date;
  notAfter: Date;
  subject: DistinguishedName;
  key: KeyKind;
  spki: Buffer;
  extensions: Extensions;
  flaws: string[];
}

/** Reads a whole certificate, to its last byte. @throws DerError */
export function readFields(der: Buffer): CertificateFields {
  const file = new DerReader(der);
  const certificate = file.enter(Tag.sequence, "the certificate");
  file.finish("the certificate");
  const tbs = certificate.enter(Tag.sequence, "tbsCertificate");
  const outer = certificate.read(Tag.sequence, "signatureAlgorithm");
  certificate.bitString("the signature");
  certificate.finish("the signature");

  const flaws: string[] = [];
  const version = readVersion(tbs, flaws);
  const serialNumber = readSerialNumber(tbs, flaws);
  const inner = tbs.read(Tag.sequence, "the signature algorithm");
  // RFC 5280, 4.1.1.2: both must be the same, or the unsigned one could lie about the signed one.
  if (!der.subarray(inner.start, inner.end).equals(der.subarray(outer.start, outer.end))) {
    throw new DerError("the signature algorithms inside and outside differ", outer.start);
  }
  const signature = readSignatureAlgorithm(new DerReader(der, outer.start, outer.end));
  const issuer = readName(tbs, "the issuer");
  const validity = tbs.enter(Tag.sequence, "the validity");
  const notBefore = readTime(validity, "notBefore");
  const notAfter = readTime(validity, "notAfter");
  validity.finish("the validity");
  const subject = readName(tbs, "the subject");
  const info = tbs.read(Tag.sequence, "the public key");
  const key = readKeyKind(tbs.inside(info));
  const extensions = readTail(tbs, version, flaws);
  return {
    version,
    serialNumber,
    signature,
    issuer,
    notBefore,
    notAfter,
    subject,
    key,
    spki: der.subarray(info.start, info.end),
    extensions,
    flaws: few([...flaws, ...extensions.flaws]),
  };
}

/** A certificate built to have thousands of flaws is as bad as one with some. */
function few(flaws: string[]): string[] {
  const different = [...new Set(flaws)];
  const more = different.length - 6;
  return more > 0 ? [...different.slice(0, 6), `and ${more} more of the kind`] : different;
}

/** v1 is the default and so never written (DER); CAs have to be v3, for only v3 can say that they are CAs. */
function readVersion(tbs: DerReader, flaws: string[]): number {
  const field = tbs.optional(Tag.contextConstructed(0), "the version");
  if (field === undefined) {
    flaws.push("it is X.509 v1");
    return 1;
  }
  const inside = tbs.inside(field);
  const number = inside.integer("the version");
  inside.finish("the version");
  const version = number.length === 1 ? number.readInt8(0) + 1 : 0;
  if (version < 2 || version > 3) throw new DerError("the version is none of X.509", field.start);
  if (version === 2) flaws.push("it is X.509 v2");
  return version;
}

/** RFC 5280, 4.1.2.2: positive, at most 20 octets. Zero is old practice of well-known roots and is let through. */
function readSerialNumber(tbs: DerReader, flaws: string[]): string {
  const bytes = tbs.integer("the serial number");
  if (bytes.length > 20) flaws.push(`the serial number has ${bytes.length} octets`);
  const negative = bytes.readUInt8(0) >= 0x80;
  if (negative) flaws.push("the serial number is negative");
  const hex = bytes.toString("hex");
  const value = negative
    ? (1n << BigInt(bytes.length * 8)) - BigInt(`0x${hex}`)
    : BigInt(`0x${hex}`);
  const digits = value.toString(16).toUpperCase();
  return (negative ? "-" : "") + digits.padStart(digits.length + (digits.length % 2), "0");
}

/** RFC 5280, 4.1.2.5: seconds are there, the zone is Z, nothing is fractional. */
function readTime(validity: DerReader, what: string): Date {
  const element = validity.any(what);
  const text = validity.bytes.toString("latin1", element.content, element.end);
  const short = element.tag === Tag.utcTime;
  if (!short && element.tag !== Tag.generalizedTime)
    throw new DerError(`${what} is no time`, element.start);
  const match = (short ? /^(\d\d)(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/).exec(text);
  if (!match?.[1] || !match[2]) throw new DerError(`${what} is no time of RFC 5280`, element.start);
  const digits = Number(match[1]);
  const year = short ? digits + (digits < 50 ? 2000 : 1900) : digits;
  const [month, day, hour, minute, second] = (match[2].match(/\d\d/g) ?? []).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const time = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  time.setUTCFullYear(year, month - 1, day);
  const real = time.getUTCMonth() === month - 1 && time.getUTCDate() === day;
  if (!real || hour > 23 || minute > 59 || second > 59) {
    throw new DerError(`${what} is no time of the calendar`, element.start);
  }
  return time;
}

/** Unique identifiers, which nobody uses, and the extensions, which only v3 may have. */
function readTail(tbs: DerReader, version: number, flaws: string[]): Extensions {
  for (const number of [1, 2]) tbs.optional(Tag.context(number), "a unique identifier");
  const field = tbs.optional(Tag.contextConstructed(3), "the extensions");
  tbs.finish("tbsCertificate");
  if (field === undefined) return { limits: [], flaws: [] };
  if (version !== 3) flaws.push(`it has extensions, which X.509 v${version} cannot have`);
  return readExtensions(tbs.inside(field));
}
