import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PulumiProject } from "../support/pulumi";
import { domainProgram } from "./support/domainProgram";

/** A hand-written program with nothing of this repository in it. */
const program = `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");

const generation = process.env.GENERATION ?? "1";
const key = new tls.PrivateKey("ca-" + generation, { algorithm: "ECDSA", ecdsaCurve: "P256" });
const ca = new tls.SelfSignedCert("ca", {
  privateKeyPem: key.privateKeyPem,
  subject: { commonName: "CA " + generation, organization: "MyOrg" },
  allowedUses: ["cert_signing", "crl_signing"],
  isCaCertificate: true,
  validityPeriodHours: 24,
});
const bucket = new aws.s3.Bucket("truststore");
const versioning = new aws.s3.BucketVersioning("versioning", {
  bucket: bucket.bucket,
  versioningConfiguration: { status: "Enabled" },
});
const object = new aws.s3.BucketObjectv2(
  "truststore.pem",
  { bucket, content: ca.certPem },
  { dependsOn: [versioning] },
);
new aws.s3.BucketObjectv2("note", { bucket, source: new pulumi.asset.FileAsset("note.txt") });
${domainProgram}const tokyo = new aws.Provider("tokyo", { region: "ap-northeast-1" });
const group = new aws.cloudwatch.LogGroup("group", {}, { provider: tokyo });
if (process.env.EXTRA === "table") {
  new aws.dynamodb.Table("table", { attributes: [{ name: "a", type: "S" }], hashKey: "a" });
}
exports.version = object.versionId;
exports.bucket = bucket.bucket;
exports.key = key.privateKeyPem;
exports.group = group.arn;
exports.target = domain.regionalDomainName;
`;

describe("the AWS on this machine under the real Pulumi engine", function () {
  this.timeout(600_000);
  let state: string;
  let assets: string;
  let local: LocalAws;
  let project: PulumiProject;
  before(async () => {
    state = mkdtempSync(join(tmpdir(), "mtls-gateway-state-"));
    assets = mkdtempSync(join(tmpdir(), "mtls-gateway-assets-"));
    writeFileSync(join(assets, "note.txt"), "a file of the program's folder");
    // As at AWS the domain takes its time, and the provider waits for it.
    local = await startLocalAws({ state, assetFolder: assets, domainUpdateMs: 300 });
    project = await PulumiProject.create(
      {
        "index.js": program,
        "note.txt": "a file of the program's folder",
        "Pulumi.test.yaml": "config:\n  aws:region: us-east-2\n",
      },
      { env: local.env },
    );
  });
  after(async () => {
    project.dispose();
    await local.close();
    for (const folder of [state, assets]) rmSync(folder, { recursive: true, force: true });
  });

  const counts = (stdout: string): string[] =>
    stdout.split("Resources:")[1]?.match(/\d+ (to )?\w+/g) ?? [stdout];
  const pulumi = async (args: string[], env: Record<string, string> = {}) => {
    const { code, stdout, stderr } = await project.pulumi(args, env);
    assert.equal(code, 0, stdout + stderr);
    return counts(stdout);
  };
  const truststore = () => local.account.domains()[0]?.truststore;

  it("previews, brings up, updates in place, refreshes without drift and destroys", async () => {
    assert.deepEqual(await pulumi(["preview"]), ["13 to create"]);
    assert.deepEqual(await pulumi(["up", "--yes", "--skip-preview"]), ["13 created"]);
    const first = truststore();
    assert.match(first?.pem ?? "", /BEGIN CERTIFICATE/);
    assert.deepEqual(await pulumi(["up", "--yes", "--expect-no-changes"]), ["13 unchanged"]);
    assert.deepEqual(await pulumi(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]), [
      "13 unchanged",
    ]);

    const next = { GENERATION: "2" };
    assert.deepEqual(await pulumi(["up", "--yes", "--skip-preview"], next), [
      "1 created",
      "2 updated",
      "1 deleted",
      "1 replaced",
      "5 changes",
      "9 unchanged",
    ]);
    assert.notEqual(truststore()?.version, first?.version);
    const resources = await project.resources();
    const secrets = resources.flatMap(({ type, outputs }) =>
      type === "tls:index/privateKey:PrivateKey" ? [JSON.stringify(outputs)] : [],
    );
    assert.equal(secrets.length, 1);
    assert.ok(secrets.every((text) => !text.includes("BEGIN EC PRIVATE KEY")));
    const group = resources.find(({ type }) => type.endsWith(":LogGroup"));
    assert.equal(group?.outputs?.region, "ap-northeast-1");

    const refused = await project.pulumi(["preview"], { ...next, EXTRA: "table" });
    assert.notEqual(refused.code, 0);
    assert.match(
      refused.stdout,
      /aws:dynamodb\/table:Table is not emulated by the AWS on this machine: no such resource type is here/,
    );

    assert.deepEqual(await pulumi(["destroy", "--yes", "--skip-preview"]), ["13 deleted"]);
    assert.deepEqual([local.account.domains(), local.account.restApis()], [[], []]);
  });
});
