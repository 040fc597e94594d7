import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PulumiProject, type Finished } from "../support/pulumi";
import { readText } from "./stackFiles";

/** The stack program in a folder of its own, with the stack file that is given. */
function programFiles(stack: string, stackFile: string): Record<string, string> {
  return {
    "index.ts": readText("index.ts"),
    "Pulumi.yaml": readText("Pulumi.yaml"),
    [`Pulumi.${stack}.yaml`]: stackFile,
    "tsconfig.json": readText("tsconfig.json"),
    "tsconfig.base.json": readText("tsconfig.base.json"),
    "package.json": '{ "name": "program", "main": "index.ts" }\n',
  };
}

const diagnostics = ({ stdout }: Finished): string =>
  /Diagnostics:\n([^]*?)\n\n(Outputs|Resources):/.exec(stdout)?.[1] ?? "";

describe("the stack program under the real engine", () => {
  let state: string;
  let aws: LocalAws;
  let project: PulumiProject | undefined;

  before(async () => {
    state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
    aws = await startLocalAws({ state });
  });

  afterEach(() => {
    project?.dispose();
    project = undefined;
  });

  after(async () => {
    await aws.close();
    fs.rmSync(state, { recursive: true, force: true });
  });

  it("says in one line that the domain name is missing, without a stack trace", async () => {
    const stackFile = "config:\n  aws:region: us-east-2\n  mtls-gateway:zoneName: example.com\n";
    project = await PulumiProject.create(programFiles("test", stackFile), { env: aws.env });

    const preview = await project.pulumi(["preview"]);

    assert.notEqual(preview.code, 0);
    assert.deepEqual(diagnostics(preview).split("\n"), [
      "  pulumi:pulumi:Stack (mtls-gateway-test):",
      "    error: mtls-gateway:domainName is missing: expected the API's custom domain name. " +
        "Run: pulumi config set domainName api.example.com",
    ]);
  });

  it("comes up as prod with no key in the clear, and changes its CAs without replacing domain or import, and its kind of key with a new import", async () => {
    const files = programFiles("prod", readText("Pulumi.prod.yaml"));
    project = await PulumiProject.create(files, { env: aws.env, stack: "prod" });

    const up = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(up.code, 0, up.stdout + up.stderr);
    const first = await project.resources();
    assert.doesNotMatch(JSON.stringify(first), /PRIVATE KEY/);

    await project.pulumi(["config", "set", "mtls-gateway:caGeneration", "2"]);
    const rotation = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(rotation.code, 0, rotation.stdout + rotation.stderr);
    const second = await project.resources();

    const ids = (resources: typeof first) =>
      resources
        .filter(({ type }) => /DomainName$|Distribution$|acm.*Certificate$/.test(type))
        .map(({ urn, id }) => `${urn} ${id ?? ""}`)
        .sort();
    const version = (resources: typeof first) =>
      resources.find(({ type }) => type.endsWith(":BucketObjectv2"))?.outputs?.versionId;
    assert.deepEqual(ids(second), ids(first));
    assert.notEqual(version(second), version(first));

    await project.pulumi(["config", "set", "mtls-gateway:clientKeyAlgorithm", "RSA-2048"]);
    const otherKey = await project.pulumi(["up", "--yes", "--skip-preview"]);
    assert.equal(otherKey.code, 0, otherKey.stdout + otherKey.stderr);
    const third = await project.resources();
    const imports = (resources: typeof first) =>
      resources
        .filter(({ urn }) => /::gateway-edge-certificate-certificate/.test(urn))
        .map(({ urn, outputs }) => [urn.split("::").at(-1), outputs?.keyAlgorithm]);
    const edge = (resources: typeof first) =>
      resources.find(({ type }) => type.endsWith(":Distribution"))?.id;
    assert.deepEqual(imports(second), [
      ["gateway-edge-certificate-certificate-ecdsa-p256", "EC_prime256v1"],
    ]);
    assert.deepEqual(imports(third), [["gateway-edge-certificate-certificate", "RSA_2048"]]);
    assert.equal(edge(third), edge(second));

    const destroyed = await project.pulumi(["destroy", "--yes", "--skip-preview"]);
    assert.equal(destroyed.code, 0, destroyed.stdout + destroyed.stderr);
    assert.deepEqual(
      (await project.resources()).filter(({ type }) => !type.startsWith("pulumi:")),
      [],
    );
  });

  it("refuses a truststore as soon as its CAs exist, in one line, and puts no object", async () => {
    const index = `
      const { CertificateAuthority, Truststore } = require("mtls-gateway");
      const keyAlgorithm = "ECDSA-P256";
      const root = new CertificateAuthority("root", { keyAlgorithm });
      const issuing = new CertificateAuthority("issuing", {
        keyAlgorithm,
        commonName: "MyIssuingCA",
        issuerCertificatePem: root.certificatePem,
        issuerPrivateKeyPem: root.privateKeyPem,
      });
      new Truststore("trust", { certificates: [issuing.certificatePem] });
    `;
    project = await PulumiProject.create({ "index.js": index }, { env: aws.env });
    await project.pulumi(["config", "set", "aws:region", "us-east-2"]);

    const up = await project.pulumi(["up", "--yes", "--skip-preview"]);

    assert.notEqual(up.code, 0);
    assert.match(
      diagnostics(up),
      /^.*\n {4}error: Truststore "trust" is refused: certificates\[0\]: TS005 error: .* Fix: .*$/,
    );
    const resources = await project.resources();
    assert.deepEqual(
      resources.filter(({ type }) => type.endsWith(":BucketObjectv2")),
      [],
    );
    await project.pulumi(["destroy", "--yes", "--skip-preview"]);
  });
});
