import { readBundle } from "@mtls-gateway/pki";
import {
  CertificateAuthority,
  ClientCertificate,
  type RefusedInputsError,
  type ClientCertificateArgs,
} from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { actor, type Actor } from "./support/actors";
import { knownValue, runProgram, unknown } from "./support/mockProgram";
import { refusalsOf } from "./support/refusalsOf";

function clientOfRoot(args: ClientCertificateArgs = {}): ClientCertificate {
  const root = new CertificateAuthority("root");
  return new ClientCertificate("client", {
    issuerCertificatePem: root.certificatePem,
    issuerPrivateKeyPem: root.privateKeyPem,
    ...args,
  });
}

interface Own {
  root: Actor;
  leaf: Actor;
  other: Actor;
}

/** A client certificate that exists, and a CA that has nothing to do with it. */
async function own(): Promise<Own> {
  const root = await actor("Root");
  const leaf = await actor("mine", { issuer: root, leaf: true });
  return { root, leaf, other: await actor("Other") };
}

describe("ClientCertificate", () => {
  it("makes the walk-through's client certificate when nothing but the issuer is given", async () => {
    const { resources, errors } = await runProgram(() => clientOfRoot(), { preview: true });

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.filter(({ name }) => name.startsWith("client")),
      [
        {
          type: "mtls-gateway:index:ClientCertificate",
          name: "client",
          parent: "",
          dependencies: [],
          inputs: {},
          secrets: [],
        },
        {
          type: "tls:index/locallySignedCert:LocallySignedCert",
          name: "client-certificate",
          parent: "client",
          dependencies: ["client-request", "root-certificate", "root-key"],
          inputs: {
            allowedUses: ["digital_signature", "client_auth"],
            caCertPem: unknown,
            caPrivateKeyPem: unknown,
            certRequestPem: unknown,
            earlyRenewalHours: 720,
            isCaCertificate: false,
            setSubjectKeyId: true,
            validityPeriodHours: 8760,
          },
          secrets: [],
        },
        {
          type: "tls:index/privateKey:PrivateKey",
          name: "client-key",
          parent: "client",
          dependencies: [],
          inputs: { algorithm: "RSA", rsaBits: 2048 },
          secrets: [],
        },
        {
          type: "tls:index/certRequest:CertRequest",
          name: "client-request",
          parent: "client",
          dependencies: ["client-key"],
          inputs: {
            privateKeyPem: unknown,
            subject: {
              commonName: "my-client",
              country: "JP",
              organization: "MyOrg",
              province: "Tokyo",
            },
          },
          secrets: [],
        },
      ],
    );
  });

  it("hands on the root as its chain, and the key as a secret", async () => {
    const { value, errors } = await runProgram(() => clientOfRoot({ keyAlgorithm: "ECDSA-P256" }));

    assert.deepEqual(errors, []);
    const [leaf] = readBundle(await knownValue(value.certificatePem)).certificates;
    const chain = readBundle(await knownValue(value.chainPem)).certificates;
    assert.deepEqual(
      chain.map(({ subject }) => subject),
      [leaf?.issuer],
    );
    assert.equal(leaf?.isCa, false);
    assert.deepEqual(
      await Promise.all(
        [value.certificatePem, value.chainPem, value.privateKeyPem].map(pulumi.isSecret),
      ),
      [false, false, true],
    );
  });

  it("hands on the caller's own certificate and makes nothing", async () => {
    const { root, leaf } = await own();
    const { value, resources, errors } = await runProgram(
      () =>
        new ClientCertificate("client", {
          certificatePem: leaf.certificatePem.trim(),
          chainPem: `${root.certificatePem}\n\n`,
          privateKeyPem: leaf.privateKeyPem,
        }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["client"],
    );
    assert.equal(await knownValue(value.certificatePem), leaf.certificatePem);
    assert.equal(await knownValue(value.chainPem), root.certificatePem);
    assert.equal(await knownValue(value.privateKeyPem), leaf.privateKeyPem);
    assert.deepEqual(
      await Promise.all(
        [value.certificatePem, value.chainPem, value.privateKeyPem].map(pulumi.isSecret),
      ),
      [false, false, true],
    );
  });

  const bad: [
    what: string,
    change: (its: Own) => Partial<ClientCertificateArgs>,
    told: string[],
  ][] = [
    [
      "a file that holds the key beside the certificate",
      ({ leaf }) => ({ certificatePem: leaf.certificatePem + leaf.privateKeyPem }),
      ["certificatePem CC008"],
    ],
    [
      "a chain that holds the key",
      ({ root, leaf }) => ({ chainPem: root.certificatePem + leaf.privateKeyPem }),
      ["chainPem TS002"],
    ],
    [
      "the chain of another certificate",
      ({ other }) => ({ chainPem: other.certificatePem }),
      ["chainPem CC001"],
    ],
    [
      "the key of another certificate",
      ({ other }) => ({ privateKeyPem: other.privateKeyPem }),
      ["privateKeyPem CC006"],
    ],
    [
      "a certificate of a CA, which signs certificates and no handshake",
      ({ root }) => ({ certificatePem: root.certificatePem, privateKeyPem: root.privateKeyPem }),
      ["certificatePem CC007"],
    ],
  ];
  for (const [what, change, told] of bad) {
    it(`refuses ${what} before any output is set, and never shows the key`, async () => {
      const its = await own();
      const args = {
        certificatePem: its.leaf.certificatePem,
        chainPem: its.root.certificatePem,
        privateKeyPem: its.leaf.privateKeyPem,
        ...change(its),
      };
      await assert.rejects(
        runProgram(() => new ClientCertificate("client", args)),
        (error: RefusedInputsError) => {
          assert.deepEqual(
            error.refused.map(({ path, reason }) => `${path} ${reason.slice(0, 5)}`),
            told,
          );
          assert.doesNotMatch(error.message, /BEGIN|[A-Za-z0-9+/]{40}/);
          return true;
        },
      );
    });
  }

  it("refuses the caller's own certificate in the preview, although its key is not known yet", async () => {
    const { other, leaf } = await own();
    await assert.rejects(
      runProgram(
        () =>
          new ClientCertificate("client", {
            certificatePem: leaf.certificatePem,
            chainPem: other.certificatePem,
            privateKeyPem: new CertificateAuthority("root").privateKeyPem,
          }),
        { preview: true },
      ),
      /^Error: ClientCertificate "client" is refused: chainPem: CC001 error: /,
    );
  });

  it("registers its public fields as outputs", async () => {
    const { outputs } = await runProgram(() => clientOfRoot());

    assert.deepEqual(outputs.client, ["certificatePem", "chainPem", "privateKeyPem"]);
  });

  for (const input of ["issuerCertificatePem", "issuerChainPem"] as const) {
    it(`refuses a key in ${input}, which would be a plain output`, async () => {
      const root = await actor("Root");
      const args = {
        issuerCertificatePem: root.certificatePem,
        issuerPrivateKeyPem: root.privateKeyPem,
        [input]: root.certificatePem + root.privateKeyPem,
      };
      const running = runProgram(() => new ClientCertificate("client", args));
      assert.deepEqual(
        (await refusalsOf(running)).map(([path, reason]) => [path, reason.slice(0, 5)]),
        [[input, "TS002"]],
      );
    });
  }

  const refused: [what: string, args: ClientCertificateArgs, message: string][] = [
    [
      "neither an issuer nor a certificate",
      {},
      "is refused: certificatePem: a client certificate is signed here (issuerCertificatePem), issued by AWS Private CA (certificateAuthorityArn) or the caller's own (certificatePem), and none of them is given. Give one of them.",
    ],
    [
      "an issuer and a certificate",
      {
        issuerCertificatePem: "CA",
        issuerPrivateKeyPem: "KEY",
        certificatePem: "CERTIFICATE",
        chainPem: "CHAIN",
        privateKeyPem: "KEY",
      },
      "is refused: certificatePem: a client certificate is signed here (issuerCertificatePem), issued by AWS Private CA (certificateAuthorityArn) or the caller's own (certificatePem), and issuerCertificatePem and certificatePem are given. Give one of them.",
    ],
    [
      "a certificate without chain and key, naming both",
      { certificatePem: "CERTIFICATE" },
      "is refused for 2 reasons:\n" +
        "  chainPem: missing, and certificatePem given. Give certificatePem, chainPem, privateKeyPem together or none of them.\n" +
        "  privateKeyPem: missing, and certificatePem given. Give certificatePem, chainPem, privateKeyPem together or none of them.",
    ],
    [
      "a chain without the issuer at its beginning",
      { certificatePem: "PEM", chainPem: "PEM", privateKeyPem: "KEY", issuerChainPem: "PEM" },
      "is refused: issuerChainPem: given without issuerCertificatePem, so it would be of no effect. Give issuerCertificatePem too, or leave it out.",
    ],
    [
      "a country that is no code",
      { certificateAuthorityArn: "ARN", country: "Japan" },
      'is refused: country: "Japan" is no country code. Give the two letters of ISO 3166, such as JP, or "" for none.',
    ],
    [
      "a key that CloudFront does not present",
      { certificateAuthorityArn: "ARN", keyAlgorithm: "RSA-4096" as "RSA-2048" },
      'is refused: keyAlgorithm: "RSA-4096" is not one of RSA-2048, ECDSA-P256.',
    ],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assert.rejects(
        runProgram(() => new ClientCertificate("client", args)),
        { message: `ClientCertificate "client" ${message}` },
      );
    });
  }
});
