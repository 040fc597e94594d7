import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeZip } from "@mtls-gateway/local/dist/aws/lambda/zip";
import {
  archive,
  executionRole,
  fileArchive,
  lambdaTypes,
  startFunctionAccount,
} from "../support/functionActs";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import type { Kept, Plain } from "../support/providerClient";

const code = archive({ "index.js": "exports.handler = async () => ({ statusCode: 200 });" });
const arnOf = (name: string) => `arn:aws:lambda:us-east-2:123456789012:function:${name}`;

describe("functions of Lambda on this machine", () => {
  let account: LocalAccount;
  let role: string;
  let assets: string;
  let dispose: () => Promise<void>;
  before(async () => {
    ({ account, assets, role, dispose } = await startFunctionAccount());
  });
  after(() => dispose());

  const inputs = (more: Plain = {}): Plain => ({
    role,
    code,
    runtime: "nodejs22.x",
    handler: "index.handler",
    ...more,
  });
  const create = (name: string, more: Plain = {}): Promise<Kept> =>
    account.aws.create(lambdaTypes.function, name, inputs({ name, ...more }));
  const view = (name: string) =>
    account.local.account.functions().find((one) => one.arn === arnOf(name));
  const files = (name: string) =>
    view(name)
      ?.files()
      .map(({ path, content }) => [path, content.toString()]);

  it("are made with what AWS makes of them", async () => {
    const { id, outputs } = await create("made", { environment: { variables: { A: "b" } } });
    const arn = arnOf("made");
    assert.equal(id, "made");
    assert.match(outputs.codeSha256 as string, /^[A-Za-z0-9+/]{43}=$/);
    assert.match(outputs.lastModified as string, /^\d{4}-\d\d-\d\dT[\d:.]+\+0000$/);
    const { timeout, memorySize, version, qualifiedArn, architectures, loggingConfig } = outputs;
    assert.deepEqual(
      [outputs.arn, timeout, memorySize, version, qualifiedArn, architectures, loggingConfig],
      [
        arn,
        3,
        128,
        "$LATEST",
        `${arn}:$LATEST`,
        ["x86_64"],
        { logFormat: "Text", logGroup: "/aws/lambda/made" },
      ],
    );
    assert.equal(
      outputs.invokeArn,
      `arn:aws:apigateway:us-east-2:lambda:path/2015-03-31/functions/${arn}/invocations`,
    );
    assert.equal(
      await answer(create("made")),
      "ResourceConflictException: Function already exist: made",
    );
  });

  it("take new code and settings in place, and another name as another function", async () => {
    const made = await create("changed");
    const before = view("changed");
    const next = inputs({ name: "changed", code: archive({ "index.js": "// new" }), timeout: 10 });
    const { changes, replaces } = await account.aws.diff(made, next);
    assert.deepEqual([Object.keys(changes).sort(), replaces], [["code", "timeout"], []]);
    const updated = await account.aws.update(made, next);
    assert.notEqual(updated.outputs.codeSha256, made.outputs.codeSha256);
    assert.deepEqual(files("changed"), [["index.js", "// new"]]);
    assert.notEqual(view("changed")?.revision, before?.revision);
    const renamed = await account.aws.diff(updated, { ...next, name: "other" });
    assert.deepEqual(renamed.replaces, ["name"]);
    await account.aws.delete(updated);
    assert.equal(view("changed"), undefined);
  });

  it("need a role that Lambda may take on", async () => {
    const refused =
      "InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.";
    const other = await executionRole(account, "other", { service: "ec2.amazonaws.com" });
    assert.equal(await answer(create("f", { role: other })), refused);
    const nobody = "arn:aws:iam::123456789012:role/nobody";
    assert.equal(await answer(create("f", { role: nobody })), refused);
  });

  it("may not set the variables that Lambda sets, nor more than 4 KB of others", async () => {
    const variables = (all: Record<string, string>) =>
      answer(create("f", { environment: { variables: all } }));
    assert.match(
      await variables({ AWS_REGION: "mars", A: "b" }),
      /^InvalidParameterValueException: Lambda was unable .* Reserved keys used in this request: AWS_REGION$/,
    );
    const tooMuch = await variables({ A: "secret".repeat(700) });
    assert.match(tooMuch, /exceeded the 4KB limit\. They measure 4201 bytes\.$/);
    assert.equal(tooMuch.includes("secret"), false);
  });

  it("are refused by name where nothing here could run or do what they ask for", async () => {
    for (const [more, message] of [
      [
        { runtime: "python3.13" },
        /^runtime: the runtime python3\.13 is not emulated .*: Node\.js alone runs here/,
      ],
      [
        { runtime: "nodejs16.x" },
        /^runtime: The runtime parameter of nodejs16\.x is no longer supported/,
      ],
      [
        { layers: ["arn:aws:lambda:us-east-2:1:layer:a:1"] },
        /^layers: .* is not emulated .*: put what the layers hold/,
      ],
      [
        { vpcConfig: { subnetIds: [], securityGroupIds: [] } },
        /^vpcConfig: .*: there are no VPCs here/,
      ],
      [{ publish: true }, /^publish: .* with another value than false is not emulated/],
      [{ packageType: "Image" }, /^packageType: .* with another value than "Zip" is not emulated/],
      [{ tracingConfig: { mode: "Active" } }, /^tracingConfig: .* is not emulated/],
      [{ reservedConcurrentExecutions: 0 }, /^reservedConcurrentExecutions: .* is not emulated/],
      [{ handler: undefined }, /^handler: handler and runtime must be set when PackageType is Zip/],
      [
        { code: undefined },
        /^code: Missing required argument. One of "code", "image_uri", "s3_bucket"/,
      ],
      [{ timeout: 901 }, /^timeout: expected timeout to be in the range \(1 - 900\), got 901/],
      [{ role: "executor" }, /^role: "role" \(executor\) is an invalid ARN/],
    ] as const) {
      const given = inputs({ name: "f", ...more });
      assert.match(await answer(account.aws.check(lambdaTypes.function, "f", given)), message);
    }
  });

  it("have their code from a folder, a ZIP file or an object of S3", async () => {
    mkdirSync(join(assets, "app/lib"), { recursive: true });
    writeFileSync(join(assets, "app/index.js"), "index");
    writeFileSync(join(assets, "app/lib/a.js"), "a");
    await create("folder", { code: fileArchive("app") });
    const both = [
      ["index.js", "index"],
      ["lib/a.js", "a"],
    ];
    assert.deepEqual(files("folder"), both);
    const zip = writeZip(
      both.map(([path = "", text = ""]) => ({
        path,
        content: Buffer.from(text),
        executable: false,
      })),
    );
    writeFileSync(join(assets, "app.zip"), zip);
    const zipped = await create("zipped", { code: fileArchive("app.zip") });
    assert.deepEqual(files("zipped"), both);
    assert.equal(zipped.outputs.sourceCodeSize, zip.length);
    const acts = new GatewayActs(account);
    await acts.bucket("packages");
    await account.aws.create("aws:s3/bucketObjectv2:BucketObjectv2", "app", {
      bucket: "packages",
      key: "app.zip",
      contentBase64: zip.toString("base64"),
    });
    const fromS3 = { code: undefined, s3Bucket: "packages", s3Key: "app.zip" };
    const made = await create("s3", fromS3);
    assert.deepEqual([files("s3"), made.outputs.codeSha256], [both, zipped.outputs.codeSha256]);
    assert.match(
      await answer(create("s4", { ...fromS3, s3Key: "none" })),
      /^InvalidParameterValueException: Error occurred while GetObject\. S3 Error Code: NoSuchKey/,
    );
  });

  it("are refused for a file that is no ZIP archive, and for paths that lead out of it", async () => {
    const refused = (why: string) =>
      `InvalidParameterValueException: Could not unzip uploaded file. Please check your file, then try to upload again. (${why})`;
    const upload = async (content: Buffer) => {
      writeFileSync(join(assets, "bad.zip"), content);
      return answer(create("bad", { code: fileArchive("bad.zip") }));
    };
    assert.equal(await upload(Buffer.from("no archive")), refused("it is no ZIP archive"));
    const file = { content: Buffer.from("x"), executable: false };
    const escaping = writeZip([{ path: "../../etc/cron.d/x", ...file }]);
    assert.equal(await upload(escaping), refused("../../etc/cron.d/x leads out of it"));
    const damaged = writeZip([{ path: "index.js", ...file }]);
    damaged.writeUInt8(damaged.readUInt8(14) ^ 1, damaged.length - 22 - 54 + 16);
    assert.equal(await upload(damaged), refused("index.js is damaged"));
    assert.match(
      await answer(create("none", { code: fileArchive("none.zip") })),
      /cannot be read .*ENOENT/,
    );
  });

  it("keep their code when the account is opened again", async () => {
    const own = await LocalAccount.start();
    const executor = await executionRole(own, "executor");
    await own.aws.create(lambdaTypes.function, "kept", inputs({ name: "kept", role: executor }));
    await own.stop();
    const again = await LocalAccount.start({ state: own.folder });
    const [kept] = again.local.account.functions();
    assert.deepEqual(
      kept?.files().map(({ path }) => path),
      ["index.js"],
    );
    await again.dispose();
  });

  it("give permissions, each by an ID of its own, and lose them when they are deleted", async () => {
    const made = await create("permitted");
    const allow = (more: Plain = {}) =>
      account.aws.create(lambdaTypes.permission, "allow", {
        function: "permitted",
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        ...more,
      });
    const first = await allow({ statementId: "one", function: made.outputs.arn });
    assert.deepEqual(view("permitted")?.permissions, [
      { action: "lambda:InvokeFunction", principal: "apigateway.amazonaws.com" },
    ]);
    assert.match(
      await answer(allow({ statementId: "one" })),
      /^ResourceConflictException: The statement id \(one\) provided already exists/,
    );
    assert.match((await allow()).id, /^allow-[0-9a-f]{7}$/);
    assert.equal(
      await answer(allow({ function: "nobody" })),
      `ResourceNotFoundException: Function not found: ${arnOf("nobody")}`,
    );
    const { replaces } = await account.aws.diff(first, {
      ...first.inputs,
      sourceArn: "arn:aws:s3:::b",
    });
    assert.deepEqual(replaces, ["sourceArn"]);
    await account.aws.delete(first);
    assert.equal(view("permitted")?.permissions.length, 1);
    await account.aws.delete(made);
    await create("permitted");
    assert.deepEqual(view("permitted")?.permissions, []);
  });
});
