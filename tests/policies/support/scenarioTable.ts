import { ensureEngine, pathWith } from "@mtls-gateway/engine";
import type { Context } from "mocha";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { PulumiProject, repository } from "../../support/pulumi";
import { pythonEnvironment } from "../../support/pythonEnvironment";
import { skipBecause } from "../../support/skip";
import { startEchoProvider, type ComputedOutputs, type EchoProvider } from "./echoProvider";

/** One run of the real engine with the pack over one program of tests/policies/scenarios. */
export interface Scenario {
  /** The test's name, a full sentence in the present tense. */
  it: string;
  /** File in tests/policies/scenarios: `.js`, `.ts` for one that the engine compiles, or `.py`. */
  program: string;
  command: "preview" | "up";
  /** What `--policy-pack-config` gives, by policy name. Default: no configuration. */
  config?: Record<string, unknown>;
  /** The exact set of what the pack says, as `policy type name level`, sorted. */
  says: readonly string[];
  /** Whether the command ends with a status other than 0. */
  fails: boolean;
  /** Parts of the output that have to be there: a message, an exempted resource. Default: none. */
  prints?: readonly string[];
  /** Environment of the engine. Default: that of every scenario. */
  env?: NodeJS.ProcessEnv;
  /** Brings the stack, which is the row's own then, to where the command starts from. */
  before?: (project: PulumiProject) => Promise<void>;
  /** Looks at what the run left behind in the state. */
  afterwards?: (project: PulumiProject) => Promise<void>;
}

/** The runs of one family of policies; a file `<family>.table.ts` in tests/policies/scenarios exports one as `table`. */
export interface ScenarioTable {
  /** Subject of the sentences: "the policies on the gateway". */
  title: string;
  rows: readonly Scenario[];
  /** More files that the programs read, by path in the project. */
  files?: () => Promise<Record<string, string>>;
  /** Outputs that the providers compute, by type, beside those of {@link commonOutputs}. */
  computed?: () => Promise<ComputedOutputs>;
}

/** Makes one test of every row. A row of `up`, or with a `before`, has a stack of its own; the others share one. */
export function describeScenarios(table: ScenarioTable): void {
  describe(table.title, () => {
    let provider: EchoProvider | undefined;
    let shared: PulumiProject | undefined;
    const create = async (): Promise<PulumiProject> => {
      assert.ok(provider !== undefined);
      const files = { "index.js": "", ...(await table.files?.()) };
      return PulumiProject.create(files, { env: provider.env });
    };

    before(async function () {
      // The first time, Python's packages are installed, with progress.
      this.timeout(0);
      if (table.rows.some(({ program }) => program.endsWith(".py"))) await pythonPackages();
      provider = await startEchoProvider({ ...commonOutputs, ...(await table.computed?.()) });
      shared = await create();
    });
    after(() => {
      shared?.dispose();
      // An open server would keep the test run from ending.
      provider?.close();
    });

    for (const row of table.rows) {
      it(row.it, async function () {
        assert.ok(shared !== undefined);
        const env = { ...row.env, ...(await languageEnvironment(this, row.program)) };
        const isOwn = row.command === "up" || row.before !== undefined;
        const project = isOwn ? await create() : shared;
        try {
          await runRow(project, { ...row, env });
        } finally {
          if (project !== shared) project.dispose();
        }
      });
    }
  });
}

async function runRow(project: PulumiProject, row: Scenario): Promise<void> {
  writeProgram(project, row.program);
  project.write("policy-config.json", JSON.stringify(row.config ?? {}));
  const flags = row.command === "up" ? ["--yes", "--skip-preview"] : [];
  const config = row.config === undefined ? [] : ["--policy-pack-config", "policy-config.json"];

  await row.before?.(project);
  const { code, stdout, stderr } = await project.pulumi(
    [row.command, ...flags, "--policy-pack", path.join(repository, "policies"), ...config],
    row.env,
  );

  const output = `${stdout}${stderr}`;
  assert.deepEqual(violations(stdout), [...row.says].sort(), output);
  assert.equal(code !== 0, row.fails, output);
  for (const part of row.prints ?? []) {
    assert.ok(output.includes(part), `${part} is not in the output:\n${output}`);
  }
  // What a program exports is the engine's to print.
  const [said = ""] = output.split("\nOutputs:\n");
  assert.ok(!said.includes("-----BEGIN"), "the pack has printed PEM");
  await row.afterwards?.(project);
}

/** Where the engine finds the language of a program; leaves the test out, aloud, where it is not installed. */
async function languageEnvironment(context: Context, program: string): Promise<NodeJS.ProcessEnv> {
  if (!program.endsWith(".py")) return {};
  const python = await pythonPackages();
  if ("missing" in python) return skipBecause(context, python.missing);
  const rest = pathWith(await ensureEngine(), process.env.PATH);
  return { PATH: `${python.bin}${path.delimiter}${rest}` };
}

/** The packages that the programs in Python import, in a folder that is kept from run to run. */
function pythonPackages(): ReturnType<typeof pythonEnvironment> {
  return pythonEnvironment("pulumi==3.248.0\npulumi_aws==7.48.0\n");
}

const runtimes: Readonly<Record<string, { main: string; runtime: string }>> = {
  ".js": { main: "index.js", runtime: "  name: nodejs\n  options:\n    typescript: false\n" },
  ".ts": { main: "index.ts", runtime: "  name: nodejs\n  options:\n    typescript: true\n" },
  ".py": { main: "__main__.py", runtime: "  name: python\n" },
};

function writeProgram(project: PulumiProject, program: string): void {
  const language = runtimes[path.extname(program)];
  assert.ok(language !== undefined, `no language is known by the name of ${program}`);
  const text = fs.readFileSync(path.join(__dirname, "../scenarios", program), "utf8");
  project.write(language.main, text);
  project.write("package.json", `{ "name": "scenario", "main": "${language.main}" }\n`);
  project.write("Pulumi.yaml", `name: scenario\nruntime:\n${language.runtime}`);
}

/**
 * What the engine lists, sorted: violations as `policy type name level`, remedies, which it counts and does not
 * name, as `policy 2 resources remediate`.
 */
export function violations(output: string): string[] {
  const lines = output.matchAll(/^\s+- \[(\w+)\]\s+(\S+)\s+\((\S+: \S+|\d+ resources?)\)$/gm);
  return [...lines]
    .map(([, level, policy, what = ""]) => [policy, what.replace(": ", " "), level].join(" "))
    .sort();
}

/** What the providers compute in every scenario, where a program leaves it out. */
const commonOutputs: ComputedOutputs = {
  "aws:s3/bucket:Bucket": { bucket: "auto-1234567", arn: "arn" },
  "aws:s3/bucketV2:BucketV2": { bucket: "auto-1234567", arn: "arn" },
  "aws:s3/bucketObjectv2:BucketObjectv2": { versionId: "1" },
  "aws:s3/bucketObject:BucketObject": { versionId: "1" },
  "aws:acm/certificate:Certificate": { arn: "arn" },
  "aws:apigateway/domainName:DomainName": {
    regionalDomainName: "d-1",
    regionalZoneId: "Z1",
    securityPolicy: "TLS_1_2",
  },
  "aws:route53/record:Record": { fqdn: "api.example.com" },
  "aws:apigateway/restApi:RestApi": { disableExecuteApiEndpoint: false },
  "tls:index/privateKey:PrivateKey": { privateKeyPem: "key" },
  "tls:index/certRequest:CertRequest": { certRequestPem: "request" },
};
