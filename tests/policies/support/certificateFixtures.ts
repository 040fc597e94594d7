import { unknown, type FixtureProgram } from "./fixtureProgram";

/** Resources of @pulumi/tls that will make a chain of CAs of this length: `ca1` is the root. No value is known. */
export function chainOfResources(length: number): FixtureProgram {
  const program: FixtureProgram = {
    ca1: {
      type: "tls:index/selfSignedCert:SelfSignedCert",
      inputs: {
        isCaCertificate: true,
        privateKeyPem: unknown,
        subject: { commonName: "CA 1", organization: "Scenario" },
      },
      outputs: { certPem: unknown },
    },
  };
  for (let number = 2; number <= length; number += 1) {
    program[`request${number}`] = {
      type: "tls:index/certRequest:CertRequest",
      inputs: {
        privateKeyPem: unknown,
        subject: { commonName: `CA ${number}`, organization: "Scenario" },
      },
      outputs: { certRequestPem: unknown },
    };
    program[`ca${number}`] = {
      type: "tls:index/locallySignedCert:LocallySignedCert",
      inputs: {
        isCaCertificate: true,
        caCertPem: unknown,
        caPrivateKeyPem: unknown,
        certRequestPem: unknown,
      },
      outputs: { certPem: unknown },
      from: { caCertPem: [`ca${number - 1}`], certRequestPem: [`request${number}`] },
    };
  }
  return program;
}

/** The names `ca1` to `ca<length>`. */
export function chainNames(length: number): string[] {
  return Array.from({ length }, (_, index) => `ca${index + 1}`);
}
