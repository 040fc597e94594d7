import { createHash, createPublicKey, randomBytes, type KeyObject } from "node:crypto";
import { readBundle } from "../truststore/readBundle";
import { Certificate } from "../x509/certificate";
import { DerReader, Tag } from "../x509/derReader";
import { bitString, explicit, integer, sequence, time } from "./derWriter";
import {
  authorityKeyIdentifier,
  basicConstraints,
  encodeExtension,
  extendedKeyUsage,
  keyUsage,
  subjectAltName,
  subjectKeyIdentifier,
  type ExtensionSpec,
} from "./extensionWriter";
import { encodeName, type Name } from "./name";
import { signerOf, type Hash } from "./signCertificate";

export interface CertificateSpec {
  subject: Name;
  publicKey: KeyObject;
  /** Who signs. Default: the certificate signs itself with `privateKey`. */
  issuer?: { certificate: Certificate | string; privateKey: KeyObject };
  /** Signs when there is no issuer. */
  privateKey?: KeyObject;
  notBefore: Date;
  /** The last second of the validity. */
  notAfter: Date;
  /** true or a path length: CA:TRUE, critical. false: CA:FALSE, critical. Default: no basicConstraints. */
  ca?: boolean | { pathLength?: number };
  /** Names of RFC 5280, critical. Default: keyCertSign and cRLSign for a CA, no extension for others. */
  keyUsage?: readonly string[];
  /** "clientAuth" and the like, or OIDs. Default: no extension. */
  extendedKeyUsage?: readonly string[];
  /** DNS names and IP addresses. Default: no extension. */
  subjectAltNames?: readonly string[];
  /** Hex, "-" in front for a negative one. Default: 16 random bytes. */
  serialNumber?: string;
  /** Default: SHA-256; SHA-384 for a P-384 key, SHA-512 for a P-521 key. */
  hash?: Hash;
  /** Sign an RSA signature with RSASSA-PSS. Default: false, PKCS#1 v1.5. */
  pss?: boolean;
  /** Default: 3. Version 1 has no extensions. */
  version?: 1 | 3;
  /** Hex; false leaves the extension out. Default: SHA-1 of the public key, as RFC 5280 proposes. */
  subjectKeyIdentifier?: string | false;
  /** Hex; false leaves the extension out. Default: the issuer's subjectKeyIdentifier; none when self-signed. */
  authorityKeyIdentifier?: string | false;
  /** Further extensions, written as they are, after the others. */
  extensions?: readonly ExtensionSpec[];
}

/** Makes and signs one certificate. Refuses nothing that can be encoded: what must not be used has to be made for a test. */
export function issueCertificate(spec: CertificateSpec): Promise<Certificate> {
  return Promise.resolve().then(() => issue(spec));
}

function issue(spec: CertificateSpec): Certificate {
  const issuer = spec.issuer && {
    certificate: certificateOf(spec.issuer.certificate),
    privateKey: spec.issuer.privateKey,
  };
  const signingKey = issuer?.privateKey ?? spec.privateKey;
  if (!signingKey)
    throw new Error("issueCertificate needs an issuer, or a privateKey to sign itself with.");
  const signer = signerOf(signingKey, spec.hash, spec.pss ?? false);
  const subject = encodeName(spec.subject);
  const version = spec.version ?? 3;
  const extensions = version === 3 ? extensionsOf(spec, issuer?.certificate) : [];
  const tbs = sequence(
    ...(version === 3 ? [explicit(0, integer(2n))] : []),
    integer(serialNumberOf(spec)),
    signer.algorithm,
    issuer ? issuer.certificate.subjectDer : subject,
    sequence(time(spec.notBefore), time(spec.notAfter)),
    subject,
    spec.publicKey.export({ type: "spki", format: "der" }),
    ...(extensions.length > 0 ? [explicit(3, sequence(...extensions.map(encodeExtension)))] : []),
  );
  return Certificate.parse(sequence(tbs, signer.algorithm, bitString(signer.sign(tbs))));
}

function certificateOf(input: Certificate | string): Certificate {
  if (input instanceof Certificate) return input;
  const [certificate] = readBundle(input).certificates;
  if (!certificate) throw new Error("The issuer's certificate is not PEM of an X.509 certificate.");
  return certificate;
}

function serialNumberOf({ serialNumber }: CertificateSpec): bigint {
  if (serialNumber === undefined) {
    const bytes = randomBytes(16);
    // The first bit off keeps it positive, the second on keeps its length.
    bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40);
    return BigInt(`0x${bytes.toString("hex")}`);
  }
  const digits = BigInt(`0x${serialNumber.replace(/^-/, "").replaceAll(":", "")}`);
  return serialNumber.startsWith("-") ? -digits : digits;
}

function extensionsOf(spec: CertificateSpec, issuer: Certificate | undefined): ExtensionSpec[] {
  const extensions: ExtensionSpec[] = [];
  const isCa = spec.ca !== undefined && spec.ca !== false;
  if (spec.ca !== undefined) {
    const pathLength = typeof spec.ca === "object" ? spec.ca.pathLength : undefined;
    extensions.push(basicConstraints(isCa, pathLength));
  }
  const usages = spec.keyUsage ?? (isCa ? ["keyCertSign", "cRLSign"] : undefined);
  if (usages) extensions.push(keyUsage(usages));
  if (spec.extendedKeyUsage) extensions.push(extendedKeyUsage(spec.extendedKeyUsage));
  const own = spec.subjectKeyIdentifier ?? keyIdentifier(spec.publicKey);
  if (own !== false) extensions.push(subjectKeyIdentifier(Buffer.from(own, "hex")));
  const above = spec.authorityKeyIdentifier ?? issuer?.subjectKeyIdentifier ?? false;
  if (above !== false) extensions.push(authorityKeyIdentifier(Buffer.from(above, "hex")));
  if (spec.subjectAltNames?.length) extensions.push(subjectAltName(spec.subjectAltNames));
  return [...extensions, ...(spec.extensions ?? [])];
}

/** RFC 5280, 4.2.1.2 (1): SHA-1 of the bits of the public key, without the algorithm. */
function keyIdentifier(key: KeyObject): string {
  const publicKey = key.type === "public" ? key : createPublicKey(key);
  const spki = publicKey.export({ type: "spki", format: "der" });
  return createHash("sha1").update(publicKeyBits(spki)).digest("hex");
}

/** The content of the BIT STRING that ends a SubjectPublicKeyInfo. */
function publicKeyBits(spki: Buffer): Buffer {
  const reader = new DerReader(spki).enter(Tag.sequence, "the public key");
  reader.read(Tag.sequence, "the public key's algorithm");
  return reader.bitString("the public key").bytes;
}
