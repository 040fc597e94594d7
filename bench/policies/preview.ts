import { startLocalAws } from "@mtls-gateway/local";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

import { startEchoProvider } from "../../tests/policies/support/echoProvider";
import { PulumiProject, repository } from "../../tests/support/pulumi";

/**
 * What the pack adds to `pulumi preview` of the dev stack, and of a program with 1,000 resources: without a pack, with an empty JavaScript pack (the
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
  const provider = await startEchoProvider({});
  const large = await PulumiProject.create(
    { "index.js": largeProgram, ...pack("empty", emptyPack), ...pack("plain", plainPack) },
    { env: provider.env },
  );
  try {
    await compare("the dev stack", project, rounds);
    await compare("1,000 resources and an mTLS domain", large, rounds);
  } finally {
    project.dispose();
    large.dispose();
    provider.close();
    await aws.close();
    fs.rmSync(state, { recursive: true, force: true });
  }
}

/** The packs take turns, and the best round of each counts. */
async function compare(title: string, project: PulumiProject, rounds: number): Promise<void> {
  const best = new Map<string, number>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, flags] of Object.entries(variants)) {
      const seconds = await time(project, flags);
      best.set(name, Math.min(best.get(name) ?? Infinity, seconds));
    }
  }
  const ratioTo = (name: string, seconds: number): string =>
    (seconds / (best.get(name) ?? NaN)).toFixed(2);
  console.log(title);
  for (const [name, seconds] of best) {
    console.log(
      `  ${name.padEnd(12)} ${seconds.toFixed(2).padStart(6)} s  ${ratioTo("no pack", seconds)} x no pack  ${ratioTo("empty pack", seconds)} x empty pack`,
    );
  }
}

const largeProgram = `
const aws = require("@pulumi/aws");
for (let number = 0; number < 1000; number += 1) new aws.sqs.Queue("queue-" + number, { tags: { number: String(number) } });
new aws.apigateway.DomainName("api", {
  domainName: "api.example.com",
  regionalCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: { truststoreUri: "s3://elsewhere/t.pem", truststoreVersion: "1" },
});
`;

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
