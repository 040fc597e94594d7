import { DerError, DerReader, Tag } from "./derReader";

/** How a certificate is signed. */
export interface SignatureAlgorithm {
  /** "RSA", "RSASSA-PSS", "EC", "DSA", "Ed25519", "Ed448", or the OID of another one. */
  scheme: string;
  /** "SHA-256" and the like; empty when the scheme has no hash of its own choosing; the OID when unknown. */
  hash: string;
}

/** What a public key is, as far as a limit speaks of it. */
export interface KeyKind {
  /** "RSA", "RSASSA-PSS", "EC", "DSA", "Ed25519", "Ed448", or the OID of another one. */
  algorithm: string;
  /** Bits of the RSA or DSA modulus, or of the curve's field; 0 when unknown. */
  size: number;
  /** Bits of an RSA key's public exponent: 17 for the usual 65537. Decides what a verification costs. */
  exponentSize?: number;
  /** Curve of an EC key: "P-256" and the like, its OID, or "explicit" for parameters written out. */
  curve?: string;
}

/** "RSA-2048", "P-256", "Ed25519": a key in one word. */
export function keyNameOf({ algorithm, size, curve }: KeyKind): string {
  return curve ?? (size > 0 ? `${algorithm}-${size}` : algorithm);
}

const hashes: Record<string, string> = {
  "1.2.840.113549.2.5": "MD5",
  "1.3.14.3.2.26": "SHA-1",
  "2.16.840.1.101.3.4.2.4": "SHA-224",
  "2.16.840.1.101.3.4.2.1": "SHA-256",
  "2.16.840.1.101.3.4.2.2": "SHA-384",
  "2.16.840.1.101.3.4.2.3": "SHA-512",
  "2.16.840.1.101.3.4.2.5": "SHA-512/224",
  "2.16.840.1.101.3.4.2.6": "SHA-512/256",
};

const signatures: Record<string, SignatureAlgorithm> = {
  "1.2.840.113549.1.1.2": { scheme: "RSA", hash: "MD2" },
  "1.2.840.113549.1.1.4": { scheme: "RSA", hash: "MD5" },
  "1.2.840.113549.1.1.5": { scheme: "RSA", hash: "SHA-1" },
  "1.3.14.3.2.29": { scheme: "RSA", hash: "SHA-1" },
  "1.2.840.113549.1.1.14": { scheme: "RSA", hash: "SHA-224" },
  "1.2.840.113549.1.1.11": { scheme: "RSA", hash: "SHA-256" },
  "1.2.840.113549.1.1.12": { scheme: "RSA", hash: "SHA-384" },
  "1.2.840.113549.1.1.13": { scheme: "RSA", hash: "SHA-512" },
  "1.2.840.10045.4.1": { scheme: "EC", hash: "SHA-1" },
  "1.2.840.10045.4.3.1": { scheme: "EC", hash: "SHA-224" },
  "1.2.840.10045.4.3.2": { scheme: "EC", hash: "SHA-256" },
  "1.2.840.10045.4.3.3": { scheme: "EC", hash: "SHA-384" },
  "1.2.840.10045.4.3.4": { scheme: "EC", hash: "SHA-512" },
  "1.2.840.10040.4.3": { scheme: "DSA", hash: "SHA-1" },
  "2.16.840.1.101.3.4.3.1": { scheme: "DSA", hash: "SHA-224" },
  "2.16.840.1.101.3.4.3.2": { scheme: "DSA", hash: "SHA-256" },
  "2.16.840.1.101.3.4.3.10": { scheme: "EC", hash: "SHA3-256" },
  "2.16.840.1.101.3.4.3.11": { scheme: "EC", hash: "SHA3-384" },
  "2.16.840.1.101.3.4.3.12": { scheme: "EC", hash: "SHA3-512" },
  "2.16.840.1.101.3.4.3.14": { scheme: "RSA", hash: "SHA3-256" },
  "2.16.840.1.101.3.4.3.15": { scheme: "RSA", hash: "SHA3-384" },
  "2.16.840.1.101.3.4.3.16": { scheme: "RSA", hash: "SHA3-512" },
  "1.3.101.112": { scheme: "Ed25519", hash: "" },
  "1.3.101.113": { scheme: "Ed448", hash: "" },
};

const curves: Record<string, { name: string; size: number }> = {
  "1.2.840.10045.3.1.1": { name: "P-192", size: 192 },
  "1.3.132.0.33": { name: "P-224", size: 224 },
  "1.2.840.10045.3.1.7": { name: "P-256", size: 256 },
  "1.3.132.0.34": { name: "P-384", size: 384 },
  "1.3.132.0.35": { name: "P-521", size: 521 },
  "1.3.132.0.10": { name: "secp256k1", size: 256 },
  "1.3.36.3.3.2.8.1.1.7": { name: "brainpoolP256r1", size: 256 },
  "1.3.36.3.3.2.8.1.1.11": { name: "brainpoolP384r1", size: 384 },
  "1.3.36.3.3.2.8.1.1.13": { name: "brainpoolP512r1", size: 512 },
};

