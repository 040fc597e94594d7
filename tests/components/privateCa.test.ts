import { readBundle } from "@mtls-gateway/pki";
import {
  ClientCertificate,
  MutualTlsGateway,
  Truststore,
  type ClientCertificateArgs,
  type MutualTlsGatewayArgs,
} from "mtls-gateway";
import * as assert from "node:assert/strict";
import { knownValue, runProgram, unknown } from "./support/mockProgram";
import { privateCa, privateCaArn } from "./support/mockPrivateCa";

const commonNames = (pem: string): string[] =>
  readBundle(pem).certificates.map(({ subject }) => subject.replace(/,.*/, ""));

const client = (args: ClientCertificateArgs = {}): ClientCertificate =>
  new ClientCertificate("client", {
    certificateAuthorityArn: privateCaArn,
    keyAlgorithm: "ECDSA-P256",
    ...args,
  });

describe("AWS Private CA", () => {
  it("issues a client certificate for a request made here, by the template for clients, in the Region of the CA", async () => {
    const { resources, errors } = await runProgram(
      () => client({ signingAlgorithm: "SHA384WITHECDSA", validityDays: 90 }),
      { preview: true },
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["client", "client-certificate", "client-key", "client-request"],
    );
    assert.deepEqual(resources[1], {
      type: "aws:acmpca/certificate:Certificate",
      name: "client-certificate",
      parent: "client",
      dependencies: ["client-request"],
      inputs: {
        certificateAuthorityArn: privateCaArn,
        region: "us-west-2",
        certificateSigningRequest: unknown,
        signingAlgorithm: "SHA384WITHECDSA",
        templateArn: "arn:aws:acm-pca:::template/EndEntityClientAuthCertificate/V1",
        validity: { type: "DAYS", value: "90" },
      },
      secrets: [],
    });
  });

  it("gives the certificate with its chain, and the key as a secret", async () => {
    const { value, errors, warnings } = await runProgram(() => client());

    const { root, subordinate } = await privateCa();
    assert.deepEqual([errors, warnings], [[], []]);
    assert.deepEqual(commonNames(await knownValue(value.certificatePem)), ["CN=my-client"]);
    assert.equal(
      await knownValue(value.chainPem),
      `${subordinate.certificatePem}${root.certificatePem}`,
    );
    assert.match(await knownValue(value.privateKeyPem), /PRIVATE KEY/);
  });

  it("warns when the certificate nears its end, for nothing renews it", async () => {
    const { warnings } = await runProgram(() => client({ commonName: "nearly over" }));

    assert.deepEqual(
      warnings.map((warning) => warning.replace(/\d{4}-\d\d-\d\d/, "(date)")),
      [
        "The client certificate ends on (date), and AWS Private CA does not renew it. Raise its generation for a new one.",
      ],
    );
  });

  it("makes a new key, and so a new certificate, for a higher generation", async () => {
    const { resources } = await runProgram(() => client({ generation: 2 }), { preview: true });

    assert.deepEqual(
      resources.map(({ name }) => name),
      ["client", "client-certificate", "client-key-g2", "client-request"],
    );
  });

  it("is trusted by its ARN, with the CAs above it, beside certificates that are given", async () => {
    const { root } = await privateCa();
    const { value, errors } = await runProgram(
      () => new Truststore("trust", { certificateAuthorityArns: [privateCaArn] }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(commonNames(await knownValue(value.certificatesPem)), [
      "CN=Private Issuing",
      "CN=Private Root",
    ]);
    const twice = await runProgram(
      () =>
        new Truststore("trust", {
          certificates: [root.certificatePem],
          certificateAuthorityArns: [privateCaArn],
        }),
    );
    assert.deepEqual(
      twice.warnings.map((warning) => warning.replace(/ warning: .*/, "")),
      ["certificates[0]: TS012"],
    );
  });

  it("leaves a gateway without a CA of its own, and without a CA's key", async () => {
    const { resources, value, errors } = await runProgram(
      () =>
        new MutualTlsGateway("gw", {
          domainName: "api.example.com",
          zoneName: "example.com",
          clientKeyAlgorithm: "ECDSA-P256",
          clientCertificateAuthorityArn: privateCaArn,
          clientSigningAlgorithm: "SHA256WITHECDSA",
        }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.filter(({ type }) => type.startsWith("tls:")).map(({ name }) => name),
      ["gw-client-key", "gw-client-request"],
    );
    assert.deepEqual(commonNames(await knownValue(value.caCertificatePem)), [
      "CN=Private Issuing",
      "CN=Private Root",
    ]);
  });

  const refused: [what: string, make: () => unknown, line: string][] = [
    [
      "an ARN of something else",
      () => client({ certificateAuthorityArn: "arn:aws:acm:us-west-2:123456789012:certificate/1" }),
      'ClientCertificate "client" is refused: certificateAuthorityArn: "arn:aws:acm:us-west-2:123456789012:certificate/1" is no ARN of an AWS Private CA: arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID.',
    ],
    [
      "an algorithm that it does not know",
      () => client({ signingAlgorithm: "SHA1" as "SHA256WITHRSA" }),
      'ClientCertificate "client" is refused: signingAlgorithm: "SHA1" is not one of SHA256WITHRSA, SHA384WITHRSA, SHA512WITHRSA, SHA256WITHECDSA, SHA384WITHECDSA, SHA512WITHECDSA.',
    ],
    [
      "a generation that is none",
      () => client({ generation: 0 }),
      'ClientCertificate "client" is refused: generation: 0 is not a whole number from 1 on.',
    ],
    [
      "an ARN of something else in a truststore",
      () => new Truststore("trust", { certificateAuthorityArns: [privateCaArn, "mine"] }),
      'Truststore "trust" is refused: certificateAuthorityArns[1]: "mine" is no ARN of an AWS Private CA: arn:aws:acm-pca:REGION:ACCOUNT:certificate-authority/ID.',
    ],
    [
      "generations of a gateway's own CAs beside it",
      () =>
        new MutualTlsGateway("gw", {
          domainName: "api.example.com",
          clientCertificateAuthorityArn: privateCaArn,
          trustedCaGenerations: [2],
        } satisfies MutualTlsGatewayArgs),
      'MutualTlsGateway "gw" is refused: trustedCaGenerations: given beside clientCertificateAuthorityArn, for which nothing is made here. Leave one of them out.',
    ],
  ];
  for (const [what, make, message] of refused) {
    it(`refuses ${what}`, () =>
      assert.rejects(
        runProgram(() => {
          make();
        }),
        { message },
      ));
  }
});
