import { CertificateAuthority, type CertificateAuthorityArgs, KeyAlgorithm } from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { actor } from "./support/actors";
import { knownValue, runProgram, unknown } from "./support/mockProgram";
import { refusalsOf } from "./support/refusalsOf";

/** The args of a CA below another one. */
function below(issuer: CertificateAuthority, commonName: string): CertificateAuthorityArgs {
  return {
    commonName,
    keyAlgorithm: KeyAlgorithm.EcdsaP256,
    issuerCertificatePem: issuer.certificatePem,
    issuerPrivateKeyPem: issuer.privateKeyPem,
    issuerChainPem: issuer.chainPem,
    issuerSubjects: issuer.pathSubjects,
  };
}

/** A root and CAs below it, `length` in all; the last one made comes last. */
function chainOf(length: number): CertificateAuthority[] {
  const root = new CertificateAuthority("ca-1", { commonName: "CA 1", keyAlgorithm: "ECDSA-P256" });
  const cas = [root];
  for (let depth = 2; depth <= length; depth++) {
    const issuer = cas.at(-1) ?? root;
    cas.push(new CertificateAuthority(`ca-${depth}`, below(issuer, `CA ${depth}`)));
  }
  return cas;
}

const seedSubject = {
  commonName: "MyRootCA",
  country: "JP",
  organization: "MyOrg",
  province: "Tokyo",
};

