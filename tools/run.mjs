import { spawn } from "node:child_process";
import os from "node:os";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a command on our standard streams (`capture`: with its standard output kept and shown at its end) and passes
 * signals on, so that ending this process ends it too. Resolves to its status as a shell tells it.
 */
export function run(command, args, { cwd, env = process.env, capture = false } = {}) {
  return new Promise((resolve) => {
    const stdout = capture ? "pipe" : "inherit";
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", stdout, "inherit"] });
    let output = "";
    const pass = (signal) => child.kill(signal);
    for (const signal of signals) process.on(signal, pass);
    child.stdout?.on("data", (data) => (output += data));
    child.on("error", (error) => {
      console.error(`${command}: ${error.message}`);
      resolve({ status: 1, output });
    });
    child.on("close", (code, signal) => {
      for (const name of signals) process.off(name, pass);
      resolve({ status: code ?? 128 + os.constants.signals[signal], output });
    });
  });
}
