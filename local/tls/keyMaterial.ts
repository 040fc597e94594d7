import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { Values } from "../provider/values";

/** What the tls provider tells of a private key: PEM in three forms, the public half, fingerprints. */
export function describeKey(privateKey: KeyObject): Values {
  const publicKey = createPublicKey(privateKey);
  const pem = (type: "pkcs1" | "sec1" | "pkcs8") =>
    privateKey.export({ type, format: "pem" } as { type: "pkcs8"; format: "pem" }).toString();
  const traditional =
    privateKey.asymmetricKeyType === "rsa"
      ? "pkcs1"
      : privateKey.asymmetricKeyType === "ec"
        ? "sec1"
        : "pkcs8";
  return {
    privateKeyPem: pem(traditional),
    privateKeyPemPkcs8: pem("pkcs8"),
    publicKeyPem: publicKey.export({ type: "spki", format: "pem" }).toString(),
    ...openSsh(privateKey),
  };
}

/** The algorithm's name in the provider's outputs. */
export function algorithmOf(key: KeyObject): "RSA" | "ECDSA" | "ED25519" {
  switch (key.asymmetricKeyType) {
    case "rsa":
      return "RSA";
    case "ec":
      return "ECDSA";
    case "ed25519":
      return "ED25519";
    default:
      throw new Error(`unsupported private key type: ${key.asymmetricKeyType ?? "none"}`);
  }
}

/** Reads a private key as the provider does. */
export function readPrivateKey(pem: string, property: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    // The reason that OpenSSL gives could quote the input; the key stays out of messages.
    throw new Error(`Failed to parse private key PEM: ${property} holds no private key in PEM`);
  }
}

/** IDs of the provider's keys and requests: SHA-1 in hex. */
export function hashForState(value: string | Uint8Array): string {
  return createHash("sha1").update(value).digest("hex");
}

// RFC 5656 names; OpenSSH knows no P-224, and the provider leaves its OpenSSH outputs empty then.
const openSshCurves: Readonly<Record<string, string>> = {
  "P-256": "nistp256",
  "P-384": "nistp384",
  "P-521": "nistp521",
};

function openSsh(privateKey: KeyObject): Values {
  const parts = openSshParts(privateKey);
  if (parts === undefined) {
    return {
      privateKeyOpenssh: "",
      publicKeyOpenssh: "",
      publicKeyFingerprintMd5: "",
      publicKeyFingerprintSha256: "",
    };
  }
  const blob = Buffer.concat([sshString(parts.type), ...parts.public]);
  const md5 = createHash("md5").update(blob).digest("hex").match(/../g) ?? [];
  const sha256 = createHash("sha256").update(blob).digest("base64").replace(/=+$/, "");
  return {
    privateKeyOpenssh: openSshPem(parts, blob),
    publicKeyOpenssh: `${parts.type} ${blob.toString("base64")}\n`,
    publicKeyFingerprintMd5: md5.join(":"),
    publicKeyFingerprintSha256: `SHA256:${sha256}`,
  };
}

interface OpenSshParts {
  type: string;
  public: Buffer[];
  private: Buffer[];
}

function openSshParts(key: KeyObject): OpenSshParts | undefined {
  // Node has no JWK of P-224 either.
  if (key.asymmetricKeyDetails?.namedCurve === "secp224r1") return undefined;
  const exported = key.export({ format: "jwk" });
  const raw = (name: keyof typeof exported) => Buffer.from(exported[name] as string, "base64url");
  const integer = (name: keyof typeof exported) => mpint(raw(name));
  if (exported.kty === "RSA") {
    return {
      type: "ssh-rsa",
      public: [integer("e"), integer("n")],
      private: ["n", "e", "d", "qi", "p", "q"].map((name) => integer(name as "n")),
    };
  }
  if (exported.kty === "OKP") {
    const point = raw("x");
    return {
      type: "ssh-ed25519",
      public: [sshString(point)],
      private: [sshString(point), sshString(Buffer.concat([raw("d"), point]))],
    };
  }
  const curve = openSshCurves[exported.crv ?? ""];
  if (curve === undefined) return undefined;
  const point = [sshString(curve), sshString(Buffer.concat([Buffer.of(4), raw("x"), raw("y")]))];
  return { type: `ecdsa-sha2-${curve}`, public: point, private: [...point, integer("d")] };
}

/** https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key, not encrypted. */
function openSshPem(parts: OpenSshParts, blob: Buffer): string {
  const check = createHash("sha256").update(blob).digest().subarray(0, 4);
  let secret = Buffer.concat([
    check,
    check,
    sshString(parts.type),
    ...parts.private,
    sshString(""),
  ]);
  const padding = (8 - (secret.length % 8)) % 8;
  secret = Buffer.concat([secret, Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, padding))]);
  const whole = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    sshString("none"),
    sshString("none"),
    sshString(""),
    uint32(1),
    sshString(blob),
    sshString(secret),
  ]);
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  const label = "OPENSSH PRIVATE KEY";
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function sshString(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([uint32(bytes.length), bytes]);
}

function mpint(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const trimmed = first < 0 ? Buffer.alloc(0) : bytes.subarray(first);
  const high = (trimmed[0] ?? 0) & 0x80;
  return sshString(high === 0 ? trimmed : Buffer.concat([Buffer.of(0), trimmed]));
}
