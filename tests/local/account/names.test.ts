import assert from "node:assert/strict";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";
import type { Plain } from "../support/providerClient";

/** Names that every JavaScript object has, and that AWS takes like any other. */
const names = ["constructor", "toString", "valueOf", "__proto__"];

describe("names that every object has", () => {
  let account: LocalAccount;
  let acts: GatewayActs;
  beforeEach(async () => {
    account = await LocalAccount.start();
    acts = new GatewayActs(account);
  });
  afterEach(() => account.dispose());

  const create = (token: string, name: string, inputs: Plain) =>
    account.aws.create(token, name, inputs);

  it("are names of buckets, objects, roles and stages like any other, and after a restart too", async () => {
    await acts.bucket("constructor");
    const api = await create("aws:apigateway/restApi:RestApi", "api", {
      body: JSON.stringify({
        openapi: "3.0.1",
        info: { title: "t", version: "1" },
        paths: { "/": { get: { "x-amazon-apigateway-integration": { type: "mock" } } } },
      }),
    });
    const restApi = api.id;
    const deployment = await create("aws:apigateway/deployment:Deployment", "d", { restApi });
    const assumeRolePolicy = { Version: "2012-10-17", Statement: [{ Effect: "Allow" }] };
    for (const name of names) {
      await acts.object("constructor", name, name);
      await create("aws:iam/role:Role", name, { name, assumeRolePolicy });
      const stage = { restApi, deployment: deployment.id, stageName: name };
      await create("aws:apigateway/stage:Stage", name, stage);
    }
    await account.stop();
    account = await LocalAccount.start({ state: account.folder });
    for (const key of names) {
      const found = await account.aws.invoke("aws:s3/getObject:getObject", {
        bucket: "constructor",
        key,
      });
      assert.equal(found.contentLength, key.length, key);
    }
  });

  it("are no names of what is not there", async () => {
    await acts.bucket("kept-bucket");
    assert.match(
      await answer(
        account.aws.invoke("aws:s3/getObject:getObject", { bucket: "kept-bucket", key: "valueOf" }),
      ),
      /couldn't find resource|NotFound|NoSuchKey/,
    );
    assert.match(
      await answer(
        create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "a", {
          role: "toString",
          policyArn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
        }),
      ),
      /^NoSuchEntity: The role with name toString cannot be found/,
    );
  });

  it("are no properties of a resource type", async () => {
    assert.match(
      await answer(create("aws:s3/bucket:Bucket", "b", { toString: "x" })),
      /Invalid or unknown key "toString"/,
    );
  });
});
