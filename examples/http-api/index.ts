import * as pulumi from "@pulumi/pulumi";
import { MutualTlsGateway, PetStoreHttpApi } from "mtls-gateway";

const config = new pulumi.Config();

const pets = new PetStoreHttpApi("pets", {
  clientHeaders: true,
  accessLog: true,
  throttlingRateLimit: config.requireNumber("requestsPerSecond"),
  throttlingBurstLimit: 50,
});

const gateway = new MutualTlsGateway("gateway", {
  domainName: config.require("domainName"),
  zoneName: config.require("zoneName"),
  httpApi: pets.httpApi,
  stageName: pets.stageName,
});

export const edgeUrl = gateway.edgeUrl;
export const apiUrl = gateway.apiUrl;
