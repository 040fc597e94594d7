import { MutualTlsGateway, type MutualTlsGatewayArgs } from "mtls-gateway";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { runProgram } from "./support/mockProgram";
import { refusalsOf } from "./support/refusalsOf";
import * as assert from "node:assert/strict";

const refused = async (
  args: () => Partial<MutualTlsGatewayArgs>,
): Promise<[path: string, reason: string][]> =>
  refusalsOf(
    runProgram(
      () =>
        new MutualTlsGateway("gw", {
          domainName: "api.example.com",
          zoneName: "example.com",
          ...args(),
        }),
      { preview: true },
    ),
  );

const pathsOf = async (args: () => Partial<MutualTlsGatewayArgs>): Promise<string[]> =>
  (await refused(args)).map(([path]) => path);

const restApi = (): aws.apigateway.RestApi =>
  new aws.apigateway.RestApi("mine", {
    endpointConfiguration: { types: "REGIONAL" },
    disableExecuteApiEndpoint: true,
  });

const failoverRegion = { region: "us-west-2", domainName: "west.example.com" };

describe("a MutualTlsGateway refuses", () => {
  it("how to make a server certificate beside one that exists", async () => {
    assert.deepEqual(
      await pathsOf(() => ({
        serverCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/mine",
        serverAlternativeNames: ["www.example.com"],
        serverCertificatePem: "PEM",
        serverCertificateChainPem: "PEM",
        serverPrivateKeyPem: "KEY",
      })),
      [
        "serverAlternativeNames",
        "serverCertificatePem",
        "serverCertificateChainPem",
        "serverPrivateKeyPem",
      ],
    );
  });

  it("how to make CAs and a client certificate beside an import that exists", async () => {
    assert.deepEqual(
      await pathsOf(() => ({
        clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/mine",
        clientCertificateChainPem: "PEM",
        clientCommonName: "edge",
        clientValidityDays: 90,
        clientEarlyRenewalDays: 10,
        clientSigningAlgorithm: "SHA256WITHRSA",
        caCommonName: "Root",
        caValidityDays: 900,
        caGeneration: 2,
        issuingCa: true,
        issuingCaCommonName: "Issuing",
        issuingCaKeyAlgorithm: "RSA-2048",
        issuingCaValidityDays: 500,
      })),
      [
        "clientCommonName",
        "clientValidityDays",
        "clientEarlyRenewalDays",
        "clientSigningAlgorithm",
        "caCommonName",
        "caValidityDays",
        "caGeneration",
        "issuingCa",
        "issuingCaCommonName",
        "issuingCaKeyAlgorithm",
        "issuingCaValidityDays",
      ],
    );
  });

  it("how to make CAs beside AWS Private CA", async () => {
    assert.deepEqual(
      await pathsOf(() => ({
        clientCertificateAuthorityArn:
          "arn:aws:acm-pca:us-east-1:123456789012:certificate-authority/mine",
        caCommonName: "Root",
        clientValidityDays: 90,
      })),
      ["caCommonName"],
    );
  });

  it("how to make an issuing CA where none is made", async () => {
    for (const issuingCa of [undefined, false]) {
      assert.deepEqual(await pathsOf(() => ({ issuingCa, issuingCaValidityDays: 500 })), [
        "issuingCaValidityDays",
      ]);
    }
  });

  it("names that have no place in the zone: their records would stand below it and prove nothing", async () => {
    assert.deepEqual(
      await refused(() => ({
        aliases: ["www.example.com", "www.example.net"],
        failoverRegion: { ...failoverRegion, domainName: "west.example.org" },
      })),
      ["www.example.net", "west.example.org"].map((name) => [
        "zoneName",
        `${name} is no name in the zone example.com, so its records cannot stand there. Give the zone of ${name}.`,
      ]),
    );
  });

  it("an alias that is the name of its own domain", async () => {
    const reason = (name: string) =>
      `"${name}" is the name of the API's domain, which CloudFront asks. Give viewers another name.`;
    assert.deepEqual(
      await refused(() => ({
        domainName: pulumi.output("api.example.com"),
        aliases: ["www.example.com", "API.example.com"],
      })),
      [["aliases[1]", reason("API.example.com")]],
    );
    assert.deepEqual(await refused(() => ({ failoverRegion, aliases: ["west.example.com"] })), [
      ["aliases[0]", reason("west.example.com")],
    ]);
  });

  it("a behavior that hands on the Host header, for which API Gateway answers nobody", async () => {
    assert.deepEqual(
      await refused(() => ({
        behaviors: [
          {
            pathPattern: "/orders/*",
            originRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3",
          },
        ],
      })),
      [
        [
          "edge.behaviors[0].originRequestPolicyId",
          '"216adef6-5c7f-47e4-b989-5492eafa07d3" hands on the viewer\'s Host header, by which API Gateway looks for another domain and answers 403. Leave it out for AllViewerExceptHostHeader.',
        ],
      ],
    );
  });

  it("a caller's certificate that outlives its CA, by the caller's name", async () => {
    const path = "additionalCallers.monitoring";
    assert.deepEqual(
      await refused(() => ({
        additionalCallers: { monitoring: { reason: "Health checks", validityDays: 4000 } },
      })),
      [
        [
          `${path}.validityDays`,
          `4000 days outlive the 3650 days of its issuer (${path}.caValidityDays). Give 3650 days at most, or a longer ${path}.caValidityDays.`,
        ],
      ],
    );
  });
});

describe("a MutualTlsGateway of two Regions refuses", () => {
  it("the domain name of the first one for the second", async () => {
    assert.deepEqual(
      await refused(() => ({
        failoverRegion: { ...failoverRegion, domainName: "api.example.com" },
      })),
      [
        [
          "failoverRegion.domainName",
          '"api.example.com" is the domain name of the first Region too. Give another one, such as failover-api.example.com.',
        ],
      ],
    );
  });

  it("the sample API in place of the API that the first one has", async () => {
    assert.deepEqual(await refused(() => ({ failoverRegion, restApi: restApi() })), [
      [
        "failoverRegion.restApi",
        "missing, and restApi given: the sample API would answer when the first Region fails. Give the same API of the second Region.",
      ],
    ]);
  });

  it("what is in one of them and would be put into both", async () => {
    assert.deepEqual(
      await pathsOf(() => ({
        failoverRegion,
        accessLog: true,
        accessLogGroupArn: "arn:aws:logs:us-east-2:123456789012:log-group:mine",
        apiWebAclArn: "arn:aws:wafv2:us-east-2:123456789012:regional/webacl/mine/1",
        additionalMappings: [{ restApi: restApi(), stageName: "v2", basePath: "v2" }],
      })),
      ["accessLogGroupArn", "apiWebAclArn", "additionalMappings"],
    );
  });

  it("settings of the sample API that the second one does not have", async () => {
    assert.deepEqual(
      await pathsOf(() => ({
        clientHeaders: true,
        failoverRegion: { ...failoverRegion, restApi: restApi() },
      })),
      ["clientHeaders"],
    );
  });
});
