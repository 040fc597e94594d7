import { startLocalAws } from "@mtls-gateway/local";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { PulumiProject, repository } from "../../tests/support/pulumi";

/**
 * What the pack adds to `pulumi preview` of the dev stack: without a pack, with an empty JavaScript pack (the
 * floor: the engine's runner and the SDK), with this pack, and with this pack not bundled. The four take turns
 * and the best round of each counts, so that other work on the machine falls on all of them.
 *
 * Run: node -r ./tests/register.js bench/policies/preview.ts [rounds]
 */
async function main(rounds: number): Promise<void> {
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-bench-"));
  const aws = await startLocalAws({ state });
  const project = await PulumiProject.create(
    { ...devStack(), ...pack("empty", emptyPack), ...pack("plain", plainPack) },
    { env: aws.env, stack: "dev" },
  );
  const best = new Map<string, number>();
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, flags] of Object.entries(variants)) {
        const seconds = await time(project, flags);
        best.set(name, Math.min(best.get(name) ?? Infinity, seconds));
      }
    }
  } finally {
    project.dispose();
    await aws.close();
    fs.rmSync(state, { recursive: true, force: true });
  }
  const floor = best.get("no pack") ?? NaN;
  for (const [name, seconds] of best) {
    const ratio = (seconds / floor).toFixed(2);
    console.log(`${name.padEnd(12)} ${seconds.toFixed(2).padStart(6)} s  ${ratio} x`);
  }
}

const emptyPack =
  'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n';
const plainPack = `require(${JSON.stringify(path.join(repository, "policies/dist/entry.js"))});\n`;

const variants = {
  "no pack": [],
  "empty pack": ["--policy-pack", "empty"],
  "this pack": ["--policy-pack", path.join(repository, "policies")],
  "not bundled": ["--policy-pack", "plain"],
};

/** The stack program of this repository, with the stack that rehearses the walk-through. */
function devStack(): Record<string, string> {
  const files = ["index.ts", "package.json", "Pulumi.yaml", "Pulumi.dev.yaml"];
  const settings = ["tsconfig.json", "tsconfig.base.json"];
  return Object.fromEntries(
    [...files, ...settings].map((file) => [
      file,
      fs.readFileSync(path.join(repository, file), "utf8"),
    ]),
  );
}

function pack(folder: string, program: string): Record<string, string> {
  return {
    [`${folder}/PulumiPolicy.yaml`]:
      "runtime:\n  name: nodejs\n  options:\n    typescript: false\n",
    [`${folder}/package.json`]: `{ "name": "${folder}", "version": "0.0.1", "main": "index.js" }\n`,
    [`${folder}/index.js`]: program,
  };
}

async function time(project: PulumiProject, flags: string[]): Promise<number> {
  const start = process.hrtime.bigint();
  const { code, stdout, stderr } = await project.pulumi(["preview", ...flags]);
  if (code !== 0) throw new Error(`the preview failed: ${stdout}${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e9;
}

main(Number(process.argv[2] ?? 5)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
