import assert from "node:assert/strict";
import { LocalAccount } from "../support/localAccount";
import type { Kept, Plain } from "../support/providerClient";

const accountType = "aws:apigateway/account:Account";

describe("API Gateway's settings of the account on this machine", () => {
  let account: LocalAccount;
  let cloudwatchRoleArn: string;
  before(async () => {
    account = await LocalAccount.start();
    const { outputs } = await account.aws.create("aws:iam/role:Role", "logs", {
      assumeRolePolicy: {
        Version: "2012-10-17",
        Statement: {
          Effect: "Allow",
          Principal: { Service: "apigateway.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      },
    });
    await account.aws.create("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "logs", {
      role: outputs.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    });
    cloudwatchRoleArn = String(outputs.arn);
  });
  after(() => account.dispose());

  const role = async (made: Kept) => (await account.aws.read(made))?.outputs.cloudwatchRoleArn;
  const make = (inputs: Plain) => account.aws.create(accountType, "settings", inputs);

  it("have the account's number as their ID, by which they are imported", async () => {
    const made = await make({ cloudwatchRoleArn });
    assert.equal(made.id, "123456789012");
    const imported = await account.aws.read({ urn: made.urn, id: "123456789012" });
    assert.equal(imported?.inputs.cloudwatchRoleArn, cloudwatchRoleArn);
  });

  it("lose their role when a program names none any more, as in the provider", async () => {
    const made = await make({ cloudwatchRoleArn });
    assert.deepEqual((await account.aws.diff(made, {})).changes, { cloudwatchRoleArn: "DELETE" });
    const bare = await account.aws.update(made, {});
    assert.equal(await role(bare), "");
    assert.deepEqual((await account.aws.diff(bare, {})).changes, {});
  });

  it("lose the role that somebody else gave them when they are made without one", async () => {
    await make({ cloudwatchRoleArn });
    assert.equal((await account.aws.previewCreate(accountType, "s", {})).cloudwatchRoleArn, "");
    assert.equal(await role(await make({})), "");
  });

  it("lose their role when they are deleted", async () => {
    const made = await make({ cloudwatchRoleArn });
    await account.aws.delete(made);
    assert.equal(await role(made), "");
  });
});
