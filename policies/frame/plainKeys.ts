import { specialSecretSig, specialSigKey } from "@pulumi/pulumi/runtime/rpc";

/**
 * A private key in PEM with something in it, its lines broken by real or by escaped line ends. One that is encrypted
 * with a passphrase is no key in the clear.
 */
const privateKey =
  /-----BEGIN (?!ENCRYPTED )(?:[A-Z0-9]+ )?PRIVATE KEY-----(?:\s|\\[nr])+(?!Proc-Type: ?4,ENCRYPTED)[A-Za-z0-9+/]{4}/;

/** "-----BEGIN " in Base64. */
const encodedStart = "LS0tLS1CRUdJTi";
const encodedBlock = /LS0tLS1CRUdJTi[A-Za-z0-9+/]+={0,2}/g;

/** Whether a message may hold a private key: quick, and never false for one that does. */
export function mayHoldPrivateKey(message: Buffer): boolean {
  return message.includes("PRIVATE KEY-----") || message.includes(encodedStart);
}

/**
 * The paths of all values that hold a private key in the clear.
 *
 * @param value properties as the engine sends them, with secrets in their envelopes
 */
export function plainKeyPaths(value: unknown, path = ""): string[] {
  if (typeof value === "string") return holdsPrivateKey(value) ? [path] : [];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) {
    return value.flatMap((each, index) => plainKeyPaths(each, `${path}[${index}]`));
  }
  const object = value as Record<string, unknown>;
  if (object[specialSigKey] === specialSecretSig) return [];
  return Object.entries(object).flatMap(([name, each]) =>
    plainKeyPaths(each, path === "" ? name : `${path}.${name}`),
  );
}

function holdsPrivateKey(text: string): boolean {
  if (privateKey.test(text)) return true;
  const blocks = text.includes(encodedStart) ? (text.match(encodedBlock) ?? []) : [];
  return blocks.some((block) => privateKey.test(Buffer.from(block, "base64").toString("latin1")));
}
