import { startLocalAws } from "@mtls-gateway/local";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PulumiProject } from "../../tests/support/pulumi";
import { ratio } from "../pki/measure";

const sizes = [1, 10, 50] as const;

/**
 * `pulumi preview` of 1, 10 and 50 gateways in one stack: what one more gateway costs from 10 to 50, against what it costs
 * from 1 to 10. No more than that is linear growth. The sizes take turns and the best round of each counts.
 *
 * Run: node -r ./tests/register.js bench/components/growth.ts [rounds]
 */
async function main(rounds: number): Promise<void> {
  const state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-bench-"));
  const aws = await startLocalAws({ state });
  const project = await PulumiProject.create({ "index.js": program }, { env: aws.env });
  const best = new Map<number, number>();
  try {
    await project.pulumi(["config", "set", "aws:region", "us-east-2"]);
    for (let round = 0; round < rounds; round += 1) {
      for (const size of sizes) {
        best.set(size, Math.min(best.get(size) ?? Infinity, await previewTime(project, size)));
      }
    }
  } finally {
    project.dispose();
    await aws.close();
    fs.rmSync(state, { recursive: true, force: true });
  }
  const [one = NaN, ten = NaN, fifty = NaN] = sizes.map((size) => best.get(size));
  for (const [size, time] of best) console.log(`${size} gateways: ${(time / 1000).toFixed(2)} s`);
  ratio("one more gateway, from 10 to 50 / from 1 to 10", (fifty - ten) / 40, (ten - one) / 9, 1.2);
}

const program = `
  const { MutualTlsGateway } = require("mtls-gateway");
  for (let index = 0; index < Number(process.env.GATEWAYS); index += 1) {
    new MutualTlsGateway("gateway-" + index, {
      domainName: "api-" + index + ".example.com",
      zoneName: "example.com",
    });
  }
`;

/** Milliseconds of one preview. */
async function previewTime(project: PulumiProject, gateways: number): Promise<number> {
  const start = process.hrtime.bigint();
  const { code, stdout, stderr } = await project.pulumi(["preview"], {
    GATEWAYS: String(gateways),
  });
  if (code !== 0) throw new Error(`the preview failed: ${stdout}${stderr}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

main(Number(process.argv[2] ?? 2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
