import assert from "node:assert/strict";
import { LocalAccount } from "./support/localAccount";

const bucket = "aws:s3/bucket:Bucket";

describe("resources made in process", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  it("are the account's own: what the wire reads is what was made", async () => {
    const made = await account.local.resources("us-west-2").create(bucket, "b", { bucket: "mine" });
    assert.deepEqual([made.id, made.outputs.region], ["mine", "us-west-2"]);
    const read = await account.aws.read({ urn: made.urn, id: "mine@us-west-2" });
    assert.equal(read?.outputs.arn, "arn:aws:s3:::mine");
    await account.local.resources("us-west-2").delete(made);
    assert.equal(await account.aws.read({ urn: made.urn, id: "mine@us-west-2" }), undefined);
  });

  it("are changed in place", async () => {
    const resources = account.local.resources("us-east-2");
    const made = await resources.create(bucket, "b", { bucket: "tagged", tags: { of: "one" } });
    const changed = await resources.update(made, { bucket: "tagged", tags: { of: "two" } });
    assert.deepEqual(changed.outputs.tags, { of: "two" });
    assert.deepEqual(changed.inputs.tags, { of: "two" });
  });

  it("are read by the ID of an import, whoever made them, and can be changed then", async () => {
    const made = await account.aws.create(bucket, "b", { bucket: "found", tags: { of: "one" } });
    const resources = account.local.resources("us-east-2");
    const found = resources.read(bucket, "found");
    assert.deepEqual(found?.outputs, made.outputs);
    assert.deepEqual(found.inputs.tags, { of: "one" });
    await resources.update(found, { bucket: "found", tags: { of: "two" } });
    assert.deepEqual(resources.read(bucket, "found")?.outputs.tags, { of: "two" });
    assert.equal(resources.read(bucket, "nowhere"), undefined);
  });

  it("are refused with every failure of their check, one a line", async () => {
    const resources = account.local.resources("us-east-2");
    await assert.rejects(
      resources.create("aws:apigateway/stage:Stage", "s", { colour: "blue" }),
      ({ message }: Error) => {
        const properties = message.split("\n").map((line) => line.split(":")[0]);
        assert.deepEqual(properties.sort(), ["colour", "deployment", "restApi", "stageName"]);
        return true;
      },
    );
  });

  it("are looked up by the provider's functions", () => {
    const resources = account.local.resources("us-east-2");
    const zone = resources.invoke("aws:route53/getZone:getZone", { name: "example.com" });
    assert.equal(zone.name, "example.com");
  });
});
