import { changed, compliantProgram } from "./compliantProgram";
import { unknown, type FixtureProgram } from "./fixtureProgram";

/**
 * Resources of @pulumi/tls that will make a chain of CAs of this length: `ca1` is the root, `key1` its key and so on.
 * They keep every rule on a truststore, and no value is known.
 */
export function chainOfResources(length: number): FixtureProgram {
  const program: FixtureProgram = {
    ca1: {
      type: "tls:index/selfSignedCert:SelfSignedCert",
      inputs: {
        ...common,
        privateKeyPem: unknown,
        subject: { commonName: "CA 1", organization: "Scenario" },
      },
      outputs: { certPem: unknown },
      from: { privateKeyPem: ["key1"] },
    },
  };
  for (let number = 1; number <= length; number += 1) {
    program[`key${number}`] = {
      type: "tls:index/privateKey:PrivateKey",
      inputs: { algorithm: "ECDSA", ecdsaCurve: "P256" },
      outputs: { privateKeyPem: unknown },
    };
  }
  for (let number = 2; number <= length; number += 1) {
    program[`request${number}`] = {
      type: "tls:index/certRequest:CertRequest",
      inputs: {
        privateKeyPem: unknown,
        subject: { commonName: `CA ${number}`, organization: "Scenario" },
      },
      outputs: { certRequestPem: unknown },
      from: { privateKeyPem: [`key${number}`] },
    };
    program[`ca${number}`] = {
      type: "tls:index/locallySignedCert:LocallySignedCert",
      inputs: { ...common, caCertPem: unknown, caPrivateKeyPem: unknown, certRequestPem: unknown },
      outputs: { certPem: unknown },
      from: {
        caCertPem: [`ca${number - 1}`],
        caPrivateKeyPem: [`key${number - 1}`],
        certRequestPem: [`request${number}`],
      },
    };
  }
  return program;
}

const common = {
  isCaCertificate: true,
  allowedUses: ["cert_signing", "crl_signing"],
  validityPeriodHours: 87_600,
};

/** The names `ca1` to `ca<length>`. */
export function chainNames(length: number): string[] {
  return Array.from({ length }, (_, index) => `ca${index + 1}`);
}

/** The compliant program with a truststore that is built from resources of `program`, and not known yet. */
export function withPlanned(program: FixtureProgram, content: string[]): FixtureProgram {
  const from = { bucket: ["bucket"], content };
  return {
    ...program,
    ...changed(compliantProgram(""), "truststore", { content: unknown }, { from }),
  };
}
