import { StageProtection, type StageProtectionArgs } from "mtls-gateway";
import * as aws from "@pulumi/aws";
import * as assert from "node:assert/strict";
import { knownValue, runProgram } from "./support/mockProgram";
import { refusalsOf } from "./support/refusalsOf";

const webAclArn = "arn:aws:wafv2:us-east-2:123456789012:regional/webacl/orders/1";
const stageArn = "arn:aws:apigateway:us-east-2::/restapis/orders-id/stages/prod";

const run = (args: Partial<StageProtectionArgs>) =>
  runProgram(() => {
    const restApi = new aws.apigateway.RestApi("orders", {});
    return new StageProtection("protection", { restApi, stageName: "prod", ...args });
  });

describe("StageProtection", () => {
  it("limits all methods of the stage and puts a web ACL before it", async () => {
    const { resources, value, outputs, errors } = await run({
      webAclArn,
      throttlingRateLimit: 100.5,
      throttlingBurstLimit: 200,
      region: "us-east-2",
    });

    assert.deepEqual(errors, []);
    assert.deepEqual(
      resources
        .filter(({ parent }) => parent === "protection")
        .map(({ type, name, inputs }) => [type, name, inputs]),
      [
        [
          "aws:apigateway/methodSettings:MethodSettings",
          "protection-method-settings",
          {
            restApi: "orders-id",
            stageName: "prod",
            methodPath: "*/*",
            settings: { throttlingRateLimit: 100.5, throttlingBurstLimit: 200 },
            region: "us-east-2",
          },
        ],
        [
          "aws:wafv2/webAclAssociation:WebAclAssociation",
          "protection-web-acl",
          { resourceArn: stageArn, webAclArn, region: "us-east-2" },
        ],
      ],
    );
    assert.equal(await knownValue(value.stageArn), stageArn);
    assert.deepEqual(outputs, { protection: ["stageArn"] });
  });

  it("makes only what is asked for", async () => {
    const { resources } = await run({ webAclArn });

    assert.deepEqual(
      resources.map(({ name }) => name),
      ["orders", "protection", "protection-web-acl"],
    );
  });

  const refused: [what: string, args: Partial<StageProtectionArgs>, refused: string[][]][] = [
    [
      "nothing to do",
      {},
      [
        [
          "",
          "nothing is asked for. Give webAclArn, or throttlingRateLimit and throttlingBurstLimit.",
        ],
      ],
    ],
    [
      "one limit without the other",
      { throttlingRateLimit: 1 },
      [
        [
          "throttlingBurstLimit",
          "missing, and throttlingRateLimit given. Give throttlingRateLimit, throttlingBurstLimit together or none of them.",
        ],
      ],
    ],
    [
      "a rate below zero",
      { throttlingRateLimit: -1, throttlingBurstLimit: 1 },
      [["throttlingRateLimit", "-1 is no limit. Give requests a second, 0 or more."]],
    ],
    [
      "half a request",
      { throttlingRateLimit: 1, throttlingBurstLimit: 0.5 },
      [["throttlingBurstLimit", "0.5 is no limit. Give a whole number of requests, 0 or more."]],
    ],
    [
      "a web ACL for CloudFront",
      { webAclArn: webAclArn.replace("regional", "global") },
      [
        [
          "webAclArn",
          `"${webAclArn.replace("regional", "global")}" is no ARN of a regional web ACL: arn:aws:wafv2:REGION:ACCOUNT:regional/webacl/NAME/ID. Give one of scope REGIONAL.`,
        ],
      ],
    ],
  ];
  for (const [what, args, expected] of refused) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await refusalsOf(run(args)), expected);
    });
  }
});
