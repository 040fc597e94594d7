import { type KeyObject, sign, verify } from "node:crypto";
import { der, oid, sequence } from "./der";

const nothing = der(0x05);

interface SignatureScheme {
  hash: string | null;
  identifier: Buffer;
}

/** As Go's x509 package chooses for a key: SHA-256 with RSA, the hash of the curve's size with ECDSA. */
export function schemeOf(key: KeyObject): SignatureScheme {
  const ecdsa = (hash: string, arc: number) => ({
    hash,
    identifier: sequence(oid(`1.2.840.10045.4.3.${arc}`)),
  });
  switch (key.asymmetricKeyType) {
    case "rsa":
      return { hash: "sha256", identifier: sequence(oid("1.2.840.113549.1.1.11"), nothing) };
    case "ec":
      switch (key.asymmetricKeyDetails?.namedCurve) {
        case "secp384r1":
          return ecdsa("sha384", 3);
        case "secp521r1":
          return ecdsa("sha512", 4);
        default:
          return ecdsa("sha256", 2);
      }
    case "ed25519":
      return { hash: null, identifier: sequence(oid("1.3.101.112")) };
    default:
      throw new Error(`unsupported private key type: ${key.asymmetricKeyType ?? "none"}`);
  }
}

export function signDer(key: KeyObject, content: Uint8Array): Buffer {
  return sign(schemeOf(key).hash, content, key);
}

/** True when `signature` is that of the key's own scheme. */
export function verifyDer(key: KeyObject, content: Uint8Array, signature: Uint8Array): boolean {
  return verify(schemeOf(key).hash, content, key, signature);
}

export function toPem(label: string, bytes: Buffer): string {
  const lines = bytes.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

export function fromPem(label: string, pem: string): Buffer | undefined {
  const pattern = new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`);
  const body = pattern.exec(pem)?.[1];
  return body === undefined ? undefined : Buffer.from(body, "base64");
}
