import assert from "node:assert/strict";
import { LocalAccount } from "../support/localAccount";
import { unknown } from "../support/providerClient";

const bucket = "aws:s3/bucket:Bucket";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";

describe("the stand-in providers, checking inputs", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  const refusal = async (token: string, inputs: Record<string, unknown>): Promise<string> => {
    try {
      await account.aws.check(token, "it", inputs);
      return "";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("refuse a property that the type does not have", async () => {
    assert.equal(
      await refusal(bucket, { colour: "red" }),
      'colour: Invalid or unknown key "colour": aws:s3/bucket:Bucket has no such property',
    );
  });

  it("refuse a missing property", async () => {
    assert.equal(
      await refusal(versioning, { bucket: "b" }),
      'versioningConfiguration: Missing required argument. The argument "versioning_configuration" is required, but no definition was found.',
    );
  });

  it("refuse a value of the wrong type, and name the nested property", async () => {
    assert.equal(
      await refusal(versioning, { bucket: "b", versioningConfiguration: { status: ["Enabled"] } }),
      "versioningConfiguration.status: expected string type, got a list",
    );
  });

  it("refuse a value outside a closed choice", async () => {
    assert.equal(
      await refusal(versioning, { bucket: "b", versioningConfiguration: { status: "On" } }),
      'versioningConfiguration.status: expected versioning_configuration.status to be one of ["Enabled" "Suspended" "Disabled"], got On',
    );
  });

  it("refuse properties that exclude each other", async () => {
    assert.equal(
      await refusal(bucket, { bucket: "a-bucket", bucketPrefix: "a" }),
      'bucket: Conflicting configuration arguments: "bucket": conflicts with "bucket_prefix"',
    );
  });

  it("tell every problem of one resource at once", async () => {
    const lines = (await refusal(versioning, { bucket: 1, colour: "red", mfa: "1 2" })).split("\n");
    assert.deepEqual(lines.map((line) => line.split(":")[0]).sort(), [
      "colour",
      "mfa",
      "versioningConfiguration",
    ]);
  });

  it("refuse by name what is not emulated: a property, a nested one, a value, a type, a function", async () => {
    const words = "is not emulated by the AWS on this machine:";
    assert.equal(
      await refusal(bucket, { accelerationStatus: "Enabled" }),
      `accelerationStatus: ${bucket} property accelerationStatus ${words} nothing here acts on it`,
    );
    assert.equal(
      await refusal("aws:apigateway/restApi:RestApi", {
        endpointConfiguration: { types: "PRIVATE", vpcEndpointIds: ["vpce-1"] },
      }),
      `endpointConfiguration.vpcEndpointIds: aws:apigateway/restApi:RestApi property endpointConfiguration.vpcEndpointIds ${words} there are no VPCs here`,
    );
    assert.equal(
      await refusal("aws:apigateway/method:Method", {
        restApi: "a",
        resourceId: "r",
        httpMethod: "GET",
        authorization: "AWS_IAM",
      }),
      `authorization: aws:apigateway/method:Method property authorization with another value than "NONE" ${words} nothing here acts on it`,
    );
    assert.equal(
      await refusal("aws:dynamodb/table:Table", {}),
      `aws:dynamodb/table:Table ${words} no such resource type is here`,
    );
    await assert.rejects(account.aws.invoke("aws:ec2/getAmi:getAmi", {}), {
      message: `aws:ec2/getAmi:getAmi ${words} no such function is here`,
    });
  });

  it("let unknown values pass", async () => {
    const checked = await account.aws.check(versioning, "it", {
      bucket: unknown,
      versioningConfiguration: { status: unknown },
    });
    assert.deepEqual(checked, { bucket: unknown, versioningConfiguration: { status: unknown } });
  });

  it("let unknown values pass where only one value is emulated", async () => {
    const method = "aws:apigateway/method:Method";
    const inputs = { restApi: "a", resourceId: "r", httpMethod: "GET", authorization: unknown };
    assert.equal((await account.aws.check(method, "it", inputs)).authorization, unknown);
    assert.match(await refusal(method, { ...inputs, authorization: "AWS_IAM" }), /not emulated/);
  });

  it("make up a name with seven hex digits, and keep it in later updates", async () => {
    const first = await account.aws.check(bucket, "Store", {});
    assert.match(String(first.bucket), /^store-[0-9a-f]{7}$/);
    const later = await account.aws.check(bucket, "Store", { tags: { a: "b" } }, { ...first });
    assert.equal(later.bucket, first.bucket);
  });

  it("refuse a provider configuration without region, with a foreign account, or not emulated", async () => {
    const { aws } = account;
    const saved = process.env.AWS_REGION;
    delete process.env.AWS_REGION;
    try {
      assert.deepEqual(await aws.configure({ defaultTags: { tags: {} } }), [
        "Missing region configuration: set aws:region in the stack's configuration, or AWS_REGION",
      ]);
    } finally {
      if (saved !== undefined) process.env.AWS_REGION = saved;
    }
    assert.deepEqual(
      await aws.configure({ region: "us-east-2", allowedAccountIds: '["111111111111"]' }),
      ["AWS account ID not allowed: 123456789012 (the account on this machine)"],
    );
    assert.deepEqual(await aws.configure({ region: "us-east-2", assumeRoles: "[]" }), [
      "aws:assumeRoles is not emulated by the AWS on this machine: nothing here acts on it",
    ]);
  });
});
