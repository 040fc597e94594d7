import { DerReader, Tag } from "./derReader";

/** The extensions that decide a path, and which others there are. */
export interface Extensions {
  basicConstraints?: { ca: boolean; pathLength?: number };
  /** Names as RFC 5280 writes them: "digitalSignature", "keyCertSign" and the like. */
  keyUsage?: string[];
  /** OIDs; names for those of `extendedKeyUsages`. */
  extendedKeyUsage?: string[];
  /** Lower-case hex. */
  subjectKeyIdentifier?: string;
  /** Lower-case hex. */
  authorityKeyIdentifier?: string;
  /** Extensions that limit names or policies, by name. */
  limits: string[];
  /** What RFC 5280 forbids but a parser can live with, as phrases. */
  flaws: string[];
}

const oids = {
  subjectKeyIdentifier: "2.5.29.14",
  keyUsage: "2.5.29.15",
  basicConstraints: "2.5.29.19",
  authorityKeyIdentifier: "2.5.29.35",
  extendedKeyUsage: "2.5.29.37",
} as const;

const limits: Record<string, string> = {
  "2.5.29.30": "nameConstraints",
  "2.5.29.32": "certificatePolicies",
  "2.5.29.33": "policyMappings",
  "2.5.29.36": "policyConstraints",
  "2.5.29.54": "inhibitAnyPolicy",
};

/** Extensions a verifier is expected to know; a critical one that is not here must be refused (RFC 5280, 4.2). */
const known = new Set<string>([
  ...Object.values(oids),
  ...Object.keys(limits),
  "2.5.29.17", // subjectAltName
  "2.5.29.18", // issuerAltName
  "2.5.29.31", // cRLDistributionPoints
  "2.16.840.1.113730.1.1", // Netscape certificate type
]);

/** Names of the bits of keyUsage, in their order (RFC 5280, section 4.2.1.3). */
export const keyUsages: readonly string[] = [
  "digitalSignature",
  "nonRepudiation",
  "keyEncipherment",
  "dataEncipherment",
  "keyAgreement",
  "keyCertSign",
  "cRLSign",
  "encipherOnly",
  "decipherOnly",
];

/** Extended key usages that have a name in findings. */
export const extendedKeyUsages: Record<string, string> = {
  "1.3.6.1.5.5.7.3.1": "serverAuth",
  "1.3.6.1.5.5.7.3.2": "clientAuth",
  "1.3.6.1.5.5.7.3.3": "codeSigning",
  "1.3.6.1.5.5.7.3.4": "emailProtection",
  "1.3.6.1.5.5.7.3.8": "timeStamping",
  "1.3.6.1.5.5.7.3.9": "OCSPSigning",
  "2.5.29.37.0": "anyExtendedKeyUsage",
};

/** Reads the sequence of extensions; a known one that does not parse is an error, an unknown critical or duplicate one a flaw. */
export function readExtensions(reader: DerReader): Extensions {
  const found: Extensions = { limits: [], flaws: [] };
  const seen = new Set<string>();
  const sequence = reader.enter(Tag.sequence, "the extensions");
  reader.finish("the extensions");
  while (!sequence.done) {
    const extension = sequence.enter(Tag.sequence, "an extension");
    const oid = extension.oid("an extension");
    const critical =
      extension.peek() === Tag.boolean && extension.boolean("an extension's critical");
    const value = extension.enter(Tag.octetString, `the extension ${oid}`);
    extension.finish(`the extension ${oid}`);
    if (seen.has(oid)) {
      found.flaws.push(`the extension ${oid} stands there twice`);
      continue;
    }
    seen.add(oid);
    if (critical && !known.has(oid)) found.flaws.push(`the critical extension ${oid} is unknown`);
    const limit = limits[oid];
    if (limit !== undefined) found.limits.push(limit);
    readExtension(oid, value, found);
  }
  return found;
}

function readExtension(oid: string, value: DerReader, found: Extensions): void {
  switch (oid) {
    case oids.basicConstraints:
      readBasicConstraints(value, found);
      break;
    case oids.keyUsage: {
      const { bytes, unused } = value.bitString("keyUsage");
      value.finish("keyUsage");
      const bits = bytes.length * 8 - unused;
      found.keyUsage = keyUsages.filter(
        (_, bit) => bit < bits && ((bytes[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0,
      );
      break;
    }
    case oids.extendedKeyUsage: {
      const sequence = value.enter(Tag.sequence, "extendedKeyUsage");
      value.finish("extendedKeyUsage");
      found.extendedKeyUsage = [];
      do {
        const usage = sequence.oid("extendedKeyUsage");
        found.extendedKeyUsage.push(extendedKeyUsages[usage] ?? usage);
      } while (!sequence.done);
      break;
    }
    case oids.subjectKeyIdentifier: {
      const { content, end } = value.read(Tag.octetString, "subjectKeyIdentifier");
      found.subjectKeyIdentifier = value.bytes.toString("hex", content, end);
      value.finish("subjectKeyIdentifier");
      break;
    }
    case oids.authorityKeyIdentifier: {
      const sequence = value.enter(Tag.sequence, "authorityKeyIdentifier");
      value.finish("authorityKeyIdentifier");
      const key = sequence.optional(Tag.context(0), "authorityKeyIdentifier");
      if (key) found.authorityKeyIdentifier = value.bytes.toString("hex", key.content, key.end);
      break;
    }
  }
}

function readBasicConstraints(value: DerReader, found: Extensions): void {
  const sequence = value.enter(Tag.sequence, "basicConstraints");
  value.finish("basicConstraints");
  const ca = sequence.peek() === Tag.boolean && sequence.boolean("basicConstraints.cA");
  found.basicConstraints = { ca };
  if (!sequence.done) {
    const length = sequence.integer("pathLenConstraint");
    if (length.readUInt8(0) >= 0x80) found.flaws.push("pathLenConstraint is negative");
    else if (!ca) found.flaws.push("pathLenConstraint stands there without CA:TRUE");
    else {
      // More than 32 bits is as good as no limit, and no number of CAs comes near it.
      found.basicConstraints.pathLength =
        length.length > 4 ? 0xffffffff : length.readUIntBE(0, length.length);
    }
  }
  sequence.finish("basicConstraints");
}
