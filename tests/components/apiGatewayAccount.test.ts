import { ApiGatewayAccount, type ApiGatewayAccountArgs } from "mtls-gateway";
import * as assert from "node:assert/strict";
import { knownValue, runProgram } from "./support/mockProgram";
import { refusalsOf } from "./support/refusalsOf";

const run = (args?: ApiGatewayAccountArgs) =>
  runProgram(() => new ApiGatewayAccount("account", args));

describe("ApiGatewayAccount", () => {
  it("makes a role that API Gateway alone may assume, and sets it when it may write logs", async () => {
    const { resources, value, outputs, errors } = await run({ region: "eu-west-1" });

    assert.deepEqual(errors, []);
    const [, role, policy, settings] = resources;
    assert.deepEqual(
      resources.map(({ name }) => name),
      ["account", "account-role", "account-role-policy", "account-settings"],
    );
    assert.deepEqual(JSON.parse(role?.inputs.assumeRolePolicy as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "apigateway.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ],
    });
    assert.deepEqual(policy?.inputs, {
      role: "account-role",
      policyArn: "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs",
    });
    const roleArn = "arn:aws:iam::123456789012:role/account-role";
    assert.deepEqual(settings?.inputs, { cloudwatchRoleArn: roleArn, region: "eu-west-1" });
    assert.deepEqual(settings.dependencies, ["account-role", "account-role-policy"]);
    assert.equal(await knownValue(value.roleArn), roleArn);
    assert.deepEqual(outputs, { account: ["roleArn"] });
  });

  it("sets a role that exists and makes none", async () => {
    const roleArn = "arn:aws:iam::123456789012:role/mine";
    const { resources } = await run({ roleArn });

    assert.deepEqual(
      resources.map(({ name, inputs }) => [name, inputs]),
      [
        ["account", {}],
        ["account-settings", { cloudwatchRoleArn: roleArn }],
      ],
    );
  });

  it("refuses tags for a role that exists", async () => {
    assert.deepEqual(await refusalsOf(run({ roleArn: "arn", tags: {} })), [
      ["tags", "given beside roleArn, for which nothing is made here. Leave one of them out."],
    ]);
  });
});
