import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PulumiProject } from "../support/pulumi";
import { ask } from "./dataPlane/support/client";
import { actor } from "./support/actors";
import { domainProgram } from "./support/domainProgram";

/** A hand-written program with nothing of this repository in it: a function from a folder, and one from a callback. */
const program = `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const role = new aws.iam.Role("executor", {
  assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
});
new aws.iam.RolePolicyAttachment("executor", {
  role: role.name,
  policyArn: aws.iam.ManagedPolicy.AWSLambdaBasicExecutionRole,
});
const who = new aws.lambda.Function("who", {
  role: role.arn,
  runtime: aws.lambda.Runtime.NodeJS22dX,
  handler: "src/index.handler",
  code: new pulumi.asset.AssetArchive({
    src: new pulumi.asset.FileArchive("app"),
    "note.txt": new pulumi.asset.StringAsset("a text of the package"),
  }),
  environment: { variables: { GREETING: process.env.GREETING ?? "hello" } },
});
const colour = "blue";
const callback = new aws.lambda.CallbackFunction("callback", {
  role,
  callback: async (event) => ({ statusCode: 200, body: colour + " " + event.requestContext.identity.clientCert.issuerDN }),
});
const integration = (fn) => ({
  get: { "x-amazon-apigateway-integration": { type: "aws_proxy", httpMethod: "POST", uri: fn.invokeArn } },
});
const api = new aws.apigateway.RestApi("api", {
  endpointConfiguration: { types: "REGIONAL" },
  disableExecuteApiEndpoint: true,
  body: pulumi.jsonStringify({
    openapi: "3.0.1",
    info: { title: "api", version: "1" },
    paths: { "/who": integration(who), "/callback": integration(callback) },
  }),
});
for (const [name, fn] of Object.entries({ who, callback })) {
  new aws.lambda.Permission(name, {
    action: "lambda:InvokeFunction",
    function: fn,
    principal: "apigateway.amazonaws.com",
    sourceArn: pulumi.interpolate\`\${api.executionArn}/*/GET/\${name}\`,
  });
}
const deployment = new aws.apigateway.Deployment("api", { restApi: api });
const stage = new aws.apigateway.Stage("prod", { restApi: api, deployment, stageName: "prod" });
const bucket = new aws.s3.Bucket("truststore");
const versioning = new aws.s3.BucketVersioning("versioning", {
  bucket: bucket.bucket,
  versioningConfiguration: { status: "Enabled" },
});
const object = new aws.s3.BucketObjectv2(
  "truststore.pem",
  { bucket, source: new pulumi.asset.FileAsset("truststore.pem") },
  { dependsOn: [versioning] },
);
${domainProgram}new aws.apigateway.BasePathMapping("root", {
  domainName: domain.domainName,
  restApi: api,
  stageName: stage.stageName,
});
exports.host = pulumi.interpolate\`\${api.id}.execute-api.us-east-2.amazonaws.com\`;
exports.logGroup = pulumi.interpolate\`arn:aws:logs:us-east-2:123456789012:log-group:/aws/lambda/\${who.name}\`;
`;

const handler = `
const { readFileSync } = require("node:fs");
exports.handler = async ({ requestContext: { identity } }) => {
  console.log("called by", identity.clientCert.subjectDN);
  const note = readFileSync(__dirname + "/../note.txt", "utf8");
  return { statusCode: 200, body: JSON.stringify([process.env.GREETING, note, identity.clientCert]) };
};`;

describe("a function of Lambda under the real Pulumi engine", function () {
  this.timeout(600_000);
  let state: string;
  let assets: string;
  let local: LocalAws;
  let project: PulumiProject;
  before(async () => {
    state = mkdtempSync(join(tmpdir(), "mtls-gateway-state-"));
    assets = mkdtempSync(join(tmpdir(), "mtls-gateway-assets-"));
    local = await startLocalAws({ state, assetFolder: assets });
  });
  after(async () => {
    project.dispose();
    await local.close();
    for (const folder of [state, assets]) rmSync(folder, { recursive: true, force: true });
  });

  it("is handed the client's certificate behind mutual TLS, by the domain alone", async () => {
    const root = await actor("MyRootCA");
    const { certificate, key, pem, keyPem } = await actor("my-client", { ca: false, issuer: root });
    // The engine reads a program's files in its folder, and the stand-in in the folder that it was told.
    mkdirSync(join(assets, "app"));
    writeFileSync(join(assets, "app/index.js"), handler);
    writeFileSync(join(assets, "truststore.pem"), root.pem);
    project = await PulumiProject.create(
      {
        "index.js": program,
        "app/index.js": handler,
        "truststore.pem": root.pem,
        "Pulumi.test.yaml": "config:\n  aws:region: us-east-2\n",
      },
      { env: local.env },
    );
    const pulumi = async (...args: string[]) => {
      const { code, stdout, stderr } = await project.pulumi(args, {});
      assert.equal(code, 0, stdout + stderr);
    };
    await pulumi("up", "--yes", "--skip-preview");
    await local.dataPlane.settled();
    const call = {
      port: local.gatewayPort,
      name: "api.example.com",
      ca: local.account.publicCa.certificatePem,
      client: { certificate, keys: key, pem, keyPem },
    };
    const { status, body } = await ask({ ...call, path: "/who" });
    assert.equal(status, 200, body);
    const [greeting, note, seen] = JSON.parse(body) as [string, string, Record<string, unknown>];
    assert.deepEqual([greeting, note], ["hello", "a text of the package"]);
    assert.deepEqual(
      [seen.clientCertPem, seen.subjectDN, seen.issuerDN],
      [pem, "C=JP,O=MyOrg,CN=my-client", "C=JP,O=MyOrg,CN=MyRootCA"],
    );
    const fromCallback = await ask({ ...call, path: "/callback" });
    assert.deepEqual(
      [fromCallback.status, fromCallback.body],
      [200, "blue C=JP,O=MyOrg,CN=MyRootCA"],
    );
    const resources = await project.resources();
    const stack = resources.find(({ type }) => type === "pulumi:pulumi:Stack");
    const { host, logGroup } = stack?.outputs as { host: string; logGroup: string };
    const elsewhere = await ask({ ...call, name: host, path: "/prod/who" });
    assert.deepEqual([elsewhere.status, elsewhere.body], [403, '{"message":"Forbidden"}']);
    assert.deepEqual(
      local.logEvents(logGroup).filter(({ message }) => message.includes("called by")).length,
      1,
    );
    await pulumi("preview", "--expect-no-changes");
  });
});
