import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { flagFact, lengthOf, look, textOf } from "../../frame/seen";
import { certificateTokens, tokens } from "../../frame/tokens";
import { valueSources } from "../valueSources";

/** The key of a certificate of @pulumi/tls, as its resource says it before it exists. */
export interface PlannedKey {
  resource: PolicyResource;
  /** undefined: not known before `up`. */
  algorithm: string | undefined;
  /** Bits of an RSA key, else 0. */
  size: number;
  /** As `P-256`; "" for none. */
  curve: string;
}

/**
 * The certificates of @pulumi/tls that a property is built from. undefined: something else is in it too, which could
 * hold another certificate.
 */
export function certificatesOf(
  program: Program,
  resource: PolicyResource,
  property: string,
): PolicyResource[] | undefined {
  const sources = valueSources(program, resource, property);
  return sources.every(({ type }) => certificateTokens.includes(type)) ? sources : undefined;
}

/** The one certificate of @pulumi/tls that a property is built from, and nothing else that could hold another. */
export function onlyCertificate(
  program: Program,
  resource: PolicyResource,
  property: string,
): PolicyResource | undefined {
  const certificates = certificatesOf(program, resource, property) ?? [];
  return certificates.length === 1 ? certificates[0] : undefined;
}

/**
 * The certificate and the CAs above it, as far as the program shows them.
 *
 * @returns `reachesRoot`: the last one is self-signed
 */
export function pathOf(
  program: Program,
  certificate: PolicyResource,
): { path: PolicyResource[]; reachesRoot: boolean } {
  const path = [certificate];
  for (let last = certificate; last.type === tokens.locallySignedCert;) {
    const issuer = onlyCertificate(program, last, "caCertPem");
    if (issuer === undefined || path.includes(issuer)) return { path, reachesRoot: false };
    path.push(issuer);
    last = issuer;
  }
  return { path, reachesRoot: true };
}

/** The key that a certificate is about. undefined: no resource of the program is seen to make it. */
export function keyOf(program: Program, certificate: PolicyResource): PlannedKey | undefined {
  if (certificate.type === tokens.selfSignedCert) {
    return keyIn(program, certificate, "privateKeyPem");
  }
  const requests = program
    .sources(certificate, "certRequestPem")
    .filter(({ type }) => type === tokens.certRequest);
  const [request] = requests;
  return requests.length === 1 && request !== undefined
    ? keyIn(program, request, "privateKeyPem")
    : undefined;
}

/** The key that a certificate is signed with. */
export function signingKeyOf(
  program: Program,
  certificate: PolicyResource,
): PlannedKey | undefined {
  const property = certificate.type === tokens.selfSignedCert ? "privateKeyPem" : "caPrivateKeyPem";
  return keyIn(program, certificate, property);
}

/** The one private key of @pulumi/tls that a property is built from. */
export function keyIn(
  program: Program,
  resource: PolicyResource,
  property: string,
): PlannedKey | undefined {
  const keys = program
    .sources(resource, property)
    .filter((source) => source.provider !== undefined || source.type === tokens.privateKey);
  const [key] = keys;
  if (keys.length !== 1 || key?.type !== tokens.privateKey) return undefined;
  const algorithm = textOf(program.see(key, "algorithm"));
  const bits = program.see(key, "rsaBits");
  const curve = program.see(key, "ecdsaCurve");
  const isRsa = algorithm === "RSA";
  const isEc = algorithm === "ECDSA";
  const isUnknown = (isRsa && bits.state === "unknown") || (isEc && curve.state === "unknown");
  return {
    resource: key,
    algorithm: isUnknown ? undefined : algorithm,
    // The provider's defaults: 2048 bits, P224.
    size: isRsa ? Number(bits.state === "known" ? bits.value : 2048) : 0,
    curve: isEc ? (textOf(curve) ?? "P224").replace(/^P(\d)/, "P-$1") : "",
  };
}

/** Uses of a certificate, as RFC 5280 writes them, of both extensions. undefined: not known before `up`. */
export function usesOf(program: Program, certificate: PolicyResource): string[] | undefined {
  const uses = program.see(certificate, "allowedUses");
  if (uses.state === "unset") return [];
  const count = lengthOf(uses);
  if (uses.state === "unknown" || count === undefined) return undefined;
  const names = Array.from({ length: count }, (_, index) => textOf(look(uses.value, index)));
  const known = names.filter((name) => name !== undefined);
  // client_auth in every provider version, clientAuth in some languages' docs.
  return known.length === names.length
    ? known.map((name) => rfcNames[name.replaceAll("_", "").toLowerCase()] ?? name)
    : undefined;
}

/** undefined: not known before `up`. Left out means no CA. */
export function isCaOf(program: Program, certificate: PolicyResource): boolean | undefined {
  const flag = flagFact(program.see(certificate, "isCaCertificate"));
  return flag === null ? false : flag;
}

const rfcNames: Readonly<Record<string, string>> = {
  digitalsignature: "digitalSignature",
  contentcommitment: "nonRepudiation",
  keyencipherment: "keyEncipherment",
  dataencipherment: "dataEncipherment",
  keyagreement: "keyAgreement",
  certsigning: "keyCertSign",
  crlsigning: "cRLSign",
  encipheronly: "encipherOnly",
  decipheronly: "decipherOnly",
  anyextended: "anyExtendedKeyUsage",
  serverauth: "serverAuth",
  clientauth: "clientAuth",
  codesigning: "codeSigning",
  emailprotection: "emailProtection",
  timestamping: "timeStamping",
  ocspsigning: "OCSPSigning",
};
