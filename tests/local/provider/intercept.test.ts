import assert from "node:assert/strict";
import type { ProviderCall } from "@mtls-gateway/local";
import { LocalAccount } from "../support/localAccount";

const bucket = "aws:s3/bucket:Bucket";

describe("what stands between the engine and the stand-in providers", () => {
  const calls: string[] = [];
  let fail: (call: ProviderCall, phase: "before" | "after") => void = () => undefined;
  let account: LocalAccount;

  before(async () => {
    account = await LocalAccount.start({
      intercept: (call, phase) => {
        calls.push(`${phase} ${call.provider} ${call.method} ${call.subject}`);
        fail(call, phase);
      },
    });
  });
  after(() => account.dispose());
  beforeEach(() => {
    calls.length = 0;
    fail = () => undefined;
  });

  const exists = (name: string) => account.local.resources("us-east-2").read(bucket, name);

  it("sees every call before it is done and after", async () => {
    const { urn } = await account.aws.create(bucket, "seen", { bucket: "seen" });
    await account.aws.invoke("aws:route53/getZone:getZone", { name: "example.com" });
    assert.deepEqual(calls, [
      `before aws check ${urn}`,
      `after aws check ${urn}`,
      `before aws create ${urn}`,
      `after aws create ${urn}`,
      "before aws invoke aws:route53/getZone:getZone",
      "after aws invoke aws:route53/getZone:getZone",
    ]);
  });

  it("can refuse a call, of which nothing is done then", async () => {
    fail = ({ method }, phase) => {
      if (method === "create" && phase === "before") throw new Error("Rate exceeded");
    };
    await assert.rejects(account.aws.create(bucket, "b", { bucket: "refused" }), /Rate exceeded/);
    assert.equal(exists("refused"), undefined);
  });

  it("can lose an answer, of which everything is done", async () => {
    fail = ({ method }, phase) => {
      if (method === "create" && phase === "after") throw new Error("connection lost");
    };
    await assert.rejects(account.aws.create(bucket, "b", { bucket: "lost" }), /connection lost/);
    assert.equal(exists("lost")?.id, "lost");
  });

  it("sees the end of a call that was refused too", async () => {
    await account.aws.create(bucket, "b", { bucket: "twice" });
    calls.length = 0;
    await assert.rejects(account.aws.create(bucket, "b", { bucket: "twice" }), /already own it/);
    assert.deepEqual(
      calls.map((call) => call.replace(/ urn.*/, "")),
      ["before aws check", "after aws check", "before aws create", "after aws create"],
    );
  });
});
