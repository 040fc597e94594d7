import { createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import type { ResourceType } from "../provider/resourceType";
import { text } from "../aws/text";
import { describeKey, hashForState } from "./keyMaterial";

// Asynchronous: an RSA-4096 key takes a second, and the engine's other calls go on meanwhile.
const generate = promisify(generateKeyPair) as (
  type: string,
  options: object,
) => Promise<{ privateKey: KeyObject }>;

/** OpenSSL's names of the provider's curves. */
const curves: Readonly<Record<string, string>> = {
  P224: "secp224r1",
  P256: "prime256v1",
  P384: "secp384r1",
  P521: "secp521r1",
};

/** `tls.PrivateKey`: it lives in the stack's state alone. */
export const privateKey: ResourceType = {
  token: "tls:index/privateKey:PrivateKey",
  properties: {
    emulated: ["algorithm", "ecdsaCurve", "rsaBits"],
    replaces: ["algorithm", "ecdsaCurve", "rsaBits"],
    computed: ["ecdsaCurve", "rsaBits"],
    enums: { algorithm: ["RSA", "ECDSA", "ED25519"], ecdsaCurve: Object.keys(curves) },
    secretOutputs: ["privateKeyPem", "privateKeyPemPkcs8", "privateKeyOpenssh"],
  },
  plannedOutputs: () => ({ ecdsaCurve: "P224", rsaBits: 2048 }),
  async create(inputs) {
    const ecdsaCurve = text(inputs.ecdsaCurve) || "P224";
    const rsaBits = typeof inputs.rsaBits === "number" ? inputs.rsaBits : 2048;
    const algorithm = text(inputs.algorithm);
    const pair =
      algorithm === "RSA"
        ? await generate("rsa", { modulusLength: rsaBits })
        : algorithm === "ECDSA"
          ? await generate("ec", { namedCurve: curves[ecdsaCurve] })
          : await generate("ed25519", {});
    const der = createPublicKey(pair.privateKey).export({ type: "spki", format: "der" });
    return {
      id: hashForState(der),
      outputs: { algorithm, ecdsaCurve, rsaBits, ...describeKey(pair.privateKey) },
    };
  },
  read: (_, outputs) => outputs,
  delete: () => undefined,
};
