import { checkClient, type Certificate } from "@mtls-gateway/pki";
import { createPrivateKey, X509Certificate } from "node:crypto";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { acmError, certificatesIn } from "./acmStore";

/** What ACM keeps of an import. */
export interface Import {
  leaf: Certificate;
  certificate: string;
  chain: string;
  privateKey: string;
  names: string[];
  keyAlgorithm: string;
}

// https://docs.aws.amazon.com/acm/latest/APIReference/API_ImportCertificate.html
const limits = { certificateBody: 32_768, certificateChain: 2_097_152, privateKey: 5_120 };

const keyAlgorithms: Readonly<Record<string, string>> = {
  "P-256": "EC_prime256v1",
  "P-384": "EC_secp384r1",
  "P-521": "EC_secp521r1",
};

/**
 * Reads what is to be imported and refuses what ACM refuses.
 * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html
 */
export function readImport(inputs: Values, now: Date): Import {
  for (const [name, limit] of Object.entries(limits)) {
    const { length } = text(inputs[name]);
    if (length > limit) {
      refuse(
        `${name} has ${length} characters, ACM takes at most ${limit} (Member must have length less than or equal to ${limit})`,
      );
    }
  }
  const certificate = text(inputs.certificateBody);
  const leaf = readLeaf(certificate);
  const keyAlgorithm = keyAlgorithmOf(leaf);
  const privateKey = readKey(text(inputs.privateKey));
  const chain = text(inputs.certificateChain);
  const mismatch = checkClient({ certificate, privateKey }, { profile: "api-gateway", at: now });
  if (mismatch.some(({ rule }) => rule === "CC006")) {
    refuse("The certificate and the private key do not match: the key belongs to another one");
  }
  if (!leaf.isValidAt(now)) {
    const validity = `${leaf.notBefore.toISOString()} to ${leaf.notAfter.toISOString()}`;
    refuse(
      `The certificate ${leaf.subject} is not valid at the time of import (${validity}, now ${now.toISOString()})`,
    );
  }
  checkChain(leaf, chain);
  return { leaf, certificate, chain, privateKey, names: namesOf(leaf), keyAlgorithm };
}

/**
 * What may not change when a certificate is imported again under its ARN.
 * https://docs.aws.amazon.com/acm/latest/userguide/import-reimport.html
 */
export function checkReimport(before: Certificate, after: Import): void {
  const keyAlgorithm = keyAlgorithmOf(before);
  if (keyAlgorithm !== after.keyAlgorithm) {
    refuse(
      `The key type and size cannot be changed on reimport: ${keyAlgorithm} before, ${after.keyAlgorithm} now`,
    );
  }
  const names = namesOf(before);
  if (names.length > 0 && after.names.length === 0) {
    refuse(
      `All of the domain names cannot be removed on reimport: ${names.join(", ")} before, none now`,
    );
  }
  for (const usage of ["keyUsage", "extendedKeyUsage"] as const) {
    const lost = (before[usage] ?? []).filter(
      (one) => after.leaf[usage]?.includes(one) !== true && !mayGo(one, keyAlgorithm),
    );
    if (lost.length > 0) {
      refuse(`${usage} values cannot be removed on reimport: ${lost.join(", ")}`);
    }
  }
}

/** CAs leave these two out since Chrome and RFC 5480 ask them to, so ACM lets them go. */
function mayGo(usage: string, keyAlgorithm: string): boolean {
  return usage === "clientAuth" || (usage === "keyEncipherment" && keyAlgorithm.startsWith("EC_"));
}

function readLeaf(body: string): Certificate {
  const found = certificatesIn(body);
  const [leaf] = found;
  if (leaf === undefined) {
    return refuse("Unable to parse certificate. Please ensure the certificate is in PEM format.");
  }
  if (found.length > 1) {
    refuse(
      `The certificate field contains more than one certificate (${found.length}). You can specify only one certificate in this field.`,
    );
  }
  return leaf;
}

function readKey(pem: string): string {
  try {
    const key = createPrivateKey(pem);
    return key.export({ type: "pkcs8", format: "pem" }).toString();
  } catch {
    return refuse("The private key is not supported: it has to be an unencrypted key in PEM.");
  }
}

function keyAlgorithmOf(leaf: Certificate): string {
  if (leaf.keyAlgorithm === "RSA" && [1024, 2048, 3072, 4096].includes(leaf.keySize)) {
    return `RSA_${leaf.keySize}`;
  }
  return (
    keyAlgorithms[leaf.curve ?? ""] ??
    refuse(`The private key is not supported: ${leaf.keyName} is no key that ACM imports.`)
  );
}

function checkChain(leaf: Certificate, pem: string): void {
  if (pem.trim() === "") return;
  const chain = certificatesIn(pem);
  if (chain.length === 0) {
    refuse(
      "Unable to parse certificate chain. Please ensure the certificate chain is in PEM format.",
    );
  }
  let below = leaf;
  for (const [index, issuer] of chain.entries()) {
    if (!below.isSignedBy(issuer)) {
      refuse(
        `Unable to validate certificate chain. The certificate chain must start with the immediate signing certificate, followed by any intermediaries in order. The index within the chain of the invalid certificate is: ${index}`,
      );
    }
    below = issuer;
  }
}

function namesOf(leaf: Certificate): string[] {
  const x509 = new X509Certificate(leaf.der);
  const alternatives = (x509.subjectAltName ?? "")
    .split(", ")
    .filter((name) => name.startsWith("DNS:"))
    .map((name) => name.slice(4));
  const commonName = /(?:^|\n)CN=(.+)/.exec(x509.subject)?.[1];
  const names = commonName === undefined ? alternatives : [commonName, ...alternatives];
  return [...new Set(names)];
}

function refuse(detail: string): never {
  throw acmError("ImportCertificate", "ValidationException", detail);
}
