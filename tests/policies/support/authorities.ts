import { createKey, issueCertificate } from "@mtls-gateway/pki/issuing";

/** PEMs of a chain of CAs, the root first: `CN=CA 1,O=Scenario` signs `CN=CA 2,O=Scenario` and so on. */
export async function chainOfAuthorities(length: number): Promise<string[]> {
  const pems: string[] = [];
  let issuer: Parameters<typeof issueCertificate>[0]["issuer"];
  for (let number = 1; number <= length; number += 1) {
    const { privateKey, publicKey } = await createKey({ algorithm: "ECDSA", curve: "P-256" });
    const certificate = await issueCertificate({
      subject: { commonName: `CA ${number}`, organization: "Scenario" },
      publicKey,
      privateKey,
      issuer,
      notBefore: new Date("2026-01-01T00:00:00Z"),
      notAfter: new Date("2046-01-01T00:00:00Z"),
      ca: true,
    });
    pems.push(certificate.toPem());
    issuer = { certificate, privateKey };
  }
  return pems;
}
