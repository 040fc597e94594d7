import { liveThrough } from "./support/lifecycle";

/** A distribution whose first origin is not there, in front of a gateway that makes none. */
const program = `
const pulumi = require("@pulumi/pulumi");
const { MutualTlsGateway, OriginMtlsDistribution } = require("mtls-gateway");
const gateway = new MutualTlsGateway("gw", {
  domainName: "api.example.com",
  zoneName: "example.com",
  caKeyAlgorithm: "ECDSA-P256",
  clientKeyAlgorithm: "ECDSA-P256",
  existingDistribution: true,
});
const edge = new OriginMtlsDistribution("edge", {
  originDomainName: "gone.example.com",
  clientCertificateArn: gateway.clientCertificateArn,
  additionalOrigins: [{ originId: "second", domainName: gateway.domain.domainName }],
  failoverOriginId: "second",
  behaviors: JSON.parse(new pulumi.Config().require("behaviors")),
});
exports.edgeUrl = edge.url;
`;

describe("an origin group of an OriginMtlsDistribution under the real engine", () => {
  it("answers by the second origin when the first one fails, and a behavior can ask the second one at once", () =>
    liveThrough({
      files: { "index.js": program },
      config: { "aws:region": "us-east-2", behaviors: "[]" },
      changes: [
        {
          config: { behaviors: '[{ "pathPattern": "/pets", "originId": "second" }]' },
          does: ["update aws:cloudfront:Distribution edge-distribution"],
        },
      ],
    }));
});
