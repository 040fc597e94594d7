import { generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

/** Which key to make; the names are those of @pulumi/tls. */
export type KeySpec =
  | { algorithm: "RSA"; bits: number }
  | { algorithm: "ECDSA"; curve: "P-224" | "P-256" | "P-384" | "P-521" }
  | { algorithm: "ED25519" };

export interface KeyObjectPair {
  privateKey: KeyObject;
  publicKey: KeyObject;
}

const generate = promisify(generateKeyPair);

/** Makes a new key pair. RSA of 4096 bits takes up to some seconds, off the main thread. */
export async function createKey(spec: KeySpec): Promise<KeyObjectPair> {
  switch (spec.algorithm) {
    case "RSA":
      return generate("rsa", { modulusLength: spec.bits });
    case "ECDSA":
      return generate("ec", { namedCurve: spec.curve === "P-224" ? "secp224r1" : spec.curve });
    case "ED25519":
      return generate("ed25519");
  }
}
