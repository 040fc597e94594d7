import { spawnSync } from "node:child_process";
import { repository } from "../../tests/support/pulumi";
import { ratio } from "../pki/measure";

/**
 * What a program waits for before its first line: loading the package, against its floor, `@pulumi/pulumi`, which it
 * loads itself. The two take turns, each in a process of its own, and the best round of each counts, so that other work
 * on the machine falls on both.
 *
 * Run: node -r ./tests/register.js bench/components/loading.ts [rounds]
 */
function main(rounds: number): void {
  let [floor, ours] = [Infinity, Infinity];
  for (let round = 0; round < rounds; round += 1) {
    floor = Math.min(floor, milliseconds("@pulumi/pulumi"));
    ours = Math.min(ours, milliseconds("mtls-gateway"));
  }
  ratio("loading mtls-gateway / @pulumi/pulumi", ours, floor, 1.15);
}

function milliseconds(name: string): number {
  const program = `const start = process.hrtime.bigint();
    require(${JSON.stringify(name)});
    console.log(Number(process.hrtime.bigint() - start) / 1e6);`;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", program], {
    cwd: repository,
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`loading ${name} failed: ${stderr}`);
  return Number(stdout);
}

main(Number(process.argv[2] ?? 21));
