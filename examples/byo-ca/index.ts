import * as pulumi from "@pulumi/pulumi";
import { MutualTlsGateway } from "mtls-gateway";
import * as fs from "node:fs";

const config = new pulumi.Config();
const read = (file: string) => fs.readFileSync(file, "utf8");

const gateway = new MutualTlsGateway("gateway", {
  domainName: config.require("domainName"),
  zoneName: config.require("zoneName"),
  clientCertificatePem: read("certificates/client.pem"),
  clientCertificateChainPem: read("certificates/ca.pem"),
  clientPrivateKeyPem: config.requireSecret("clientPrivateKeyPem"),
});

export const edgeUrl = gateway.edgeUrl;
export const apiUrl = gateway.apiUrl;
export const clientCertificateArn = gateway.clientCertificateArn;
