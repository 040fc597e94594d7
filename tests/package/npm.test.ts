import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PulumiProject, repository, run } from "../support/pulumi";
import { serveAwsSchema } from "./support/awsSchema";
import { install, pack } from "./support/emptyProgram";

/** As `pulumi new typescript` writes them. */
const compilerOptions = {
  strict: true,
  noEmit: true,
  target: "es2020",
  module: "nodenext",
  moduleResolution: "nodenext",
  skipLibCheck: true,
};

const typed = `
  import { IpAddressType, MutualTlsGateway } from "mtls-gateway";
  import { createPolicies, Observations } from "mtls-gateway-policies";
  import type { Output } from "@pulumi/pulumi";

  const gateway = new MutualTlsGateway("gateway", {
    domainName: "api.example.com",
    zoneName: "example.com",
    ipAddressType: IpAddressType.Ipv4,
    // @ts-expect-error -- which a type that got lost would let through
    tags: 7,
  });
  export const edgeUrl: Output<string> = gateway.edgeUrl;
  export const policies: string[] = createPolicies(new Observations(true)).map(({ name }) => name);
`;

const program = `
  import { MutualTlsGateway } from "mtls-gateway";

  const gateway = new MutualTlsGateway("gateway", {
    domainName: "api.example.com",
    zoneName: "example.com",
  });
  export const edgeUrl = gateway.edgeUrl;
`;

describe("the npm packages, packed and installed into an empty TypeScript program", () => {
  let folder: string;
  let tarballs: string[];
  let aws: LocalAws;
  let project: PulumiProject;

  before(async function () {
    this.timeout(0);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-npm-"));
    tarballs = await pack(["components", "policies"], folder);
    aws = await startLocalAws({ state: path.join(folder, "state") });
    project = await PulumiProject.create(
      {
        "Pulumi.yaml":
          "name: empty\nruntime: nodejs\nconfig:\n  aws:region:\n    value: us-east-2\n",
        "index.ts": program,
        "types.ts": typed,
        "tsconfig.json": JSON.stringify({ compilerOptions, files: ["index.ts", "types.ts"] }),
      },
      { env: aws.env },
    );
    await install(project.folder, tarballs);
  });

  after(async () => {
    project.dispose();
    await aws.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("hold JavaScript with its types, the rules of pki, and no sources", async () => {
    const kinds = await Promise.all(
      tarballs.map(async (tarball) => {
        const { stdout } = await run("tar", ["-tzf", tarball]);
        const files = stdout.trim().split("\n");
        const odd = files.filter((file) => !/\/dist\/.*\.(js|d\.ts)$/.test(file));
        assert.ok(files.includes("package/node_modules/@mtls-gateway/pki/dist/index.js"));
        assert.ok(files.includes("package/dist/index.d.ts"));
        return odd.map((file) => file.replace("package/", "")).sort();
      }),
    );

    assert.deepEqual(kinds, [
      [
        "LICENSE",
        "README.md",
        "bin/pulumi-resource-mtls-gateway",
        "node_modules/@mtls-gateway/pki/package.json",
        "package.json",
        "schema.json",
      ],
      [
        "LICENSE",
        "PulumiPolicy.yaml",
        "README.md",
        "node_modules/@mtls-gateway/pki/package.json",
        "package.json",
        "presets/advisory.json",
        "presets/recommended.json",
        "presets/strict.json",
      ],
    ]);
  });

  it("type-check there", async () => {
    const tsc = path.join(project.folder, "node_modules", "typescript", "bin", "tsc");

    const { code, stdout } = await run(process.execPath, [tsc, "-p", project.folder]);

    assert.equal(code, 0, stdout);
  });

  it("make the program's preview under the engine, policy pack included", async () => {
    const pack = path.join("node_modules", "mtls-gateway-policies");

    const { code, stdout, stderr } = await project.pulumi(["preview", "--policy-pack", pack]);

    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /aws:cloudfront:Distribution gateway-edge-distribution create/);
    assert.match(stdout, /mtls-gateway-policies@/);
  });

  it("bring the plugin along, which the engine can ask for its schema", async () => {
    const plugin = path.join(project.folder, "node_modules/.bin/pulumi-resource-mtls-gateway");
    const schema = fs.readFileSync(path.join(repository, "components", "schema.json"), "utf8");
    const other = await serveAwsSchema(schema);
    try {
      const { code, stdout, stderr } = await project.pulumi(["package", "get-schema", plugin], {
        PULUMI_DEBUG_PROVIDERS: other.debugProviders,
      });

      assert.equal(code, 0, stderr);
      assert.deepEqual(
        Object.keys((JSON.parse(stdout) as { resources: object }).resources),
        Object.keys((JSON.parse(schema) as { resources: object }).resources).sort(),
      );
    } finally {
      other.stop();
    }
  });
});
