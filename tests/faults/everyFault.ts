// Tries every fault at every moment, which takes about an hour: `npm run test:faults`. See docs/faults.md.
//   --grep RE     only those whose name matches, such as "kill -9 after create" or "gw-domain-domain"
//   --resume      leaves out those that passed in the last run, finished or not
//   --jobs N      how many at a time (default 2)
//   --list        names them and tries none
import * as fs from "node:fs";
import * as path from "node:path";
import { parseArgs } from "node:util";
import { repository } from "../support/pulumi";
import { everyFault, tryFault, type Fault } from "./support/fault";
import { PreparedStacks } from "./support/preparedStacks";
import { ProgramHosts } from "./support/programHosts";

const passedFile = path.join(repository, ".mtls-gateway", "faults.passed");

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      grep: { type: "string", default: "" },
      resume: { type: "boolean", default: false },
      jobs: { type: "string", default: "2" },
      list: { type: "boolean", default: false },
    },
  });
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) {
    console.error(`--jobs is "${values.jobs}": give a whole number from 1 on.`);
    return 2;
  }
  const hosts = new ProgramHosts();
  try {
    console.log("faults: preparing the stacks");
    const prepared = await PreparedStacks.make(hosts);
    try {
      const passed = values.resume ? passedBefore() : new Set<string>();
      const pattern = new RegExp(values.grep);
      const faults = everyFault(prepared).filter(
        ({ name }) => pattern.test(name) && !passed.has(name),
      );
      if (values.list) {
        for (const { name } of faults) console.log(name);
        return 0;
      }
      return await tryAll(prepared, faults, jobs, values.resume);
    } finally {
      prepared.dispose();
    }
  } finally {
    hosts.dispose();
  }
}

async function tryAll(
  prepared: PreparedStacks,
  faults: readonly Fault[],
  jobs: number,
  resume: boolean,
): Promise<number> {
  if (!resume) fs.rmSync(passedFile, { force: true });
  fs.mkdirSync(path.dirname(passedFile), { recursive: true });
  const left = [...faults];
  const failed: string[] = [];
  const start = Date.now();
  let done = 0;
  process.once("SIGINT", () => {
    console.log("faults: ending those that run; --resume goes on from here");
    left.length = 0;
  });
  const lane = async (): Promise<void> => {
    for (let fault = left.shift(); fault !== undefined; fault = left.shift()) {
      const { name } = fault;
      const before = Date.now();
      let problem = "";
      try {
        await tryFault(prepared, fault);
        fs.appendFileSync(passedFile, `${name}\n`);
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
        failed.push(name);
      }
      done += 1;
      const seconds = ((Date.now() - before) / 1000).toFixed(1);
      const mark = problem === "" ? "✓" : "✗";
      console.log(`${mark} ${done} of ${faults.length}  ${name} (${seconds} s)`);
      if (problem !== "") console.log(problem.replace(/^/gm, "    "));
    }
  };
  await Promise.all(Array.from({ length: jobs }, lane));
  const minutes = ((Date.now() - start) / 60_000).toFixed(0);
  console.log(`\n${done - failed.length} of ${faults.length} faults mended, ${minutes} min`);
  for (const name of failed) console.log(`  failed: ${name}`);
  // None at all is a mistake in --grep, unless nothing was left to resume.
  return failed.length === 0 && done === faults.length && (done > 0 || resume) ? 0 : 1;
}

function passedBefore(): Set<string> {
  if (!fs.existsSync(passedFile)) return new Set();
  return new Set(fs.readFileSync(passedFile, "utf8").split("\n"));
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