const rsassaPss = "1.2.840.113549.1.1.10";

/** Reads an AlgorithmIdentifier that names a signature. */
export function readSignatureAlgorithm(reader: DerReader): SignatureAlgorithm {
  const sequence = reader.enter(Tag.sequence, "the signature algorithm");
  const oid = sequence.oid("the signature algorithm");
  if (oid === rsassaPss) return { scheme: "RSASSA-PSS", hash: readPssHash(sequence) };
  if (!sequence.done) sequence.any("the parameters of the signature algorithm");
  sequence.finish("the signature algorithm");
  return signatures[oid] ?? { scheme: oid, hash: oid };
}

/** RFC 4055: the hash is [0], SHA-1 when left out; mask generation [1], salt length [2] and trailer [3] follow. */
function readPssHash(sequence: DerReader): string {
  if (sequence.done) throw new DerError("the parameters of RSASSA-PSS are missing", sequence.end);
  const parameters = sequence.enter(Tag.sequence, "the parameters of RSASSA-PSS");
  sequence.finish("the signature algorithm");
  const hash = readHash(parameters, 0) ?? "SHA-1";
  const mask = parameters.optional(Tag.contextConstructed(1), "the mask generation of RSASSA-PSS");
  if (mask !== undefined) {
    const generation = parameters.inside(mask).enter(Tag.sequence, "the mask generation");
    generation.oid("the mask generation");
    generation.any("the hash of the mask generation");
    generation.finish("the mask generation");
  }
  for (const number of [2, 3]) {
    const field = parameters.optional(Tag.contextConstructed(number), "a parameter of RSASSA-PSS");
    if (field !== undefined) parameters.inside(field).integer("a parameter of RSASSA-PSS");
  }
  parameters.finish("the parameters of RSASSA-PSS");
  return hash;
}

function readHash(parameters: DerReader, number: number): string | undefined {
  const field = parameters.optional(Tag.contextConstructed(number), "the hash of RSASSA-PSS");
  if (field === undefined) return undefined;
  const identifier = parameters.inside(field).enter(Tag.sequence, "the hash of RSASSA-PSS");
  const oid = identifier.oid("the hash of RSASSA-PSS");
  return hashes[oid] ?? oid;
}

const keyAlgorithms: Record<string, string> = {
  "1.2.840.113549.1.1.1": "RSA",
  [rsassaPss]: "RSASSA-PSS",
  "1.2.840.10045.2.1": "EC",
  "1.2.840.10040.4.1": "DSA",
  "1.3.101.112": "Ed25519",
  "1.3.101.113": "Ed448",
  "1.3.101.110": "X25519",
};

/** Reads the kind of key out of a SubjectPublicKeyInfo. */
export function readKeyKind(spki: DerReader): KeyKind {
  const identifier = spki.enter(Tag.sequence, "the public key's algorithm");
  const oid = identifier.oid("the public key's algorithm");
  const algorithm = keyAlgorithms[oid] ?? oid;
  const parameters = identifier.done ? undefined : identifier.any("the key's parameters");
  identifier.finish("the public key's algorithm");
  const key = spki.bitString("the public key");
  spki.finish("the public key");
  if (algorithm === "RSA" || algorithm === "RSASSA-PSS") {
    const numbers = new DerReader(key.bytes).enter(Tag.sequence, "the RSA key");
    const modulus = numbers.integer("the RSA modulus");
    const exponent = numbers.integer("the RSA exponent");
    numbers.finish("the RSA key");
    return { algorithm, size: bitLength(modulus), exponentSize: bitLength(exponent) };
  }
  if (algorithm === "EC") {
    if (parameters?.tag !== Tag.objectIdentifier) return { algorithm, size: 0, curve: "explicit" };
    const named = new DerReader(spki.bytes, parameters.start, parameters.end);
    const curve = named.oid("the curve");
    return { algorithm, size: curves[curve]?.size ?? 0, curve: curves[curve]?.name ?? curve };
  }
  if (algorithm === "DSA" && parameters?.tag === Tag.sequence) {
    return { algorithm, size: bitLength(spki.inside(parameters).integer("the DSA prime")) };
  }
  return { algorithm, size: 0 };
}

function bitLength(integer: Buffer): number {
  const first = integer.findIndex((byte) => byte !== 0);
  if (first < 0) return 0;
  return (integer.length - first) * 8 - Math.clz32(integer.readUInt8(first)) + 24;
}
