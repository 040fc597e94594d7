// Makes a fresh clone ready: dependencies from the lock file, compiled rooms. Fast when there is nothing to do.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { withLock } from "./lock.mjs";
import { isBuilt } from "./sources.mjs";

requireNode();
// Not import.meta.dirname: what says that Node is too old has to run on a Node that is too old.
const root = fileURLToPath(new URL("..", import.meta.url));

if (!isInstalled() || !isBuilt(root)) {
  await withLock(path.join(root, ".mtls-gateway", "setup.lock"), async () => {
    if (!isInstalled()) {
      // `prepare` of npm ci would build as well; here building is a step with a line of its own.
      const args = ["ci", "--ignore-scripts", "--include=dev"];
      await step("installing the dependencies of package-lock.json", "npm", args);
    }
    if (!isBuilt(root)) {
      await step("compiling", process.execPath, [path.join(root, "tools", "build.mjs")]);
    }
  });
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node ${process.versions.node} is too old: mtls-gateway needs 20.19 or later.`);
}

/** Whether node_modules holds what the lock file says. Packages for other platforms may be absent. */
function isInstalled() {
  const wanted = readPackages("package-lock.json");
  const present = readPackages("node_modules/.package-lock.json");
  return Object.entries(wanted ?? {}).every(([name, { version, optional, link }]) => {
    if (!name.startsWith("node_modules/") || optional === true) return true;
    return link === true ? present?.[name]?.link === true : present?.[name]?.version === version;
  });
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, file), "utf8")).packages;
  } catch {
    return undefined;
  }
}

/** Runs one step with a line when it starts, every ten seconds and when it ends; its output is shown if it fails. */
async function step(title, command, args) {
  const start = Date.now();
  const seconds = () => ((Date.now() - start) / 1000).toFixed(0);
  console.error(`setup: ${title} ...`);
  const heartbeat = setInterval(() => console.error(`setup: ${title} ... ${seconds()} s`), 10_000);
  const { code, signal, output } = await run(command, args);
  clearInterval(heartbeat);
  if (code === 0) {
    console.error(`setup: ${title}: done in ${seconds()} s`);
    return;
  }
  if (signal) fail(`setup: ${title}: interrupted`, 128 + os.constants.signals[signal]);
  console.error(output.trimEnd());
  fail(
    command === "npm"
      ? "setup: npm ci failed. The machine needs to reach the npm registry once; the reason is above."
      : `setup: ${title} failed; the reason is above.`,
  );
}

/** Runs a command. A signal to this process goes to the command, so that nothing goes on after the lock is given back. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let output = "";
    let signal;
    const pass = (name) => {
      signal = name;
      child.kill(name);
    };
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, pass);
    child.stdout.on("data", (data) => (output += data));
    child.stderr.on("data", (data) => (output += data));
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}` }));
    child.on("close", (code) => {
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(name, pass);
      resolve({ code: signal ? 1 : code, signal, output });
    });
  });
}

function fail(message, status = 1) {
  console.error(message);
  process.exit(status);
}
