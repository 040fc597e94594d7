import { readBundle } from "@mtls-gateway/pki";
import { MutualTlsGateway, type MutualTlsGatewayArgs } from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { actor, type Actor } from "./support/actors";
import { knownValue, runProgram } from "./support/mockProgram";

const make = (args: Partial<MutualTlsGatewayArgs> = {}): MutualTlsGateway =>
  new MutualTlsGateway("gw", {
    domainName: "api.example.com",
    zoneName: "example.com",
    caKeyAlgorithm: "ECDSA-P256",
    clientKeyAlgorithm: "ECDSA-P256",
    ...args,
  });

const subjects = (pem: string): string[] =>
  readBundle(pem).certificates.map(({ subject }) => subject.replace(/,.*/, ""));

describe("a MutualTlsGateway that changes its CA", () => {
  it("trusts the next CA first, then presents its certificate, then lets go of the last one, and the truststore keeps its order", async () => {
    const steps: [Partial<MutualTlsGatewayArgs>, trusted: string[], issuer: string[]][] = [
      [{}, ["CN=MyRootCA"], ["CN=MyRootCA"]],
      [{ trustedCaGenerations: [2] }, ["CN=MyRootCA", "CN=MyRootCA G2"], ["CN=MyRootCA"]],
      [
        { caGeneration: 2, trustedCaGenerations: [1] },
        ["CN=MyRootCA", "CN=MyRootCA G2"],
        ["CN=MyRootCA G2"],
      ],
      [{ caGeneration: 2 }, ["CN=MyRootCA G2"], ["CN=MyRootCA G2"]],
    ];
    for (const [args, trusted, issuer] of steps) {
      const { value, errors, warnings } = await runProgram(() => make(args));
      assert.deepEqual([errors, warnings], [[], []]);
      assert.deepEqual(subjects(await knownValue(value.caCertificatePem)), trusted);
      assert.deepEqual(subjects(await knownValue(value.clientCertificateChainPem)), issuer);
    }
  });

  it("keeps every generation under a name of its own, the first one's as it was", async () => {
    const { resources } = await runProgram(
      () =>
        make({ issuingCa: true, issuingCaKeyAlgorithm: "ECDSA-P256", trustedCaGenerations: [2] }),
      { preview: true },
    );

    assert.deepEqual(
      resources.filter(({ name }) => /-ca(-g\d)?-/.test(name)).map(({ name }) => name),
      [
        "gw-issuing-ca-certificate",
        "gw-issuing-ca-g2",
        "gw-issuing-ca-g2-certificate",
        "gw-issuing-ca-g2-key-g2",
        "gw-issuing-ca-g2-request",
        "gw-issuing-ca-key",
        "gw-issuing-ca-request",
        "gw-root-ca-certificate",
        "gw-root-ca-g2",
        "gw-root-ca-g2-certificate",
        "gw-root-ca-g2-key-g2",
        "gw-root-ca-key",
      ],
    );
  });

  it("names the other generation on the domain, for whom policy GW012 asks a reason", async () => {
    const { resources } = await runProgram(
      () => make({ caGeneration: 2, trustedCaGenerations: [1, 2] }),
      { preview: true },
    );

    const domain = resources.find(({ name }) => name === "gw-domain-domain");
    assert.deepEqual(domain?.inputs.tags, {
      "mtls-gateway:caller:edge:g1":
        "The CA of CloudFront in another generation while it changes over",
    });
  });

  it("makes a new client key under the same CA for a higher clientGeneration", async () => {
    const { resources } = await runProgram(() => make({ clientGeneration: 2 }), { preview: true });

    assert.deepEqual(
      resources.filter(({ parent }) => parent === "gw-client").map(({ name }) => name),
      ["gw-client-certificate", "gw-client-key-g2", "gw-client-request"],
    );
  });

  it("refuses generations that are none", () =>
    assert.rejects(
      runProgram(() => make({ trustedCaGenerations: [2, 1.5] })),
      {
        message:
          'MutualTlsGateway "gw" is refused: trustedCaGenerations[1]: 1.5 is not a whole number from 1 on.',
      },
    ));
});

describe("a MutualTlsGateway whose client certificate is in ACM already", () => {
  let root: Actor;
  const clientCertificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/mine";

  before(async () => {
    root = await actor("Root");
  });

  it("makes no certificate and sees no key, and trusts the CAs that are given", async () => {
    const { value, resources, errors } = await runProgram(() =>
      make({ clientCertificateArn, clientCertificateChainPem: root.certificatePem }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.filter(({ type }) => type.startsWith("tls:")),
      [],
    );
    assert.equal(await knownValue(value.clientCertificateArn), clientCertificateArn);
    assert.equal(await knownValue(value.caCertificatePem), root.certificatePem);
    assert.equal(await knownValue(value.clientPrivateKeyPem), "");
    assert.equal(await pulumi.isSecret(value.clientPrivateKeyPem), true);
    assert.equal(value.edgeCertificate, undefined);
  });

  const refused: [what: string, args: Partial<MutualTlsGatewayArgs>, message: string][] = [
    [
      "no chain for the truststore",
      { clientCertificateArn },
      'MutualTlsGateway "gw" is refused: clientCertificateChainPem: missing, and clientCertificateArn given. Give clientCertificateArn, clientCertificateChainPem together or none of them.',
    ],
    [
      "a key beside it",
      { clientCertificateArn, clientPrivateKeyPem: "KEY", clientGeneration: 2 },
      'MutualTlsGateway "gw" is refused for 2 reasons:\n' +
        "  clientPrivateKeyPem: given beside clientCertificateArn, for which nothing is made here. Leave one of them out.\n" +
        "  clientGeneration: given beside clientCertificateArn, for which nothing is made here. Leave one of them out.",
    ],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, () =>
      assert.rejects(
        runProgram(() => make(args)),
        { message },
      ));
  }

  it("refuses one in another Region by CC106", () =>
    assert.rejects(
      runProgram(() =>
        make({
          clientCertificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/mine",
          clientCertificateChainPem: root.certificatePem,
        }),
      ),
      /^Error: EdgeCertificate "gw-edge-certificate" is refused: certificateArn: CC106 error: /,
    ));
});
