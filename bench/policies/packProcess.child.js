"use strict";
// One run of a pack, without the engine: node packProcess.child.js empty|pack FILE. Prints the process's CPU seconds.
const fs = require("node:fs");
const path = require("node:path");
const dist = path.join(__dirname, "../../policies/dist");
const server = require("@pulumi/policy/server");
const { AnalyzerService } = require("@pulumi/pulumi/proto/analyzer_grpc_pb");

const [, , variant, file] = process.argv;

function packPolicies() {
  const { Observations } = require(path.join(dist, "frame/observations.js"));
  const { guarded } = require(path.join(dist, "frame/guard.js"));
  const { listenFor } = require(path.join(dist, "frame/listenFor.js"));
  const { createPolicies } = require(path.join(dist, "register.js"));
  const observations = new Observations(true);
  const policies = guarded(createPolicies(observations), 60);
  listenFor(policies, observations);
  return policies;
}

async function main() {
  const { resources, stack } = JSON.parse(fs.readFileSync(file, "utf8"));
  const policies = variant === "pack" ? packPolicies() : [];
  const analyze = server.makeAnalyzeRpcFun("bench", "0", "mandatory", policies);
  const analyzeStack = server.makeAnalyzeStackRpcFun("bench", "0", "mandatory", policies);
  for (const message of resources) await answered(analyze, AnalyzerService.analyze, message);
  await answered(analyzeStack, AnalyzerService.analyzeStack, stack);
  const { user, system } = process.cpuUsage();
  console.log((user + system) / 1e6);
}

function answered(handler, method, message) {
  const request = method.requestDeserialize(Buffer.from(message, "base64"));
  return new Promise((resolve, reject) => {
    handler({ request }, (error, response) => {
      if (error) reject(error);
      else resolve(method.responseSerialize(response));
    });
  });
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
