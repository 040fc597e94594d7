import { startLocalAws } from "@mtls-gateway/local";
import { petStoreBackend, petStoreDefinition } from "mtls-gateway/dist/petStoreDefinition";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PulumiProject, repository } from "../../tests/support/pulumi";
import { ratio } from "../pki/measure";

/**
 * What the components add to `pulumi preview` of the dev stack: the stack program, against a program that makes the same
 * resources by hand (byHand.ts). The two take turns and the best round of each counts, so that other work on the machine
 * falls on both.
 *
 * Run: node -r ./tests/register.js bench/components/preview.ts [rounds]
 */
async function main(rounds: number): Promise<void> {
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-bench-"));
  const aws = await startLocalAws({ state });
  const projects: PulumiProject[] = [];
  try {
    const byComponents = await PulumiProject.create(devStack(), { env: aws.env, stack: "dev" });
    projects.push(byComponents);
    const byHand = await PulumiProject.create(handMade(), { env: aws.env });
    projects.push(byHand);
    assert.deepEqual(await typesOf(byComponents), await typesOf(byHand), "not the same resources");
    let [components, hand] = [Infinity, Infinity];
    for (let round = 0; round < rounds; round += 1) {
      components = Math.min(components, await previewTime(byComponents));
      hand = Math.min(hand, await previewTime(byHand));
    }
    ratio("preview of the dev stack / of the same resources made by hand", components, hand, 1.3);
  } finally {
    for (const project of projects) project.dispose();
    await aws.close();
    fs.rmSync(state, { recursive: true, force: true });
  }
}

/** The stack program of this repository, with the stack that rehearses the walk-through. */
function devStack(): Record<string, string> {
  const files = ["index.ts", "package.json", "Pulumi.yaml", "Pulumi.dev.yaml"];
  return filesOf([...files, "tsconfig.json", "tsconfig.base.json"]);
}

function handMade(): Record<string, string> {
  const [program = ""] = Object.values(filesOf(["bench/components/byHand.ts"]));
  return {
    ...filesOf(["tsconfig.json", "tsconfig.base.json"]),
    "Pulumi.yaml": "name: by-hand\nruntime: nodejs\nconfig:\n  aws:region:\n    value: us-east-2\n",
    "package.json": '{ "name": "by-hand", "main": "index.ts" }\n',
    "index.ts": program,
    "petStore.json": JSON.stringify(petStoreDefinition("PetStore", petStoreBackend)),
  };
}

function filesOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.map((name) => [name, fs.readFileSync(path.join(repository, name), "utf8")]),
  );
}

/** The types of all resources that are no components, one for each. */
async function typesOf(project: PulumiProject): Promise<string[]> {
  const { stdout } = await project.pulumi(["preview", "--json"]);
  const { steps } = JSON.parse(stdout) as {
    steps: { newState: { type: string; custom: boolean } }[];
  };
  return steps
    .filter(({ newState }) => newState.custom && !newState.type.startsWith("pulumi:"))
    .map(({ newState }) => newState.type)
    .sort();
}

/** Milliseconds of one preview. */
async function previewTime(project: PulumiProject): Promise<number> {
  const start = process.hrtime.bigint();
  const { code, stdout, stderr } = await project.pulumi(["preview"]);
  if (code !== 0) throw new Error(`the preview failed: ${stdout}${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

main(Number(process.argv[2] ?? 5)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
