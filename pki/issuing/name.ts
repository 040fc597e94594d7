import { element, objectIdentifier, sequence, set, text } from "./derWriter";

/** A subject by its parts; they are written in the order in which Go, and so the Pulumi tls provider, writes them. */
export interface NameParts {
  country?: string;
  organization?: string;
  organizationalUnit?: string;
  locality?: string;
  province?: string;
  streetAddress?: string;
  streetAddresses?: readonly string[];
  postalCode?: string;
  commonName?: string;
  serialNumber?: string;
}

/** Parts, RFC 4514 text (`CN=MyRootCA,O=MyOrg,C=JP`, the most specific part first), or the DER of a Name. */
export type Name = NameParts | string | Buffer;

const types = {
  country: "2.5.4.6",
  organization: "2.5.4.10",
  organizationalUnit: "2.5.4.11",
  locality: "2.5.4.7",
  province: "2.5.4.8",
  streetAddress: "2.5.4.9",
  postalCode: "2.5.4.17",
  commonName: "2.5.4.3",
  serialNumber: "2.5.4.5",
} as const;

const typesByShortName: Record<string, string> = {
  C: types.country,
  O: types.organization,
  OU: types.organizationalUnit,
  L: types.locality,
  ST: types.province,
  STREET: types.streetAddress,
  CN: types.commonName,
  SERIALNUMBER: types.serialNumber,
  DC: "0.9.2342.19200300.100.1.25",
  UID: "0.9.2342.19200300.100.1.1",
  SN: "2.5.4.4",
  GN: "2.5.4.42",
  EMAILADDRESS: "1.2.840.113549.1.9.1",
};

/** Text of these types is an IA5String, by their definition. */
const ia5Types = new Set(["0.9.2342.19200300.100.1.25", "1.2.840.113549.1.9.1"]);

/** The DER of a Name. @throws Error on text that is not RFC 4514. */
export function encodeName(name: Name): Buffer {
  if (Buffer.isBuffer(name)) return name;
  if (typeof name === "string") return sequence(...parse(name).reverse());
  const streets = [...(name.streetAddresses ?? [])];
  if (name.streetAddress !== undefined) streets.push(name.streetAddress);
  const parts: [string, string | undefined][] = [
    [types.country, name.country],
    [types.organization, name.organization],
    [types.organizationalUnit, name.organizationalUnit],
    [types.locality, name.locality],
    [types.province, name.province],
    ...streets.map((street): [string, string] => [types.streetAddress, street]),
    [types.postalCode, name.postalCode],
    [types.commonName, name.commonName],
    [types.serialNumber, name.serialNumber],
  ];
  return sequence(
    ...parts.flatMap(([type, value]) => (value ? [set(attribute(type, value))] : [])),
  );
}

function attribute(type: string, value: string): Buffer {
  const encoded = ia5Types.has(type) ? element(0x16, Buffer.from(value, "latin1")) : text(value);
  return sequence(objectIdentifier(type), encoded);
}

/** The parts of RFC 4514 text, as sets, in the order of the text. */
function parse(name: string): Buffer[] {
  if (name === "") return [];
  return split(name, ",").map((rdn) => set(...split(rdn, "+").map(parseAttribute)));
}

function parseAttribute(part: string): Buffer {
  const equals = part.indexOf("=");
  const type = part.slice(0, equals).trim();
  const oid = /^\d+(\.\d+)+$/.test(type) ? type : typesByShortName[type.toUpperCase()];
  if (equals < 0 || oid === undefined) {
    throw new Error(`Not a distinguished name of RFC 4514: ${JSON.stringify(part)}`);
  }
  return attribute(oid, unescape(part.slice(equals + 1)));
}

/** Splits at a separator that no backslash escapes. */
function split(value: string, separator: string): string[] {
  const parts = [""];
  for (let index = 0; index < value.length; index += 1) {
    const character = value.charAt(index);
    const last = parts.length - 1;
    if (character === "\\") {
      parts[last] = `${parts[last] ?? ""}${value.slice(index, index + 2)}`;
      index += 1;
    } else if (character === separator) parts.push("");
    else parts[last] = `${parts[last] ?? ""}${character}`;
  }
  return parts;
}

function unescape(value: string): string {
  const bytes: number[] = [];
  const escaped = /\\([0-9A-Fa-f]{2})|\\([^])|([^\\]+)/g;
  for (const match of value.trimStart().matchAll(escaped)) {
    if (match[1] !== undefined) bytes.push(parseInt(match[1], 16));
    else bytes.push(...Buffer.from(match[2] ?? match[3] ?? "", "utf8"));
  }
  return Buffer.from(bytes).toString("utf8");
}
