import { readBundle } from "@mtls-gateway/pki";
import { MutualTlsGateway, RefusedInputsError, type MutualTlsGatewayArgs } from "mtls-gateway";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { actor } from "./support/actors";
import { knownValue, runProgram } from "./support/mockProgram";

const make = (args: Partial<MutualTlsGatewayArgs> = {}): MutualTlsGateway =>
  new MutualTlsGateway("gw", {
    domainName: "api.example.com",
    zoneName: "example.com",
    // Not the default RSA-4096, which would only cost time: certificateAuthority.test.ts has the defaults.
    caKeyAlgorithm: "ECDSA-P256",
    clientKeyAlgorithm: "ECDSA-P256",
    ...args,
  });

const subjects = (pem: string): string[] =>
  readBundle(pem).certificates.map(({ subject }) => subject.replace(/,.*/, ""));

describe("MutualTlsGateway", () => {
  it("makes one of everything, each component under the gateway", async () => {
    const { resources, errors, warnings } = await runProgram(() => make());

    assert.deepEqual(errors, []);
    assert.deepEqual(warnings, []);
    assert.deepEqual(
      resources.map(({ name, parent }) => `${parent} > ${name}`),
      [
        " > gw",
        "gw > gw-client",
        "gw-client > gw-client-certificate",
        "gw-client > gw-client-key",
        "gw-client > gw-client-request",
        "gw > gw-domain",
        "gw-domain > gw-domain-domain",
        "gw-domain > gw-domain-mapping",
        "gw-domain > gw-domain-record-a",
        "gw > gw-edge",
        "gw > gw-edge-certificate",
        "gw-edge-certificate > gw-edge-certificate-certificate-ecdsa-p256",
        "gw-edge > gw-edge-distribution",
        "gw > gw-pets",
        "gw-pets > gw-pets-api",
        "gw-pets > gw-pets-deployment",
        "gw-pets > gw-pets-stage",
        "gw > gw-root-ca",
        "gw-root-ca > gw-root-ca-certificate",
        "gw-root-ca > gw-root-ca-key",
        "gw > gw-server",
        "gw-server > gw-server-certificate",
        "gw-server > gw-server-validation",
        "gw-server > gw-server-validation-record",
        "gw > gw-truststore",
        "gw-truststore > gw-truststore-bucket",
        "gw-truststore > gw-truststore-encryption",
        "gw-truststore > gw-truststore-object",
        "gw-truststore > gw-truststore-ownership",
        "gw-truststore > gw-truststore-policy",
        "gw-truststore > gw-truststore-public-access-block",
        "gw-truststore > gw-truststore-versioning",
      ],
    );
  });

  it("pins the domain to the truststore, and lets edge certificate and distribution wait for the domain", async () => {
    const { resources } = await runProgram(() => make());

    const dependencies = (name: string): string[] =>
      resources.find((each) => each.name === name)?.dependencies ?? [];
    assert.deepEqual(dependencies("gw-domain-domain"), [
      "gw-server-validation",
      "gw-truststore-object",
    ]);
    const domain = ["gw-domain-domain", "gw-domain-mapping", "gw-domain-record-a"];
    assert.deepEqual(dependencies("gw-edge-certificate"), domain);
    assert.deepEqual(dependencies("gw-edge"), domain);
    assert.deepEqual(dependencies("gw-edge-distribution"), [
      "gw-domain-domain",
      "gw-edge-certificate-certificate-ecdsa-p256",
    ]);
  });

  it("trusts the root alone when there is no issuing CA", async () => {
    const { value } = await runProgram(() => make());

    assert.deepEqual(subjects(await knownValue(value.caCertificatePem)), ["CN=MyRootCA"]);
    assert.deepEqual(subjects(await knownValue(value.clientCertificateChainPem)), ["CN=MyRootCA"]);
    assert.deepEqual(subjects(await knownValue(value.clientCertificatePem)), ["CN=my-client"]);
  });

  it("trusts issuing CA and root, and presents both, when they are apart", async () => {
    const { value, resources, errors } = await runProgram(() =>
      make({ issuingCa: true, issuingCaKeyAlgorithm: "ECDSA-P256" }),
    );

    const path = ["CN=MyIssuingCA", "CN=MyRootCA"];
    const imported = resources.find(
      ({ name }) => name === "gw-edge-certificate-certificate-ecdsa-p256",
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(subjects(await knownValue(value.caCertificatePem)), path);
    assert.deepEqual(subjects(imported?.inputs.certificateChain as string), path);
    const issuing = readBundle(await knownValue(value.caCertificatePem)).certificates[0];
    assert.equal(issuing?.pathLength, 0);
  });

  it("gives what the stack exports, the keys as the only secrets", async () => {
    const { value, outputs } = await runProgram(() => make());

    const names = outputs.gw ?? [];
    assert.deepEqual(names, [
      "apiUrl",
      "behaviorSettings",
      "caCertificatePem",
      "callerCertificatesPem",
      "callerChainsPem",
      "callerPrivateKeysPem",
      "clientCertificateArn",
      "clientCertificateChainPem",
      "clientCertificatePem",
      "clientPrivateKeyPem",
      "distribution",
      "domain",
      "edgeCertificate",
      "edgeUrl",
      "executeApiUrl",
      "originSettings",
      "serverCertificateArn",
      "truststoreBucket",
      "truststoreUri",
      "truststoreVersion",
    ]);
    const fields = value as unknown as Record<string, pulumi.Output<string>>;
    const secret = await Promise.all(
      names
        .filter((name) => pulumi.Output.isInstance(fields[name]))
        .map(async (name) => [name, await pulumi.isSecret(fields[name] as pulumi.Output<string>)]),
    );
    assert.deepEqual(
      secret.filter(([, isSecret]) => isSecret === true).map(([name]) => name),
      ["callerPrivateKeysPem", "clientPrivateKeyPem"],
    );
    assert.equal(await knownValue(value.edgeUrl), "https://d111111abcdef8.cloudfront.net");
    assert.equal(await knownValue(value.apiUrl), "https://api.example.com");
    assert.equal(await knownValue(value.truststoreVersion), "version-1");
  });

  it("takes an API, a server certificate and a client certificate that exist, and makes none of them", async () => {
    const root = await actor("Root");
    const leaf = await actor("edge", { issuer: root, leaf: true });
    const { resources, value, errors } = await runProgram(() =>
      make({
        zoneName: undefined,
        serverCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/mine",
        restApi: new aws.apigateway.RestApi("mine", {
          endpointConfiguration: { types: "REGIONAL" },
          disableExecuteApiEndpoint: true,
        }),
        stageName: "v1",
        clientCertificatePem: leaf.certificatePem,
        clientCertificateChainPem: root.certificatePem,
        clientPrivateKeyPem: leaf.privateKeyPem,
      }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources
        .filter(({ name, type }) => !type.startsWith("mtls-") && !name.startsWith("gw-truststore"))
        .map(({ name }) => name),
      [
        "gw-domain-domain",
        "gw-domain-mapping",
        "gw-edge-certificate-certificate-ecdsa-p256",
        "gw-edge-distribution",
        "mine",
      ],
    );
    assert.equal(await knownValue(value.caCertificatePem), root.certificatePem);
    assert.equal(await knownValue(value.executeApiUrl), "");
  });

  it("trusts the CAs that are given besides its own, and presents none of them", async () => {
    const old = await actor("Old");
    const { value, errors } = await runProgram(() =>
      make({ caGeneration: 2, additionalTrustedCertificates: [old.certificatePem] }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(subjects(await knownValue(value.caCertificatePem)), [
      "CN=MyRootCA G2",
      "CN=Old",
    ]);
    assert.deepEqual(subjects(await knownValue(value.clientCertificateChainPem)), [
      "CN=MyRootCA G2",
    ]);
  });

  it("names the import after the kind of key, of a certificate made here and of one that is given", async () => {
    const root = await actor("Root");
    const leaf = await actor("edge", { issuer: root, leaf: true });
    const nameOf = async (args: Partial<MutualTlsGatewayArgs>): Promise<string | undefined> => {
      const { resources } = await runProgram(() => make(args), { preview: true });
      return resources.find(({ parent }) => parent === "gw-edge-certificate")?.name;
    };

    assert.equal(
      await nameOf({ clientKeyAlgorithm: undefined }),
      "gw-edge-certificate-certificate",
    );
    assert.equal(
      await nameOf({
        clientKeyAlgorithm: undefined,
        clientCertificatePem: leaf.certificatePem,
        clientCertificateChainPem: root.certificatePem,
        clientPrivateKeyPem: leaf.privateKeyPem,
      }),
      "gw-edge-certificate-certificate-ecdsa-p256",
    );
  });

  const renewals: [args: Partial<MutualTlsGatewayArgs>, hours: Record<string, number>][] = [
    [{}, { "gw-root-ca-certificate": 365 * 24 }],
    [
      { issuingCa: true },
      { "gw-issuing-ca-certificate": 365 * 24, "gw-root-ca-certificate": 1825 * 24 },
    ],
    [{ caValidityDays: 365 }, { "gw-root-ca-certificate": 364 * 24 }],
    [
      { caValidityDays: pulumi.output(500), clientValidityDays: pulumi.output(100) },
      { "gw-root-ca-certificate": 100 * 24 },
    ],
  ];
  for (const [args, hours] of renewals) {
    it(`renews CAs before what they sign can outlive them, given ${Object.keys(args).join(" and ") || "nothing"}`, async () => {
      const { resources, errors } = await runProgram(() => make(args), { preview: true });

      assert.deepEqual(errors, []);
      assert.deepEqual(
        Object.fromEntries(
          resources
            .filter(({ inputs }) => inputs.isCaCertificate === true)
            .map(({ name, inputs }) => [name, inputs.earlyRenewalHours]),
        ),
        hours,
      );
    });
  }

  const outliving: [what: string, args: Partial<MutualTlsGatewayArgs>, line: string][] = [
    [
      "a client certificate that outlives the root",
      { clientValidityDays: 400, caValidityDays: 365 },
      "clientValidityDays: 400 days outlive the 365 days of its issuer (caValidityDays). Give 365 days at most, or a longer caValidityDays.",
    ],
    [
      "a client certificate that outlives the issuing CA",
      { clientValidityDays: 400, issuingCa: true, issuingCaValidityDays: 365 },
      "clientValidityDays: 400 days outlive the 365 days of its issuer (issuingCaValidityDays). Give 365 days at most, or a longer issuingCaValidityDays.",
    ],
    [
      "an issuing CA that outlives the root",
      { issuingCa: true, caValidityDays: 1000 },
      "issuingCaValidityDays: 1825 days outlive the 1000 days of its issuer (caValidityDays). Give 1000 days at most, or a longer caValidityDays.",
    ],
  ];
  for (const [what, args, line] of outliving) {
    it(`refuses ${what}, in one line`, () =>
      assert.rejects(
        runProgram(() => make(args)),
        { message: `MutualTlsGateway "gw" is refused: ${line}` },
      ));
  }

  it("refuses a client certificate with the chain of another one", async () => {
    const stranger = await actor("Stranger");
    const leaf = await actor("edge", { issuer: await actor("Root"), leaf: true });
    await assert.rejects(
      runProgram(() =>
        make({
          clientCertificatePem: leaf.certificatePem,
          clientCertificateChainPem: stranger.certificatePem,
          clientPrivateKeyPem: leaf.privateKeyPem,
        }),
      ),
      (error: Error) => {
        assert.ok(error instanceof RefusedInputsError);
        assert.deepEqual(
          error.refused.map(({ path, reason }) => [path, reason.slice(0, 5)]),
          [["client.chainPem", "CC001"]],
        );
        return true;
      },
    );
  });
});
