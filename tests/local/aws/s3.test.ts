import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import { type Plain, unknown } from "../support/providerClient";

const bucket = "aws:s3/bucket:Bucket";
const versioning = "aws:s3/bucketVersioning:BucketVersioning";
const object = "aws:s3/bucketObjectv2:BucketObjectv2";
const policy = "aws:s3/bucketPolicy:BucketPolicy";

describe("S3 on this machine", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  it("gives every put of changed content a version of its own in a versioned bucket", async () => {
    const { aws } = account;
    await new GatewayActs(account).bucket("versions");
    const at = { bucket: "versions", key: "a.pem" };
    const one = await aws.create(object, "a", { ...at, content: "one" });
    assert.match(String(one.outputs.versionId), /^[A-Za-z0-9._]{32}$/);
    assert.equal(one.outputs.etag, createHash("md5").update("one").digest("hex"));
    const planned = await aws.update(one, { ...at, content: "two" }, true);
    assert.equal(planned.outputs.versionId, unknown);
    const two = await aws.update(one, { ...at, content: "two" });
    assert.notEqual(two.outputs.versionId, one.outputs.versionId);
    const tagged = await aws.update(two, { ...at, content: "two", tags: { a: "b" } });
    assert.equal(tagged.outputs.versionId, two.outputs.versionId);
    assert.deepEqual((await aws.diff(two, { ...at, key: "b.pem", content: "two" })).replaces, [
      "key",
    ]);
  });

  it("gives no version in a bucket that was never versioned", async () => {
    await account.aws.create(bucket, "plain", { bucket: "plain-bucket" });
    const made = await account.aws.create(object, "a", { bucket: "plain-bucket", content: "x" });
    assert.deepEqual([made.id, made.outputs.versionId], ["a", ""]);
  });

  it("deletes every version of an object, and a bucket only when nothing is left in it", async () => {
    const { aws } = account;
    const kept = await new GatewayActs(account).bucket("emptied");
    const at = { bucket: "emptied", key: "a.pem" };
    const made = await aws.create(object, "a", { ...at, content: "one" });
    const updated = await aws.update(made, { ...at, content: "two" });
    assert.equal(
      await answer(aws.delete(kept)),
      "BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
    );
    await aws.delete(updated);
    await aws.delete(kept);
    assert.equal(await aws.read(kept), undefined);
  });

  it("deletes a bucket with all that is in it when it is told to", async () => {
    const made = await account.aws.create(bucket, "force", {
      bucket: "forced-bucket",
      forceDestroy: true,
    });
    await account.aws.create(object, "a", { bucket: "forced-bucket", content: "x" });
    await account.aws.delete(made);
    assert.equal(await account.aws.read(made), undefined);
  });

  it("suspends versioning when the resource goes, and never goes back to unversioned", async () => {
    const { aws } = account;
    await aws.create(bucket, "s", { bucket: "suspended" });
    const made = await aws.create(versioning, "s", {
      bucket: "suspended",
      versioningConfiguration: { status: "Enabled" },
    });
    const off = { bucket: "suspended", versioningConfiguration: { status: "Disabled" } };
    assert.equal(
      await answer(aws.update(made, off)),
      "IllegalVersioningConfiguration: versioning_configuration.status cannot be updated from 'Enabled' to 'Disabled'",
    );
    await aws.delete(made);
    const left = await aws.read(made);
    assert.deepEqual(left?.outputs.versioningConfiguration, { status: "Suspended" });
    const put = await aws.create(object, "a", { bucket: "suspended", content: "x" });
    assert.equal(put.outputs.versionId, "null");
  });

  it("refuses names that S3 does not take, each with its reason", async () => {
    const reason = async (inputs: Plain) =>
      account.aws.check(bucket, "b", inputs).then(
        () => "",
        (error: unknown) => String(error).replace(/^Error: /, ""),
      );
    const form =
      "3 to 63 lower-case letters, digits, dots and hyphens, beginning and ending with a letter or digit, no two dots together and no hyphen beside one";
    const refused: Record<string, string> = {
      No_Bucket: form,
      UPPER: form,
      ab: form,
      ["x".repeat(64)]: form,
      "a..b": form,
      "-ab": form,
      "ab-": form,
      "192.168.5.4": "none looks like an IP address",
      "xn--pets": "none begins with xn--",
      "sthree-pets": "none begins with sthree-",
      "amzn-s3-demo-pets": "none begins with amzn-s3-demo-",
      "pets-s3alias": "none ends with -s3alias",
      "pets--ol-s3": "none ends with --ol-s3",
      "pets.mrap": "none ends with .mrap",
      "pets--x-s3": "none ends with --x-s3",
      "pets--table-s3": "none ends with --table-s3",
    };
    for (const [name, why] of Object.entries(refused)) {
      const words = `bucket: "${name}" is no name for an S3 bucket: ${why}`;
      assert.equal(await reason({ bucket: name }), words);
    }
    for (const name of ["abc", "x".repeat(63), "1.2.3.pets", "my.pets-2"]) {
      assert.equal(await reason({ bucket: name }), "");
    }
    const prefixed = `bucketPrefix: "Pets-" is no name for an S3 bucket: ${form}`;
    assert.equal(await reason({ bucketPrefix: "Pets-" }), prefixed);
    assert.equal(await reason({ bucketPrefix: "pets-" }), "");
  });

  it("refuses buckets and Regions that are wrong", async () => {
    const { aws } = account;
    const there = { bucket: "nowhere", key: "k", content: "x" };
    assert.equal(
      await answer(aws.create(object, "a", there)),
      "NoSuchBucket: The specified bucket does not exist",
    );
    await aws.create(bucket, "abroad", { bucket: "abroad", region: "eu-west-1" });
    assert.match(
      await answer(aws.create(object, "a", { ...there, bucket: "abroad" })),
      /^PermanentRedirect: /,
    );
    assert.match(
      await answer(aws.create(bucket, "b", { bucket: "abroad" })),
      /^BucketAlreadyOwnedByYou: /,
    );
  });

  it("refuses a policy for another bucket, and a public one where that is blocked", async () => {
    const { aws } = account;
    await aws.create(bucket, "p", { bucket: "policed" });
    await aws.create("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "p", {
      bucket: "policed",
      blockPublicPolicy: true,
    });
    const put = (Resource: string) =>
      answer(
        aws.create(policy, "p", {
          bucket: "policed",
          policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource }],
          }),
        }),
      );
    assert.match(
      await put("arn:aws:s3:::other/*"),
      /^MalformedPolicy: Policy has invalid resource/,
    );
    assert.match(await put("arn:aws:s3:::policed/*"), /^AccessDenied: .*BlockPublicPolicy/);
  });

  it("reports drift in what the program set, and nothing else", async () => {
    const { aws } = account;
    await aws.create(bucket, "d", { bucket: "drifting" });
    const inputs = { bucket: "drifting", versioningConfiguration: { status: "Enabled" } };
    const made = await aws.create(versioning, "d", inputs);
    assert.deepEqual((await aws.read(made))?.inputs, inputs);
    // Somebody else suspends it.
    await aws.update(made, { ...inputs, versioningConfiguration: { status: "Suspended" } });
    const seen = await aws.read(made);
    assert.deepEqual(seen?.inputs.versioningConfiguration, { status: "Suspended" });
    assert.deepEqual((await aws.diff({ ...made, ...seen }, inputs)).changes, {
      "versioningConfiguration.status": "UPDATE",
    });
  });
});
