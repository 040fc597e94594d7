import assert from "node:assert/strict";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { LocalAccount } from "../support/localAccount";
import { bare, secret, secretNames, unknown } from "../support/providerClient";

const bucket = "aws:s3/bucket:Bucket";
const logGroup = "aws:cloudwatch/logGroup:LogGroup";
const privateKey = "tls:index/privateKey:PrivateKey";

describe("the stand-in providers, over the life of a resource", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  it("show known inputs as known outputs in a preview, and what is computed as unknown", async () => {
    const outputs = await account.tls.previewCreate(privateKey, "key", { algorithm: "ECDSA" });
    assert.deepEqual(secretNames(outputs), [
      "privateKeyOpenssh",
      "privateKeyPem",
      "privateKeyPemPkcs8",
    ]);
    assert.deepEqual(bare(outputs), {
      algorithm: "ECDSA",
      ecdsaCurve: "P224",
      rsaBits: 2048,
      privateKeyOpenssh: unknown,
      privateKeyPem: unknown,
      privateKeyPemPkcs8: unknown,
      publicKeyFingerprintMd5: unknown,
      publicKeyFingerprintSha256: unknown,
      publicKeyOpenssh: unknown,
      publicKeyPem: unknown,
    });
  });

  it("give secrets back as secrets: those of the schema, and those of the inputs", async () => {
    const key = await account.tls.create(privateKey, "key", { algorithm: "ED25519" });
    assert.deepEqual(secretNames(key.outputs), [
      "privateKeyOpenssh",
      "privateKeyPem",
      "privateKeyPemPkcs8",
    ]);
    const group = await account.aws.create(logGroup, "group", { name: secret("/secret/name") });
    assert.deepEqual(secretNames(group.outputs), ["name"]);
    const seen = await account.aws.read(group);
    assert.deepEqual(secretNames(seen?.outputs ?? {}), ["name"]);
    assert.deepEqual(secretNames(seen?.inputs ?? {}), ["name"]);
  });

  it("put a resource into its own region, else into that of its provider instance", async () => {
    const tokyo = await account.instance({ region: "ap-northeast-1" });
    const here = await account.aws.create(logGroup, "here", { name: "same" });
    const there = await tokyo.create(logGroup, "there", { name: "same" });
    const named = await account.aws.create(logGroup, "named", {
      name: "same",
      region: "us-east-1",
    });
    assert.deepEqual(
      [here, there, named].map(({ outputs }) => [outputs.region, outputs.arn]),
      ["us-east-2", "ap-northeast-1", "us-east-1"].map((region) => [
        region,
        `arn:aws:logs:${region}:123456789012:log-group:same`,
      ]),
    );
    assert.deepEqual(await tokyo.diff(here, { name: "same" }), {
      changes: { region: "UPDATE_REPLACE" },
      replaces: ["region"],
      deleteBeforeReplace: true,
    });
  });

  it("update in place or replace as the provider's schema says", async () => {
    const made = await account.aws.create(bucket, "store", { tags: { a: "1" } });
    assert.deepEqual(await account.aws.diff(made, { tags: { a: "1" } }), {
      changes: {},
      replaces: [],
      deleteBeforeReplace: false,
    });
    assert.deepEqual(await account.aws.diff(made, { tags: { a: "2", b: "1" } }), {
      changes: { "tags.a": "UPDATE", "tags.b": "ADD" },
      replaces: [],
      deleteBeforeReplace: false,
    });
    assert.deepEqual(await account.aws.diff(made, { bucket: "another-name", tags: { a: "1" } }), {
      changes: { bucket: "UPDATE_REPLACE" },
      replaces: ["bucket"],
      deleteBeforeReplace: false,
    });
    assert.deepEqual((await account.aws.diff(made, { tags: { a: "2" } }, ["tags"])).changes, {});
  });

  it("put the provider's default tags on everything, under the resource's own", async () => {
    const tagging = await account.instance({
      region: "us-east-2",
      defaultTags: JSON.stringify({ tags: { team: "a", stage: "dev" } }),
    });
    const made = await tagging.create(bucket, "tagged", { tags: { stage: "prod" } });
    assert.deepEqual(made.outputs.tagsAll, { team: "a", stage: "prod" });
    assert.deepEqual((await account.aws.diff(made, { tags: { stage: "prod" } })).changes, {
      tagsAll: "UPDATE",
    });
  });

  it("find by an import's ID what is there, with its inputs, and say what is gone", async () => {
    const made = await account.aws.create(logGroup, "group", { name: "/to/import" });
    const urn = made.urn.replace("::group", "::imported");
    const found = await account.aws.read({ urn, id: "/to/import" });
    assert.deepEqual(found?.inputs, { name: "/to/import" });
    assert.equal(found.outputs.arn, made.outputs.arn);
    await account.aws.delete(made);
    assert.equal(await account.aws.read(made), undefined);
    await account.aws.delete(made);
  });

  it("answer handshake, attach, plugin info and schema, and refuse components by name", async () => {
    const { raw } = account.aws;
    const call = account.aws.call.bind(account.aws);
    const hello = await call<pb.ProviderHandshakeResponse>((done) =>
      raw.handshake(new pb.ProviderHandshakeRequest(), done),
    );
    assert.deepEqual(
      [hello.getAcceptSecrets(), hello.getAcceptResources(), hello.getAcceptOutputs()],
      [true, true, true],
    );
    const schema = await call<pb.GetSchemaResponse>((done) =>
      raw.getSchema(new pb.GetSchemaRequest(), done),
    );
    assert.deepEqual(JSON.parse(schema.getSchema()), { name: "aws", version: "7.48.0" });
    await call((done) => raw.cancel(new Empty(), done));
    await assert.rejects(
      call((done) => raw.construct(new pb.ConstructRequest(), done)),
      { message: "aws has no components to construct" },
    );
    await assert.rejects(
      call((done) => raw.call(new pb.CallRequest(), done)),
      { message: "aws has no methods to call" },
    );
  });
});
