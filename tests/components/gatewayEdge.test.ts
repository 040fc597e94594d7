import { MutualTlsGateway, type MutualTlsGatewayArgs } from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import { knownValue, runProgram } from "./support/mockProgram";

const make = (args: Partial<MutualTlsGatewayArgs> = {}): MutualTlsGateway =>
  new MutualTlsGateway("gw", {
    domainName: "api.example.com",
    zoneName: "example.com",
    caKeyAlgorithm: "ECDSA-P256",
    clientKeyAlgorithm: "ECDSA-P256",
    ...args,
  });

const clientCertificateArn =
  "arn:aws:acm:us-east-1:123456789012:certificate/gw-edge-certificate-certificate-ecdsa-p256";

const origin = (originId: string, domainName: string) => ({
  originId,
  domainName,
  originPath: "",
  customOriginConfig: {
    httpPort: 80,
    httpsPort: 443,
    originProtocolPolicy: "https-only",
    originSslProtocols: ["TLSv1.2"],
    originMtlsConfig: { clientCertificateArn },
  },
});

describe("a MutualTlsGateway for a distribution that exists", () => {
  it("makes none, and tells the origins and the behavior that the distribution needs", async () => {
    const { value, resources, errors } = await runProgram(() =>
      make({ existingDistribution: true }),
    );

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources.filter(({ name }) => name === "gw-edge" || name.startsWith("gw-edge-d")),
      [],
    );
    assert.deepEqual(await knownValue(value.originSettings), [
      origin("mtls-domain", "api.example.com"),
    ]);
    assert.deepEqual(await knownValue(value.behaviorSettings), {
      targetOriginId: "mtls-domain",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cachedMethods: ["GET", "HEAD"],
      compress: true,
      cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    });
    assert.equal(await knownValue(value.edgeUrl), "");
    assert.equal(value.distribution, undefined);
  });

  it("refuses what only a distribution of its own could do", () =>
    assert.rejects(
      runProgram(() =>
        make({ existingDistribution: true, aliases: ["www.example.com"], webAclArn: "x" }),
      ),
      {
        message:
          'MutualTlsGateway "gw" is refused for 2 reasons:\n' +
          "  aliases: given beside existingDistribution, for which nothing is made here. Leave one of them out.\n" +
          "  webAclArn: given beside existingDistribution, for which nothing is made here. Leave one of them out.",
      },
    ));
});

describe("a MutualTlsGateway with names of its own", () => {
  it("says where the API answers when it answers under a base path", async () => {
    const { value } = await runProgram(() => make({ basePath: "v1" }));

    assert.equal(await knownValue(value.edgeUrl), "https://d111111abcdef8.cloudfront.net/v1");
    assert.equal(await knownValue(value.apiUrl), "https://api.example.com/v1");
  });

  it("makes its certificate and records in the zone of the gateway, and answers there", async () => {
    const { value, resources, errors } = await runProgram(() =>
      make({ aliases: ["www.example.com"], basePath: "v1" }),
    );

    assert.deepEqual(errors, []);
    assert.equal(await knownValue(value.edgeUrl), "https://www.example.com/v1");
    assert.deepEqual(
      resources.filter(({ parent }) => parent === "gw-edge").map(({ name }) => name),
      [
        "gw-edge-distribution",
        "gw-edge-record-www.example.com-a",
        "gw-edge-record-www.example.com-aaaa",
        "gw-edge-viewer-certificate",
        "gw-edge-viewer-validation",
        "gw-edge-viewer-validation-record",
      ],
    );
  });
});

describe("a MutualTlsGateway in two Regions", () => {
  const twoRegions = (): MutualTlsGateway =>
    make({
      failoverRegion: { region: "us-west-2", domainName: "api-west.example.com" },
      behaviors: [{ pathPattern: "/pets" }],
    });

  it("has a domain, truststore, server certificate and API in each, and one client certificate", async () => {
    const { resources, errors, warnings } = await runProgram(twoRegions);

    assert.deepEqual([errors, warnings], [[], []]);
    const under = (parent: string) =>
      resources
        .filter((each) => each.parent === parent)
        .map(({ name, type }) => `${type.split(":").at(-1) ?? ""} ${name.replace(parent, "")}`);
    for (const role of ["truststore", "server", "pets", "domain"]) {
      assert.deepEqual(under(`gw-failover-${role}`), under(`gw-${role}`));
    }
    assert.deepEqual(
      resources.filter(({ type }) => type === "tls:index/privateKey:PrivateKey").length,
      2,
    );
  });

  it("puts everything of the second one there, and the records into the one zone", async () => {
    const { resources } = await runProgram(twoRegions);

    const elsewhere = resources.filter(
      ({ name, type, inputs }) =>
        name.startsWith("gw-failover-") &&
        type.startsWith("aws:") &&
        !type.startsWith("aws:route53/") &&
        inputs.region !== "us-west-2",
    );
    assert.deepEqual(elsewhere, []);
    const records = resources.filter(({ type }) => type === "aws:route53/record:Record");
    assert.deepEqual(new Set(records.map(({ inputs }) => inputs.zoneId)), new Set(["Z1"]));
  });

  it("trusts the same CAs in both", async () => {
    const { resources, value } = await runProgram(twoRegions);

    const contents = ["gw-truststore-object", "gw-failover-truststore-object"].map(
      (name) => resources.find((each) => each.name === name)?.inputs.content,
    );
    const trusted = await knownValue(value.caCertificatePem);
    assert.deepEqual(contents, [trusted, trusted]);
  });

  it("fails over from one to the other, once both domains trust the certificate", async () => {
    const { resources } = await runProgram(twoRegions);

    const find = (name: string) => resources.find((each) => each.name === name);
    const distribution = find("gw-edge-distribution")?.inputs ?? {};
    assert.deepEqual(distribution.origins, [
      origin("mtls-domain", "api.example.com"),
      origin("mtls-domain-failover", "api-west.example.com"),
    ]);
    assert.deepEqual(
      (distribution.originGroups as { members: unknown }[]).map(({ members }) => members),
      [[{ originId: "mtls-domain" }, { originId: "mtls-domain-failover" }]],
    );
    assert.deepEqual(
      find("gw-edge-certificate")?.dependencies,
      ["", "-failover"]
        .flatMap((region) =>
          ["domain", "mapping", "record-a"].map((child) => `gw${region}-domain-${child}`),
        )
        .sort(),
    );
  });

  it("refuses two APIs for the second one", () =>
    assert.rejects(
      runProgram(() =>
        make({
          failoverRegion: {
            region: "us-west-2",
            domainName: "api-west.example.com",
            restApi: pulumi.output(undefined as never),
            httpApi: pulumi.output(undefined as never),
          },
        }),
      ),
      {
        message:
          'MutualTlsGateway "gw" is refused: failoverRegion.httpApi: given beside restApi, for which nothing is made here. Leave one of them out.',
      },
    ));
});
