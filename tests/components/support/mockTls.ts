import { createKey, issueCertificate, type NameParts } from "@mtls-gateway/pki/issuing";
import { createPrivateKey, createPublicKey } from "node:crypto";

/** The instant at which the mock provider issues: the clock of all tests of components. */
const hour = 3_600_000;

/** What the tls provider would compute: real keys and certificates, so that the rules have something to check. */
export async function tlsState(
  type: string,
  _name: string,
  inputs: Record<string, unknown>,
): Promise<Record<string, unknown> | undefined> {
  switch (type) {
    case "tls:index/privateKey:PrivateKey":
      return { privateKeyPem: await newKey(inputs.algorithm as string) };
    case "tls:index/certRequest:CertRequest":
      return { certRequestPem: JSON.stringify(inputs) };
    case "tls:index/selfSignedCert:SelfSignedCert":
      return { certPem: await issue(inputs, inputs) };
    case "tls:index/locallySignedCert:LocallySignedCert": {
      const request = JSON.parse(inputs.certRequestPem as string) as Record<string, unknown>;
      return { certPem: await issue(inputs, request) };
    }
    default:
      return undefined;
  }
}

/** RSA keys are of 2048 bits whatever was asked for: making longer ones takes seconds. */
async function newKey(algorithm: string): Promise<string> {
  const pair = await createKey(
    algorithm === "RSA" ? { algorithm, bits: 2048 } : { algorithm: "ECDSA", curve: "P-256" },
  );
  return pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** Issues what the inputs of a certificate and those of its request say. */
export async function issue(
  certificate: Record<string, unknown>,
  request: Record<string, unknown>,
): Promise<string> {
  const key = createPrivateKey(request.privateKeyPem as string);
  const uses = certificate.allowedUses as string[];
  const now = Date.now();
  const issued = await issueCertificate({
    subject: request.subject as NameParts,
    publicKey: createPublicKey(key),
    ...(certificate.caCertPem === undefined
      ? { privateKey: key }
      : {
          issuer: {
            certificate: certificate.caCertPem as string,
            privateKey: createPrivateKey(certificate.caPrivateKeyPem as string),
          },
        }),
    notBefore: new Date(now - hour),
    notAfter: new Date(now + (certificate.validityPeriodHours as number) * hour),
    ca:
      certificate.isCaCertificate === true
        ? { pathLength: certificate.maxPathLength as number | undefined }
        : false,
    keyUsage: uses.flatMap((use) => usages[use] ?? []),
    extendedKeyUsage: uses.includes("client_auth") ? ["clientAuth"] : undefined,
  });
  return issued.toPem();
}

const usages: Readonly<Record<string, string>> = {
  cert_signing: "keyCertSign",
  crl_signing: "cRLSign",
  digital_signature: "digitalSignature",
};
