import assert from "node:assert/strict";
import { answer } from "../support/gatewayActs";
import type { Kept, Plain } from "../support/providerClient";
import { ServedDomain } from "../support/servedDomain";

const settingsType = "aws:apigateway/methodSettings:MethodSettings";

describe("what stands before and behind a stage on this machine", () => {
  let served: ServedDomain;
  let api: Kept;
  let stage: Kept;
  before(async () => {
    served = await ServedDomain.start();
    const made = await served.whoApi();
    ({ api } = made);
    stage = await served.create("aws:apigateway/stage:Stage", "stage", {
      restApi: api.id,
      deployment: made.deployment.id,
      stageName: "prod",
    });
    await served.map(stage);
  });
  beforeEach(() => {
    served.backend.seen = [];
  });
  after(() => served.dispose());

  it("hands the verified subject to the backend, and never a client's own claim", async () => {
    const headers = {
      "x-client-subject": "CN=forged",
      "X-Client-From": "forged",
      "x-principal": "forged",
    };
    await served.ask({ path: "/v1/who", headers });
    await served.ask({ path: "/v1/nobody", headers });
    const seen = served.backend.seen.map((call) => [
      call.headers["x-client-subject"],
      typeof call.headers["x-client-from"],
    ]);
    assert.deepEqual(seen, [
      ["C=JP,O=MyOrg,CN=my-client", "string"],
      [undefined, "string"],
    ]);
    assert.equal(JSON.stringify(served.backend.seen).includes("forged"), false);
  });

  it("limits the requests of a method, or of all", async () => {
    const settings = await served.create(settingsType, "all", {
      restApi: api.id,
      stageName: "prod",
      methodPath: "*/*",
      settings: { throttlingRateLimit: 0, throttlingBurstLimit: 1 },
    });
    const own = await served.create(settingsType, "who", {
      restApi: api.id,
      stageName: "prod",
      methodPath: "who/GET",
      settings: { throttlingRateLimit: 0, throttlingBurstLimit: 2 },
    });
    const statuses = [];
    for (const path of ["/v1/who", "/v1/who", "/v1/who", "/v1/nobody", "/v1/nobody"]) {
      statuses.push((await served.ask({ path })).status);
    }
    assert.deepEqual(statuses, [200, 200, 429, 200, 429]);
    const later = { ...stage.inputs, description: "the methods' settings are kept" };
    stage = await served.account.aws.update(stage, later);
    assert.notEqual(await served.account.aws.read(own), undefined);
    for (const one of [settings, own]) await served.account.aws.delete(one);
    assert.equal((await served.ask({ path: "/v1/who" })).status, 200);
    assert.match(
      await answer(
        served.create(settingsType, "log", {
          restApi: api.id,
          stageName: "prod",
          methodPath: "*/*",
          settings: { loggingLevel: "INFO" },
        }),
      ),
      /^settings\.loggingLevel: .* is not emulated by the AWS on this machine/,
    );
  });

  it("asks the stage's web ACL, which has to exist in the stage's Region", async () => {
    const visibilityConfig = {
      cloudwatchMetricsEnabled: false,
      metricName: "acl",
      sampledRequestsEnabled: false,
    };
    const acl = (name: string, defaultAction: Plain, more: Plain = {}) =>
      served.create("aws:wafv2/webAcl:WebAcl", name, {
        scope: "REGIONAL",
        defaultAction,
        visibilityConfig,
        ...more,
      });
    const associate = (webAclArn: unknown) =>
      served.create("aws:wafv2/webAclAssociation:WebAclAssociation", "waf", {
        resourceArn: stage.outputs.arn,
        webAclArn,
      });
    const made = "arn:aws:wafv2:us-east-2:123456789012:regional/webacl/made-up/1";
    assert.match(await answer(associate(made)), /^WAFNonexistentItemException: /);
    const west = await acl("west", { allow: {} }, { region: "us-west-2" });
    assert.match(await answer(associate(west.outputs.arn)), /^WAFNonexistentItemException: /);
    const blocking = await acl("blocking", { block: {} });
    const association = await associate(blocking.outputs.arn);
    const blocked = await served.ask({ path: "/v1/who" });
    assert.deepEqual([blocked.status, blocked.body], [403, '{"message":"Forbidden"}']);
    assert.match(
      await answer(served.account.aws.delete(blocking)),
      /^WAFAssociatedItemException: /,
    );
    assert.equal((await served.account.aws.read(stage))?.outputs.webAclArn, blocking.outputs.arn);
    const allowing = { ...blocking.inputs, defaultAction: { allow: {} } };
    assert.deepEqual((await served.account.aws.diff(blocking, allowing)).changes, {
      "defaultAction.allow": "ADD",
      "defaultAction.block": "DELETE",
    });
    const allowed = await served.account.aws.update(blocking, allowing);
    assert.equal((await served.ask({ path: "/v1/who" })).status, 200);
    assert.deepEqual((await served.account.aws.diff(allowed, allowing)).changes, {});
    assert.deepEqual((await served.account.aws.read(allowed))?.inputs, allowed.inputs);
    await served.account.aws.delete(association);
    assert.equal((await served.ask({ path: "/v1/who" })).status, 200);
    assert.match(
      await answer(acl("both", { allow: {}, block: {} })),
      /^defaultAction: exactly one of allow and block is needed, got allow and block$/,
    );
    assert.match(
      await answer(acl("global", { allow: {} }, { scope: "CLOUDFRONT" })),
      /^scope: The scope is not valid: CLOUDFRONT is for us-east-1 alone/,
    );
  });
});
