import { createPublicKey, type KeyObject } from "node:crypto";
import { isIPv4, isIPv6 } from "node:net";
import { bits, der, type DerNode, octets, oid, readDer, sequence, set } from "./der";
import { fromPem, schemeOf, signDer, toPem, verifyDer } from "./signing";

/** Names beside the subject's that a certificate stands for. */
export interface AlternativeNames {
  dnsNames: string[];
  ipAddresses: string[];
  uris: string[];
}

/** A PKCS#10 request, read. */
export interface CertificateRequest {
  subject: DerNode;
  publicKey: KeyObject;
  names: AlternativeNames;
}

const extensionRequest = oid("1.2.840.113549.1.9.14");
const subjectAltName = oid("2.5.29.17");
const label = "CERTIFICATE REQUEST";

/** Makes a PKCS#10 request (RFC 2986) in PEM. */
export function makeRequest(
  subject: Buffer,
  privateKey: KeyObject,
  names: AlternativeNames,
): string {
  const spki = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  const alternatives = encodeNames(names);
  const extensions =
    alternatives.length === 0
      ? []
      : [sequence(extensionRequest, set(sequence(sequence(subjectAltName, octets(alternatives)))))];
  const info = sequence(der(0x02, Buffer.of(0)), subject, spki, der(0xa0, ...extensions));
  const signature = bits(signDer(privateKey, info));
  return toPem(label, sequence(info, schemeOf(privateKey).identifier, signature));
}

/** Reads a PKCS#10 request and checks that it was signed with its own key. */
export function readRequest(pem: string): CertificateRequest {
  const bytes = fromPem(label, pem) ?? fromPem(`NEW ${label}`, pem);
  if (bytes === undefined) throw new Error("Failed to decode PEM: no CERTIFICATE REQUEST block");
  const [info, , signature] = readDer(bytes).children;
  const [, subject, spki, attributes] = info?.children ?? [];
  if (
    info === undefined ||
    signature === undefined ||
    subject === undefined ||
    spki === undefined
  ) {
    throw new Error("Failed to parse certificate request: a part is missing");
  }
  const publicKey = createPublicKey({ key: spki.encoded, format: "der", type: "spki" });
  if (!verifyDer(publicKey, info.encoded, signature.content.subarray(1))) {
    throw new Error("Failed to verify certificate request: the signature is not of its key");
  }
  return { subject, publicKey, names: requestedNames(attributes) };
}

function requestedNames(attributes: DerNode | undefined): AlternativeNames {
  const names: AlternativeNames = { dnsNames: [], ipAddresses: [], uris: [] };
  const requested = attributes?.children.find(
    ({ children: [type] }) => type?.encoded.equals(extensionRequest) === true,
  );
  const extensions = requested?.children[1]?.children[0]?.children ?? [];
  const alternatives = extensions.find(
    ({ children: [type] }) => type?.encoded.equals(subjectAltName) === true,
  );
  const value = alternatives?.children.at(-1);
  for (const name of value === undefined ? [] : readDer(value.content).children) {
    if (name.tag === 0x82) names.dnsNames.push(name.content.toString());
    if (name.tag === 0x86) names.uris.push(name.content.toString());
    if (name.tag === 0x87) names.ipAddresses.push(ipText(name.content));
  }
  return names;
}

/** The DER of a subjectAltName extension's value; empty without a name. */
export function encodeNames({ dnsNames, ipAddresses, uris }: AlternativeNames): Buffer {
  const items = [
    ...dnsNames.map((name) => der(0x82, Buffer.from(name))),
    ...ipAddresses.map((address) => der(0x87, ipBytes(address))),
    ...uris.map((uri) => der(0x86, Buffer.from(uri))),
  ];
  return items.length === 0 ? Buffer.alloc(0) : sequence(...items);
}

function ipBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  if (!isIPv6(address)) throw new Error(`invalid IP address ${JSON.stringify(address)}`);
  const [head = "", tail] = address.split("::");
  const words = (part: string | undefined) =>
    part === undefined || part === "" ? [] : part.split(":").map((word) => parseInt(word, 16));
  const front = words(head);
  const back = words(tail);
  const zeros = new Array<number>(8 - front.length - back.length).fill(0);
  return Buffer.from([...front, ...zeros, ...back].flatMap((word) => [word >> 8, word & 0xff]));
}

function ipText(bytes: Buffer): string {
  if (bytes.length === 4) return [...bytes].join(".");
  const words = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2).toString(16));
  return words.join(":");
}
