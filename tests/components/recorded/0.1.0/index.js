"use strict";
// What people made with this version; never changed, for an upgrade leaves their programs as they are.
const aws = require("@pulumi/aws");
const { MutualTlsGateway } = require("mtls-gateway");

const { zoneId } = new aws.route53.Zone("zone", { name: "recorded.example" });

// Long enough that no certificate is due for renewal before 2050.
const lasting = {
  zoneId,
  caKeyAlgorithm: "ECDSA-P256",
  clientKeyAlgorithm: "ECDSA-P256",
  caValidityDays: 36500,
  clientValidityDays: 18250,
};

new MutualTlsGateway("plain", { domainName: "plain.recorded.example", ...lasting });

new MutualTlsGateway("full", {
  domainName: "full.recorded.example",
  ...lasting,
  clientKeyAlgorithm: "RSA-2048",
  issuingCa: true,
  issuingCaKeyAlgorithm: "ECDSA-P256",
  issuingCaValidityDays: 27000,
  caGeneration: 2,
  trustedCaGenerations: [1],
  clientGeneration: 2,
  additionalCallers: {
    monitoring: {
      reason: "Health checks",
      keyAlgorithm: "ECDSA-P256",
      validityDays: 18250,
      caValidityDays: 36500,
    },
  },
  truststoreKeptVersions: 5,
  ipAddressType: "dualstack",
  basePath: "v1",
  stageName: "live",
  aliases: ["www.recorded.example"],
  failoverRegion: { region: "us-west-2", domainName: "west.recorded.example" },
  behaviors: [{ pathPattern: "/v1/pets" }],
  priceClass: "PriceClass_100",
  tags: { team: "edge" },
});
