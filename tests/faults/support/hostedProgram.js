"use strict";
// A language host with the program loaded, in a process of its own: `pulumi up --client=127.0.0.1:PORT` runs the program in
// it, as the Automation API's inline programs run. Loading the SDK and the components for each run would take three times
// as long as everything else that a fault needs. Forked by programHosts.ts; it ends with its parent.
const grpc = require("@grpc/grpc-js");
const { LanguageServer } = require("@pulumi/pulumi/automation/server");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const pulumi = require("@pulumi/pulumi");
const { MutualTlsGateway } = require("mtls-gateway");

/** The gateway of the walk-through, with throttling and a lifecycle besides, under keys that are quickly made. */
function program() {
  const config = new pulumi.Config();
  const gateway = new MutualTlsGateway("gw", {
    domainName: "api.example.com",
    zoneName: "example.com",
    caKeyAlgorithm: "ECDSA-P256",
    clientKeyAlgorithm: "ECDSA-P256",
    caGeneration: config.getNumber("caGeneration"),
    stageName: config.get("stageName"),
    truststoreKeptVersions: 5,
    throttlingRateLimit: 100,
    throttlingBurstLimit: 50,
    accessLog: true,
    cloudWatchRole: true,
  });
  return Promise.resolve({
    executeApiUrl: gateway.executeApiUrl,
    truststoreVersion: gateway.truststoreVersion,
    clientCertificatePem: gateway.clientCertificatePem,
    clientPrivateKeyPem: gateway.clientPrivateKeyPem,
  });
}

const server = new grpc.Server({ "grpc.max_receive_message_length": -1 });
server.addService(LanguageRuntimeService, new LanguageServer(program));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) throw error;
  process.send(port);
});
process.on("disconnect", () => process.exit());

// A program of its own ends when nothing is left to be done after such an error; an inline program would wait for ever. The
// server's own handler, which tells the engine, comes after this one.
for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, () => setTimeout(() => process.exit(1), 3000));
}
