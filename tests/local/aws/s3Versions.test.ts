import assert from "node:assert/strict";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import type { Kept, Plain } from "../support/providerClient";

const lifecycleType = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const getObject = "aws:s3/getObject:getObject";
const day = 86_400_000;

describe("versions of S3 objects on this machine", () => {
  let now: Date;
  let account: LocalAccount;
  let object: Kept;
  const put = async (content: string) => {
    object = await account.aws.update(object, { ...object.inputs, content });
  };
  const versions = async (ids: unknown[]) => {
    const found: string[] = [];
    for (const versionId of ids) {
      const read = { bucket: "kept", key: "store.pem", versionId, downloadBody: "true" };
      found.push(
        await account.aws.invoke(getObject, read).then(
          ({ body }) => body as string,
          () => "-",
        ),
      );
    }
    return found;
  };
  const rule = (noncurrentVersionExpiration: Plain, more: Plain = {}) => ({
    id: "old-versions",
    status: "Enabled",
    filter: { prefix: "store" },
    noncurrentVersionExpiration,
    ...more,
  });
  beforeEach(async () => {
    now = new Date("2026-11-22T12:00:00Z");
    account = await LocalAccount.start({ clock: () => now });
    const acts = new GatewayActs(account);
    await acts.bucket("kept");
    object = await acts.object("kept", "store.pem", "one");
  });
  afterEach(() => account.dispose());

  it("are read by getObject: the newest, or the one that is asked for", async () => {
    const first = object.outputs.versionId;
    await put("two");
    const newest = await account.aws.invoke(getObject, {
      bucket: "kept",
      key: "store.pem",
      downloadBody: "true",
    });
    assert.deepEqual(
      [newest.body, newest.bodyBase64, newest.versionId],
      ["two", Buffer.from("two").toString("base64"), object.outputs.versionId],
    );
    assert.deepEqual(await versions([first]), ["one"]);
    const head = await account.aws.invoke(getObject, { bucket: "kept", key: "store.pem" });
    assert.deepEqual([head.body, head.bodyBase64, head.contentLength], ["", "", 3]);
    assert.match(
      await answer(
        account.aws.invoke(getObject, { bucket: "kept", key: "store.pem", versionId: "none" }),
      ),
      /^NoSuchVersion: The object s3:\/\/kept\/store\.pem in version none does not exist$/,
    );
    assert.match(
      await answer(
        account.aws.invoke(getObject, { bucket: "kept", key: "store.pem", region: "us-west-2" }),
      ),
      /^PermanentRedirect: /,
    );
  });

  it("expire when they are old and enough newer ones are kept beside the current one", async () => {
    await account.aws.create(lifecycleType, "rules", {
      bucket: "kept",
      rules: [rule({ noncurrentDays: 10, newerNoncurrentVersions: 1 })],
    });
    const ids = [object.outputs.versionId];
    for (const content of ["two", "three"]) {
      now = new Date(now.getTime() + day);
      await put(content);
      ids.push(object.outputs.versionId);
    }
    assert.deepEqual(await versions(ids), ["one", "two", "three"]);
    now = new Date(now.getTime() + 20 * day);
    await put("four");
    ids.push(object.outputs.versionId);
    assert.deepEqual(await versions(ids), ["-", "-", "three", "four"]);
    now = new Date(now.getTime() + 20 * day);
    await account.stop();
    account = await LocalAccount.start({ state: account.folder, clock: () => now });
    // As old as the others were, and the one that is kept beside the current version.
    assert.deepEqual(await versions(ids), ["-", "-", "three", "four"]);
  });

  it("expire while nothing is put, when the account is started again", async () => {
    await account.aws.create(lifecycleType, "rules", {
      bucket: "kept",
      rules: [rule({ noncurrentDays: 10 })],
    });
    const first = object.outputs.versionId;
    await put("two");
    now = new Date(now.getTime() + 9 * day);
    await account.stop();
    account = await LocalAccount.start({ state: account.folder, clock: () => now });
    assert.deepEqual(await versions([first]), ["one"]);
    now = new Date(now.getTime() + day);
    await account.stop();
    account = await LocalAccount.start({ state: account.folder, clock: () => now });
    assert.deepEqual(await versions([first, object.outputs.versionId]), ["-", "two"]);
  });

  it("stay where a rule is disabled, or is for another prefix", async () => {
    await account.aws.create(lifecycleType, "rules", {
      bucket: "kept",
      rules: [
        rule({ noncurrentDays: 1 }, { status: "Disabled" }),
        rule({ noncurrentDays: 1 }, { id: "other", filter: { prefix: "other" } }),
      ],
    });
    const first = object.outputs.versionId;
    await put("two");
    now = new Date(now.getTime() + 30 * day);
    await put("three");
    assert.deepEqual(await versions([first]), ["one"]);
  });

  it("have rules that S3 takes, and none that is not emulated", async () => {
    const refused = (...rules: Plain[]) =>
      answer(account.aws.create(lifecycleType, "r", { bucket: "kept", rules }));
    assert.match(
      await refused(rule({ noncurrentDays: 1 }), rule({ noncurrentDays: 2 })),
      /^rules\[1\]\.id: Rule ID must be unique/,
    );
    assert.match(
      await refused({ id: "idle", status: "Enabled" }),
      /^rules\[0\]: At least one action needs to be specified in a rule$/,
    );
    assert.match(
      await refused(rule({ noncurrentDays: 1 }, { expiration: { days: 3 } })),
      /^rules\[0\]\.expiration\.days: .* is not emulated by the AWS on this machine: only old versions expire here/,
    );
    assert.match(
      await refused(rule({ noncurrentDays: 1, newerNoncurrentVersions: 101 })),
      /to be in the range \(1 - 100\), got 101/,
    );
  });

  it("are let be when the rules go", async () => {
    const rules = await account.aws.create(lifecycleType, "rules", {
      bucket: "kept",
      rules: [rule({ noncurrentDays: 1 })],
    });
    assert.deepEqual((await account.aws.read(rules))?.inputs, rules.inputs);
    await account.aws.delete(rules);
    assert.equal(await account.aws.read(rules), undefined);
  });
});
