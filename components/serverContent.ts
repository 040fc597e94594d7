import { readBundle, type Certificate } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import { createPrivateKey, X509Certificate } from "node:crypto";
import { concatPem } from "./pem";
import { checked, refusals, type RefusedInput } from "./refusedInputs";

/** A server certificate that is to be imported into ACM, PEM. */
export interface ServerParts {
  certificatePem: pulumi.Input<string>;
  /** The CAs above it, its issuer first. */
  chainPem?: pulumi.Input<string>;
  privateKeyPem: pulumi.Input<string>;
  domainName: pulumi.Input<string>;
}

/** The same, once ACM and API Gateway would take it. */
export interface CheckedServerParts {
  certificatePem: pulumi.Output<string>;
  /** Empty when the certificate is its own issuer. */
  chainPem: pulumi.Output<string>;
  privateKeyPem: pulumi.Output<string>;
}

/**
 * Checks what ACM checks of an import, and that the certificate is for the domain. The key is compared by itself, so that
 * certificate and chain need not wait for it and do not become secrets.
 * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html
 */
export function checkedServerParts(
  component: pulumi.ComponentResource,
  parts: ServerParts,
): CheckedServerParts {
  const { certificatePem, privateKeyPem, domainName, chainPem = "" } = parts;
  const shown = checked(component, { certificatePem, chainPem, domainName }, (given) => [
    ...refusedCertificate(given.certificatePem, given.domainName),
    ...refusedChain(given.certificatePem, given.chainPem),
  ]);
  const keyed = checked(component, { certificatePem, privateKeyPem }, refusedKey);
  return {
    certificatePem: shown.certificatePem.apply((pem) => {
      warnWhenInvalid(component, pem);
      return concatPem([pem]);
    }),
    chainPem: shown.chainPem.apply((pem) => concatPem([pem])),
    privateKeyPem: pulumi.secret(keyed.privateKeyPem),
  };
}

/** The one certificate of a text that holds nothing else; undefined otherwise. */
function onlyCertificate(pem: string): Certificate | undefined {
  const { certificates, findings } = readBundle(pem);
  return findings.length === 0 && certificates.length === 1 ? certificates[0] : undefined;
}

function refusedCertificate(pem: string, domainName: string): RefusedInput[] {
  const path = "certificatePem";
  const { certificates, findings } = readBundle(pem);
  const unreadable = refusals(path, findings);
  if (unreadable.length > 0) return unreadable;
  const [leaf] = certificates;
  if (leaf === undefined || certificates.length > 1) {
    const reason = `holds ${certificates.length} certificates, and ACM takes one there. Put the CAs above it into chainPem.`;
    return [{ path, reason }];
  }
  if (isFor(leaf, domainName)) return [];
  const reason = `${leaf.name} is not for ${domainName}: none of its subject alternative names is. Give one that is.`;
  return [{ path, reason }];
}

/**
 * Says it of a certificate that ACM would not import today. Refused would be every other change of the stack too, long after
 * ACM has taken the certificate: a new truststore, for one.
 */
function warnWhenInvalid(component: pulumi.ComponentResource, pem: string): void {
  const leaf = onlyCertificate(pem);
  const now = new Date();
  if (leaf === undefined || (leaf.notBefore <= now && now <= leaf.notAfter)) return;
  const validity = `${leaf.notBefore.toISOString()} to ${leaf.notAfter.toISOString()}`;
  const warning = `certificatePem: ${leaf.name} is valid from ${validity}, which is not now: no client takes it, and ACM does not import it. Give one that is valid.`;
  void pulumi.log.warn(warning, component);
}

/** Clients look at the alternative names alone (RFC 6125, 6.4.4); a wildcard stands for one label. */
function isFor(leaf: Certificate, domainName: string): boolean {
  const { subjectAltName = "" } = new X509Certificate(leaf.der);
  const names = subjectAltName
    .split(", ")
    .filter((name) => name.startsWith("DNS:"))
    .map((name) => name.slice("DNS:".length).toLowerCase());
  const wanted = domainName.toLowerCase();
  return names.some((name) => name === wanted || name === wanted.replace(/^[^.]+\./, "*."));
}

function refusedChain(certificatePem: string, chainPem: string): RefusedInput[] {
  if (chainPem.trim() === "") return [];
  const path = "chainPem";
  const { certificates, findings } = readBundle(chainPem);
  const unreadable = refusals(path, findings);
  const leaf = onlyCertificate(certificatePem);
  if (unreadable.length > 0 || leaf === undefined) return unreadable;
  const path0 = [leaf, ...certificates];
  const broken = certificates.find((issuer, index) => path0[index]?.isSignedBy(issuer) !== true);
  if (broken === undefined) return [];
  const reason = `${broken.name} has not signed the certificate before it. Give the issuer first, then its issuer, and so on.`;
  return [{ path, reason }];
}

function refusedKey(pair: { certificatePem: string; privateKeyPem: string }): RefusedInput[] {
  const leaf = onlyCertificate(pair.certificatePem);
  if (leaf === undefined) return [];
  const path = "privateKeyPem";
  try {
    if (leaf.holdsKeyOf(createPrivateKey(pair.privateKeyPem))) return [];
  } catch {
    return [{ path, reason: "cannot be read. Give an unencrypted private key in PEM." }];
  }
  const reason = `belongs to another certificate than ${leaf.name}. Give the key of this one.`;
  return [{ path, reason }];
}

/** Kind of the certificate's key, such as `rsa-2048`; undefined while the certificate is not known. */
export function plainKeyKind(certificatePem: pulumi.Input<string>): string | undefined {
  if (typeof certificatePem !== "string") return undefined;
  return onlyCertificate(certificatePem)
    ?.keyName.toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
}