describe("CertificateAuthority", () => {
  it("makes the walk-through's root CA when nothing is given", async () => {
    const { resources, errors } = await runProgram(() => new CertificateAuthority("root"), {
      preview: true,
    });

    assert.deepEqual(errors, []);
    assert.deepEqual(resources, [
      {
        type: "mtls-gateway:index:CertificateAuthority",
        name: "root",
        parent: "",
        dependencies: [],
        inputs: {},
        secrets: [],
      },
      {
        type: "tls:index/selfSignedCert:SelfSignedCert",
        name: "root-certificate",
        parent: "root",
        dependencies: ["root-key"],
        inputs: {
          allowedUses: ["cert_signing", "crl_signing"],
          earlyRenewalHours: 0,
          isCaCertificate: true,
          privateKeyPem: unknown,
          setAuthorityKeyId: true,
          setSubjectKeyId: true,
          subject: seedSubject,
          validityPeriodHours: 87600,
        },
        secrets: [],
      },
      {
        type: "tls:index/privateKey:PrivateKey",
        name: "root-key",
        parent: "root",
        dependencies: [],
        inputs: { algorithm: "RSA", rsaBits: 4096 },
        secrets: [],
      },
    ]);
  });

  it("signs an intermediate CA with its issuer, under a path length of its own", async () => {
    const { resources } = await runProgram(
      () => {
        const root = new CertificateAuthority("root");
        return new CertificateAuthority("issuing", {
          ...below(root, "MyIssuingCA"),
          validityDays: 1825,
          earlyRenewalDays: 30,
          maxPathLength: 0,
        });
      },
      { preview: true },
    );

    const certificate = resources.find(({ name }) => name === "issuing-certificate");
    assert.deepEqual(certificate, {
      type: "tls:index/locallySignedCert:LocallySignedCert",
      name: "issuing-certificate",
      parent: "issuing",
      dependencies: ["issuing-request", "root-certificate", "root-key"],
      inputs: {
        allowedUses: ["cert_signing", "crl_signing"],
        caCertPem: unknown,
        caPrivateKeyPem: unknown,
        certRequestPem: unknown,
        earlyRenewalHours: 720,
        isCaCertificate: true,
        maxPathLength: 0,
        setSubjectKeyId: true,
        validityPeriodHours: 43800,
      },
      secrets: [],
    });
  });

  it("names no size for an elliptic curve key and no curve for an RSA key", async () => {
    const { resources } = await runProgram(
      () => [
        new CertificateAuthority("rsa", { keyAlgorithm: "RSA-3072" }),
        new CertificateAuthority("ec", { keyAlgorithm: "ECDSA-P384" }),
      ],
      { preview: true },
    );

    const keys = resources.filter(({ type }) => type === "tls:index/privateKey:PrivateKey");
    assert.deepEqual(
      keys.map(({ inputs }) => inputs),
      [
        { algorithm: "ECDSA", ecdsaCurve: "P384" },
        { algorithm: "RSA", rsaBits: 3072 },
      ],
    );
  });

  it("gives the second generation a key and a subject of its own", async () => {
    const { resources, value } = await runProgram(
      () => new CertificateAuthority("root", { generation: 2 }),
      { preview: true },
    );

    assert.deepEqual(
      resources.map(({ name }) => name),
      ["root", "root-certificate", "root-key-g2"],
    );
    assert.deepEqual(resources.find(({ name }) => name === "root-certificate")?.inputs.subject, {
      ...seedSubject,
      commonName: "MyRootCA G2",
    });
    assert.equal(await knownValue(value.subject), "CN=MyRootCA G2,ST=Tokyo,O=MyOrg,C=JP");
  });

  it("leaves out the parts of the subject that are empty", async () => {
    const { resources } = await runProgram(
      () => new CertificateAuthority("root", { organization: "", province: "", country: "" }),
      { preview: true },
    );

    assert.deepEqual(resources.find(({ name }) => name === "root-certificate")?.inputs.subject, {
      commonName: "MyRootCA",
    });
  });

  it("hands on its key as a secret, and its chain with the root last", async () => {
    const { value, errors } = await runProgram(() => chainOf(2));

    assert.deepEqual(errors, []);
    const [root, issuing] = value;
    assert.ok(root !== undefined && issuing !== undefined);
    assert.equal(await pulumi.isSecret(issuing.privateKeyPem), true);
    assert.equal(await pulumi.isSecret(issuing.certificatePem), false);
    assert.equal(
      await knownValue(issuing.chainPem),
      (await knownValue(issuing.certificatePem)) + (await knownValue(root.certificatePem)),
    );
  });

  it("registers its public fields as outputs", async () => {
    const { outputs } = await runProgram(() => new CertificateAuthority("root"));

    assert.deepEqual(outputs, {
      root: ["certificatePem", "chainPem", "pathSubjects", "privateKeyPem", "subject"],
    });
  });

  it("lets a path of four CAs pass in the preview", async () => {
    const { errors, value } = await runProgram(() => chainOf(4), { preview: true });

    assert.deepEqual(errors, []);
    assert.deepEqual(await knownValue((value.at(-1) as CertificateAuthority).pathSubjects), [
      "CN=CA 4,ST=Tokyo,O=MyOrg,C=JP",
      "CN=CA 3,ST=Tokyo,O=MyOrg,C=JP",
      "CN=CA 2,ST=Tokyo,O=MyOrg,C=JP",
      "CN=CA 1,ST=Tokyo,O=MyOrg,C=JP",
    ]);
  });

  it("refuses the fifth CA of a path in the preview, although no certificate exists", async () => {
    const { errors } = await runProgram(() => chainOf(5), { preview: true });

    assert.deepEqual(
      errors.map(({ message }) => message.replace(/ Fix: .*/, "")),
      [
        'CertificateAuthority "ca-5" is refused: issuerSubjects: TS004 error: The path from ' +
          "CN=CA 5,ST=Tokyo,O=MyOrg,C=JP up to its root has 5 CA certificates " +
          "(CN=CA 5,ST=Tokyo,O=MyOrg,C=JP <- CN=CA 4,ST=Tokyo,O=MyOrg,C=JP <- CN=CA 3,ST=Tokyo,O=MyOrg,C=JP <- " +
          "CN=CA 2,ST=Tokyo,O=MyOrg,C=JP <- CN=CA 1,ST=Tokyo,O=MyOrg,C=JP); API Gateway takes at most 4, the " +
          "client's own not counted. (observed, not AWS's word)",
      ],
    );
  });

  for (const input of ["issuerCertificatePem", "issuerChainPem"] as const) {
    it(`refuses a key in ${input}, which would stand in the state in the clear`, async () => {
      const root = await actor("Root");
      const args = {
        issuerCertificatePem: root.certificatePem,
        issuerPrivateKeyPem: root.privateKeyPem,
        [input]: root.certificatePem + root.privateKeyPem,
      };
      const running = runProgram(() => new CertificateAuthority("issuing", args));
      assert.deepEqual(
        (await refusalsOf(running)).map(([path, reason]) => [path, reason.slice(0, 5)]),
        [[input, "TS002"]],
      );
    });
  }

  const refused: [what: string, args: CertificateAuthorityArgs, message: string][] = [
    [
      "a key algorithm that is not in the list",
      { keyAlgorithm: "RSA-1024" as KeyAlgorithm },
      'keyAlgorithm: "RSA-1024" is not one of RSA-2048, RSA-3072, RSA-4096, ECDSA-P256, ECDSA-P384.',
    ],
    [
      "an issuer without its key",
      { issuerCertificatePem: "PEM" },
      "issuerPrivateKeyPem: missing, and issuerCertificatePem given. Give issuerCertificatePem, issuerPrivateKeyPem together or none of them.",
    ],
    [
      "a renewal that begins before the certificate does",
      { validityDays: 30, earlyRenewalDays: 30 },
      "earlyRenewalDays: 30 days of renewal before the end of a certificate of 30 days would renew it at every `pulumi up`. Give fewer days, or a longer validityDays.",
    ],
    [
      "a chain above it without an issuer",
      { issuerChainPem: "PEM" },
      "issuerChainPem: given without issuerCertificatePem, so it would be of no effect. Give issuerCertificatePem too, or leave it out.",
    ],
    [
      "subjects above it without an issuer",
      { issuerSubjects: ["CN=Root"] },
      "issuerSubjects: given without issuerCertificatePem, so it would be of no effect. Give issuerCertificatePem too, or leave it out.",
    ],
    [
      "a country that is no code",
      { country: "JPN" },
      'country: "JPN" is no country code. Give the two letters of ISO 3166, such as JP, or "" for none.',
    ],
    [
      "a generation before the first",
      { generation: 0 },
      "generation: 0 is not a whole number from 1 on.",
    ],
    [
      "a lifetime that is no number of days",
      { validityDays: 0.5 },
      "validityDays: 0.5 is not a number of whole days from 1 on.",
    ],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what} before it makes anything`, async () => {
      await assert.rejects(
        runProgram(() => new CertificateAuthority("root", args)),
        { message: `CertificateAuthority "root" is refused: ${message}` },
      );
    });
  }
});
