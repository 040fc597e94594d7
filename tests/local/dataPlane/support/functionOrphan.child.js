"use strict";
// A stand-in that is about to be killed: calls a function that starts a process of its own, and passes on what it tells of itself.
const {
  FunctionProcesses,
} = require("@mtls-gateway/local/dist/dataPlane/lambda/functionProcesses");
const { functionView } = require("./functionView");

const [, , told, then] = process.argv;
const handler = `exports.handler = async (event) => {
  const { pid } = require("node:child_process").spawn("sleep", ["1000"], { stdio: "ignore" });
  const tells = [process.pid, pid, __dirname, process.argv.at(-1)];
  const { renameSync, writeFileSync } = require("node:fs");
  writeFileSync(event.told + ".new", JSON.stringify(tells));
  renameSync(event.told + ".new", event.told);
  ${then}
};`;
const view = functionView(handler, { environment: { HOME: "/nobody's" } });
void new FunctionProcesses(() => undefined).invoke(view, { told }, "");
