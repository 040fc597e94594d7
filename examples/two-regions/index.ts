import * as pulumi from "@pulumi/pulumi";
import { MutualTlsGateway } from "mtls-gateway";

const config = new pulumi.Config();

const gateway = new MutualTlsGateway("gateway", {
  domainName: config.require("domainName"),
  zoneName: config.require("zoneName"),
  clientGeneration: config.requireNumber("clientGeneration"),
  failoverRegion: {
    region: config.require("failoverRegion"),
    domainName: config.require("failoverDomainName"),
  },
  // CloudFront fails over for reading alone; orders go to the first Region or to none.
  behaviors: [{ pathPattern: "/orders/*" }],
});

export const edgeUrl = gateway.edgeUrl;
export const apiUrl = gateway.apiUrl;
