"use strict";
// A stand-in that has no file descriptor left when a function is called: says what became of the call, and ends by itself.
const { closeSync, openSync } = require("node:fs");
const {
  FunctionProcesses,
} = require("@mtls-gateway/local/dist/dataPlane/lambda/functionProcesses");
const { functionView } = require("./functionView");

const processes = new FunctionProcesses(() => undefined);
const view = functionView(`exports.handler = async () => "answered";`);
const tell = ({ payload, error }) =>
  process.stdout.write(`${payload ?? error.errorMessage.replace(`${process.execPath} `, "")}\n`);

async function main() {
  tell(await processes.invoke(view, {}, ""));
  const taken = [];
  try {
    for (;;) taken.push(openSync("/dev/null"));
  } catch {
    // Three are enough for files, and none too many for a process with four streams.
    for (const descriptor of taken.splice(0, 3)) closeSync(descriptor);
  }
  // The first process is warm: of two calls at once one needs another.
  const both = await Promise.all([0, 1].map(() => processes.invoke(view, {}, "")));
  for (const descriptor of taken) closeSync(descriptor);
  both.forEach(tell);
  tell(await processes.invoke(view, {}, ""));
  await processes.close();
}

void main();
