import * as pulumi from "@pulumi/pulumi";
import { MutualTlsGateway } from "mtls-gateway";

const config = new pulumi.Config();

const gateway = new MutualTlsGateway("gateway", {
  domainName: config.require("domainName"),
  zoneName: config.require("zoneName"),
  caGeneration: config.requireNumber("caGeneration"),
  tags: { team: "platform" },
});

export const edgeUrl = gateway.edgeUrl;
export const apiUrl = gateway.apiUrl;
export const clientCertificatePem = gateway.clientCertificatePem;
export const clientPrivateKeyPem = gateway.clientPrivateKeyPem;
