import { sign, type KeyObject } from "node:crypto";
import type { Actor } from "./actor";

/** The DER of one PEM block. */
export function derOf(pem: string): Buffer {
  return Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
}

function pemBlock(der: Uint8Array, label = "CERTIFICATE"): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** The certificate with its last byte turned: the end of its signature. */
export function withBrokenSignature(actor: Actor): Actor {
  const der = derOf(actor.pem);
  der.writeUInt8(der.readUInt8(der.length - 1) ^ 1, der.length - 1);
  return { ...actor, pem: pemBlock(der) };
}

/** The certificate with another common name than was signed. */
export function withBrokenContent(actor: Actor): Actor {
  const der = derOf(actor.pem);
  const at = der.lastIndexOf("my-client");
  der.write("ny-client", at, "latin1");
  return { ...actor, pem: pemBlock(der) };
}

/** The certificate with one more byte after it in the same PEM block. */
export function withTrailingByte(actor: Actor): Actor {
  return { ...actor, pem: pemBlock(Buffer.concat([derOf(actor.pem), Buffer.from([0])])) };
}

/**
 * The certificate with a key of somebody else behind it. TLS libraries compare the public keys before they send anything:
 * the key file names the certificate's public key, and signs with another private one.
 */
export function withStolenCertificate(actor: Actor, thief: Actor): Actor {
  const sec1 = (one: Actor) => one.keys.privateKey.export({ type: "sec1", format: "der" });
  const own = sec1(thief);
  const pointBytes = 65;
  const point = sec1(actor).subarray(-pointBytes);
  const forged = Buffer.concat([own.subarray(0, own.length - pointBytes), point]);
  return { ...actor, keyPem: pemBlock(forged, "EC PRIVATE KEY") };
}

/** A certificate signed with SHA-256 and RSA, signed again with MD5. The two algorithm identifiers differ in one byte. */
export function withMd5(pem: string, issuerKey: KeyObject): string {
  const der = derOf(pem);
  const sha256WithRsa = Buffer.from("2a864886f70d01010b", "hex");
  const first = der.indexOf(sha256WithRsa);
  const second = der.lastIndexOf(sha256WithRsa);
  for (const at of [first, second]) der.writeUInt8(0x04, at + sha256WithRsa.length - 1);
  const tbs = der.subarray(4, 4 + 4 + der.readUInt16BE(6));
  const signature = sign("md5", tbs, issuerKey);
  signature.copy(der, der.length - signature.length);
  return pemBlock(der);
}
