import { isIP } from "node:net";
import {
  bitString,
  boolean,
  element,
  integer,
  objectIdentifier,
  octetString,
  sequence,
} from "./derWriter";
import { keyUsages } from "../x509/extensions";

/** An extension as it is written; the value is the DER inside the OCTET STRING. */
export interface ExtensionSpec {
  oid: string;
  /** Default: false. */
  critical?: boolean;
  value: Uint8Array;
}

const extendedUsages: Record<string, string> = {
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  OCSPSigning: "1.3.6.1.5.5.7.3.9",
  anyExtendedKeyUsage: "2.5.29.37.0",
};

export function encodeExtension({ oid, critical, value }: ExtensionSpec): Buffer {
  const flag = critical === true ? [boolean(true)] : [];
  return sequence(objectIdentifier(oid), ...flag, octetString(value));
}

export function basicConstraints(ca: boolean, pathLength: number | undefined): ExtensionSpec {
  const length = pathLength === undefined ? [] : [integer(BigInt(pathLength))];
  const value = sequence(...(ca ? [boolean(true)] : []), ...length);
  return { oid: "2.5.29.19", critical: true, value };
}

/** @throws Error on a name that RFC 5280 does not know. */
export function keyUsage(names: readonly string[]): ExtensionSpec {
  let bits = 0;
  for (const name of names) {
    const bit = keyUsages.indexOf(name === "contentCommitment" ? "nonRepudiation" : name);
    if (bit < 0) throw new Error(`Not a key usage: ${JSON.stringify(name)}`);
    bits |= 0x8000 >> bit;
  }
  // A named bit list ends with its last set bit (X.690, 11.2.2).
  const bytes = (bits & 0xff) === 0 ? [bits >> 8] : [bits >> 8, bits & 0xff];
  const last = bytes[bytes.length - 1] ?? 0;
  const unused = last === 0 ? 0 : 31 - Math.clz32(last & -last);
  const value = bits === 0 ? bitString(Buffer.alloc(0)) : bitString(Buffer.from(bytes), unused);
  return { oid: "2.5.29.15", critical: true, value };
}

export function extendedKeyUsage(names: readonly string[]): ExtensionSpec {
  const value = sequence(...names.map((name) => objectIdentifier(extendedUsages[name] ?? name)));
  return { oid: "2.5.29.37", value };
}

export function subjectKeyIdentifier(identifier: Buffer): ExtensionSpec {
  return { oid: "2.5.29.14", value: octetString(identifier) };
}

export function authorityKeyIdentifier(identifier: Buffer): ExtensionSpec {
  return { oid: "2.5.29.35", value: sequence(element(0x80, identifier)) };
}

/** IP addresses by their form, everything else a DNS name. */
export function subjectAltName(names: readonly string[]): ExtensionSpec {
  const value = sequence(
    ...names.map((name) =>
      isIP(name) === 0 ? element(0x82, Buffer.from(name, "latin1")) : element(0x87, address(name)),
    ),
  );
  return { oid: "2.5.29.17", value };
}

function address(ip: string): Buffer {
  if (isIP(ip) === 4) return Buffer.from(ip.split(".").map(Number));
  // The WHATWG URL parser writes every IPv6 address in one canonical form, with at most one "::".
  const [head = "", tail] = new URL(`http://[${ip}]/`).hostname.slice(1, -1).split("::");
  const groups = (part: string | undefined): string[] => (part ? part.split(":") : []);
  const front = groups(head);
  const back = groups(tail);
  const zeros = Array<string>(8 - front.length - back.length).fill("0");
  const all = [...front, ...zeros, ...back];
  return Buffer.from(all.map((group) => group.padStart(4, "0")).join(""), "hex");
}
