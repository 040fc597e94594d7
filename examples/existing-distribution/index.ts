import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { MutualTlsGateway } from "mtls-gateway";

const config = new pulumi.Config();

const gateway = new MutualTlsGateway("gateway", {
  domainName: config.require("domainName"),
  zoneName: config.require("zoneName"),
  existingDistribution: true,
});

const distribution = new aws.cloudfront.Distribution("ours", {
  enabled: true,
  comment: config.require("comment"),
  origins: gateway.originSettings,
  defaultCacheBehavior: gateway.behaviorSettings,
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});

export const edgeUrl = pulumi.interpolate`https://${distribution.domainName}`;
export const apiUrl = gateway.apiUrl;
