import { constants, sign, type KeyObject } from "node:crypto";
import { element, explicit, integer, objectIdentifier, sequence } from "./derWriter";

/** Hashes that a certificate can be signed with; the weak ones are there for showing what is refused. */
export type Hash = "SHA-1" | "SHA-224" | "SHA-256" | "SHA-384" | "SHA-512";

const rsaOids: Record<Hash, string> = {
  "SHA-1": "1.2.840.113549.1.1.5",
  "SHA-224": "1.2.840.113549.1.1.14",
  "SHA-256": "1.2.840.113549.1.1.11",
  "SHA-384": "1.2.840.113549.1.1.12",
  "SHA-512": "1.2.840.113549.1.1.13",
};

const ecOids: Record<Hash, string> = {
  "SHA-1": "1.2.840.10045.4.1",
  "SHA-224": "1.2.840.10045.4.3.1",
  "SHA-256": "1.2.840.10045.4.3.2",
  "SHA-384": "1.2.840.10045.4.3.3",
  "SHA-512": "1.2.840.10045.4.3.4",
};

const hashOids: Record<Hash, string> = {
  "SHA-1": "1.3.14.3.2.26",
  "SHA-224": "2.16.840.1.101.3.4.2.4",
  "SHA-256": "2.16.840.1.101.3.4.2.1",
  "SHA-384": "2.16.840.1.101.3.4.2.2",
  "SHA-512": "2.16.840.1.101.3.4.2.3",
};

const hashBytes: Record<Hash, number> = {
  "SHA-1": 20,
  "SHA-224": 28,
  "SHA-256": 32,
  "SHA-384": 48,
  "SHA-512": 64,
};

/** How a key signs: the AlgorithmIdentifier for the certificate, and the signing itself. */
export interface Signer {
  algorithm: Buffer;
  sign(message: Buffer): Buffer;
}

const nullElement = element(0x05);

/** A signer for this key. Default hash: SHA-256; for P-384 SHA-384, for P-521 SHA-512, as Go's x509 does. */
export function signerOf(privateKey: KeyObject, hash: Hash | undefined, pss: boolean): Signer {
  const digest = hash ?? defaultHash(privateKey);
  const name = digest.replace("-", "").toLowerCase();
  switch (privateKey.asymmetricKeyType) {
    case "rsa":
    case "rsa-pss": {
      if (!pss && privateKey.asymmetricKeyType === "rsa") {
        const algorithm = sequence(objectIdentifier(rsaOids[digest]), nullElement);
        return { algorithm, sign: (message) => sign(name, message, privateKey) };
      }
      const padding = constants.RSA_PKCS1_PSS_PADDING;
      const options = { key: privateKey, padding, saltLength: hashBytes[digest] };
      return { algorithm: pssIdentifier(digest), sign: (message) => sign(name, message, options) };
    }
    case "ec":
      return {
        algorithm: sequence(objectIdentifier(ecOids[digest])),
        sign: (message) => sign(name, message, privateKey),
      };
    case "ed25519":
      return {
        algorithm: sequence(objectIdentifier("1.3.101.112")),
        sign: (message) => sign(null, message, privateKey),
      };
    default:
      throw new Error(
        `Cannot sign with a key of type ${privateKey.asymmetricKeyType ?? "secret"}.`,
      );
  }
}

function defaultHash(privateKey: KeyObject): Hash {
  const curve = privateKey.asymmetricKeyDetails?.namedCurve;
  if (curve === "secp384r1") return "SHA-384";
  return curve === "secp521r1" ? "SHA-512" : "SHA-256";
}

/** RFC 4055: hash, MGF1 with the same hash, salt as long as the hash. Defaults (SHA-1, 20) are left out, as DER asks. */
function pssIdentifier(hash: Hash): Buffer {
  const digest = sequence(objectIdentifier(hashOids[hash]), nullElement);
  const mask = sequence(objectIdentifier("1.2.840.113549.1.1.8"), digest);
  const parameters =
    hash === "SHA-1"
      ? sequence()
      : sequence(
          explicit(0, digest),
          explicit(1, mask),
          explicit(2, integer(BigInt(hashBytes[hash]))),
        );
  return sequence(objectIdentifier("1.2.840.113549.1.1.10"), parameters);
}
