"use strict";
// A stand-in that is about to be killed: starts a function that never answers, and says which process that is.
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const {
  FunctionProcesses,
} = require("@mtls-gateway/local/dist/dataPlane/lambda/functionProcesses");

const [, , told] = process.argv;
const handler = `exports.handler = async (event) => {
  require("node:fs").writeFileSync(event.told, String(process.pid));
  for (;;);
};`;
const view = {
  arn: "arn:aws:lambda:us-east-2:123456789012:function:loop",
  name: "loop",
  region: "us-east-2",
  revision: "1",
  runtime: "nodejs22.x",
  handler: "index.handler",
  timeout: 900,
  memorySize: 128,
  environment: {},
  logGroupName: "/aws/lambda/loop",
  permissions: [],
  files: () => [{ path: "index.js", content: Buffer.from(handler), executable: false }],
};
void new FunctionProcesses(() => undefined).invoke(view, { told: join(told, "pid") }, "");
const wait = setInterval(() => {
  if (!existsSync(join(told, "pid")) || readFileSync(join(told, "pid"), "utf8") === "") return;
  clearInterval(wait);
  process.stdout.write(readFileSync(join(told, "pid"), "utf8"));
}, 20);
