import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { cacheFolder } from "@mtls-gateway/engine/dist/cacheFolder";
import { run } from "../../support/pulumi";

/** What pip resolved for the requirements of examples/python when they were tried last. */
const constraints = path.join(__dirname, "constraints.txt");

/** Milliseconds between two lines of progress. */
const interval = 10_000;

/**
 * The folder of executables of a virtual environment that has these requirements, kept in the user's cache folder from
 * one run to the next; or why there can be none on this machine.
 */
export async function pythonEnvironment(
  requirements: string,
): Promise<{ bin: string } | { missing: string }> {
  const version = await first("python3", ["--version"]);
  if (version === undefined) return { missing: "python3 is not installed" };
  const key = createHash("sha256")
    .update(`${version}\n${requirements}\n${fs.readFileSync(constraints, "utf8")}`)
    .digest("hex")
    .slice(0, 16);
  const folder = path.join(cacheFolder(process.env), "python", key);
  const bin = path.join(folder, "bin");
  if (fs.existsSync(folder)) return { bin };

  // Made aside and moved, so that nobody sees half an environment.
  const aside = `${folder}.${process.pid}`;
  try {
    const problem = await make(aside, requirements);
    if (problem !== undefined) return { missing: problem };
    if (!fs.existsSync(folder)) fs.renameSync(aside, folder);
    return { bin };
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
}

async function make(folder: string, requirements: string): Promise<string | undefined> {
  const made = await run("python3", ["-m", "venv", folder]);
  if (made.code !== 0) return `python3 -m venv fails: ${lastLine(made.stdout + made.stderr)}`;
  const file = path.join(folder, "requirements.txt");
  fs.writeFileSync(file, requirements);
  const installed = await during("installing the Python example's requirements", () =>
    run(path.join(folder, "bin", "python3"), [
      ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
      ...["--only-binary=:all:", "--requirement", file, "--constraint", constraints],
    ]),
  );
  if (installed.code === 0) return undefined;
  return `pip cannot install ${requirements.trim()}: ${lastLine(installed.stderr)}`;
}

async function during<T>(step: string, work: () => Promise<T>): Promise<T> {
  const start = Date.now();
  const say = (text: string) => process.stderr.write(`python: ${step}${text}\n`);
  say(" ...");
  const timer = setInterval(() => {
    say(`: ${Math.round((Date.now() - start) / 1000)} s`);
  }, interval);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

/** What a command prints, or undefined where there is no such command. */
async function first(command: string, args: string[]): Promise<string | undefined> {
  try {
    const { code, stdout } = await run(command, args);
    return code === 0 ? stdout.trim() : undefined;
  } catch {
    return undefined;
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
