import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { actor } from "../support/actors";
import { answer } from "../support/gatewayActs";
import { type Kept, type Plain } from "../support/providerClient";
import { ServedDomain } from "../support/servedDomain";

const clientFields = {
  subject: "$context.identity.clientCert.subjectDN",
  issuer: "$context.identity.clientCert.issuerDN",
  serial: "$context.identity.clientCert.serialNumber",
  notBefore: "$context.identity.clientCert.validity.notBefore",
  notAfter: "$context.identity.clientCert.validity.notAfter",
};
const format = JSON.stringify({
  requestId: "$context.requestId",
  ...clientFields,
  status: "$context.status",
  error: "$context.error.message",
  resource: "$context.resourcePath",
  path: "$context.path",
  caller: "$context.identity.sourceIp",
  integration: "$context.integrationStatus",
  length: "$context.responseLength",
  basePath: "$context.customDomain.basePathMatched",
  nothing: "$context.authorizer.principalId",
});
const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "apigateway.amazonaws.com" },
      Action: "sts:AssumeRole",
    },
  ],
});
const stageType = "aws:apigateway/stage:Stage";
const accountType = "aws:apigateway/account:Account";
const roleType = "aws:iam/role:Role";
const attachmentType = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const pushToLogs = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs";
const unlogged = "CloudWatch Logs role ARN must be set in account settings to enable logging";

describe("a stage's access log on this machine", () => {
  let served: ServedDomain;
  let group: Kept;
  let role: Kept;
  let stage: Kept;
  let stageInputs: Plain;
  before(async () => {
    served = await ServedDomain.start();
    group = await served.create("aws:cloudwatch/logGroup:LogGroup", "access", { name: "access" });
    const { api, deployment } = await served.whoApi();
    stageInputs = {
      restApi: api.id,
      deployment: deployment.id,
      stageName: "prod",
      accessLogSettings: { destinationArn: group.outputs.arn, format },
    };
  });
  after(() => served.dispose());

  it("needs the account's role, which API Gateway has to be able to use", async () => {
    assert.equal(
      await answer(served.create(stageType, "stage", stageInputs)),
      `BadRequestException: ${unlogged}`,
    );
    role = await served.create(roleType, "logs", { assumeRolePolicy: trust });
    const use = () =>
      answer(served.create(accountType, "account", { cloudwatchRoleArn: role.outputs.arn }));
    assert.match(
      await use(),
      /^BadRequestException: The role ARN does not have required permissions/,
    );
    await served.create(attachmentType, "logs", { role: role.id, policyArn: pushToLogs });
    assert.equal(await use(), "");
    stage = await served.create(stageType, "stage", stageInputs);
    await served.map(stage);
  });

  it("refuses a role that does not trust API Gateway, and a role that is not there", async () => {
    const stranger = await served.create(roleType, "stranger", {
      assumeRolePolicy: trust.replace("apigateway", "ec2"),
    });
    await served.create(attachmentType, "stranger", { role: stranger.id, policyArn: pushToLogs });
    for (const cloudwatchRoleArn of [stranger.outputs.arn, "arn:aws:iam::123456789012:role/none"]) {
      assert.match(
        await answer(served.create(accountType, "other", { cloudwatchRoleArn })),
        /^BadRequestException: The role ARN does not have required permissions/,
      );
    }
  });

  it("takes a role by an inline policy, given as text or as an object", async () => {
    const inline = await served.create(roleType, "inline", { assumeRolePolicy: JSON.parse(trust) });
    await served.create("aws:iam/rolePolicy:RolePolicy", "inline", {
      role: inline.id,
      policy: {
        Version: "2012-10-17",
        Statement: { Effect: "Allow", Action: "logs:*", Resource: "*" },
      },
    });
    const use = { cloudwatchRoleArn: inline.outputs.arn, region: "us-west-2" };
    assert.equal(await answer(served.create(accountType, "west", use)), "");
    assert.match(await answer(served.account.aws.delete(inline)), /^DeleteConflict: /);
  });

  it("refuses a destination or a format that API Gateway does not take", async () => {
    const refused = (accessLogSettings: Plain) =>
      answer(served.create(stageType, "s", { ...stageInputs, stageName: "s", accessLogSettings }));
    const destinationArn = group.outputs.arn as string;
    assert.match(
      await refused({ destinationArn: destinationArn.replace("us-east-2", "us-west-2"), format }),
      /^BadRequestException: Invalid ARN specified in the request: \S+ is not in us-east-2$/,
    );
    assert.match(
      await refused({ destinationArn: `${destinationArn}x`, format }),
      /^BadRequestException: The log group \S+accessx does not exist$/,
    );
    assert.match(
      await refused({ destinationArn, format: "$context.status" }),
      /^BadRequestException: The log format must include at least \$context\.requestId/,
    );
    assert.match(
      await refused({ destinationArn, format: "$context.requestId\n$context.status" }),
      /^BadRequestException: Access Log format must be single line/,
    );
  });

  it("has the client certificate's fields of a request that passed, and of one that was refused", async () => {
    assert.equal((await served.ask({ path: "/v1/who" })).status, 200);
    const root = await actor("MyRootCA");
    const rogue = await actor("my-client", { ca: false, issuer: root });
    const refused = await served.ask({ path: "/v1/who", client: { ...rogue, keys: rogue.key } });
    assert.equal(refused.status, 403);
    const [passed, turnedAway, ...more] = await served.logged(group);
    assert.deepEqual(more, []);
    const { requestId, serial, notBefore, notAfter, ...rest } = passed ?? {};
    assert.match(requestId as string, /^[0-9a-f-]{36}$/);
    assert.equal(
      (serial as string).replaceAll(":", ""),
      served.client.certificate.serialNumber.replaceAll(":", "").toLowerCase(),
    );
    const times = [notBefore, notAfter].map((text) => Date.parse(text as string));
    const { certificate } = served.client;
    assert.deepEqual(times, [certificate.notBefore.getTime(), certificate.notAfter.getTime()]);
    assert.deepEqual(rest, {
      subject: "C=JP,O=MyOrg,CN=my-client",
      issuer: "C=JP,O=MyOrg,CN=MyRootCA",
      status: "200",
      error: "-",
      resource: "/who",
      path: "/v1/who",
      caller: "127.0.0.1",
      integration: "200",
      length: "2",
      basePath: "v1",
      nothing: "-",
    });
    assert.deepEqual(
      [turnedAway?.status, turnedAway?.error, turnedAway?.subject, turnedAway?.integration],
      ["403", "Forbidden", "C=JP,O=MyOrg,CN=my-client", "-"],
    );
    assert.equal(
      (turnedAway?.serial as string).replaceAll(":", ""),
      rogue.certificate.serialNumber.replaceAll(":", "").toLowerCase(),
    );
  });

  it("cuts an event at 1024 bytes, as API Gateway does with a PEM in it", async () => {
    const pem =
      "$context.requestId $context.identity.clientCert.clientCertPem$context.identity.clientCert.clientCertPem";
    const long = await served.account.aws.update(stage, {
      ...stageInputs,
      accessLogSettings: { destinationArn: group.outputs.arn, format: pem },
    });
    const before = served.account.local.logEvents(group.outputs.arn as string).length;
    await served.ask({ path: "/v1/who" });
    await served.account.local.dataPlane.settled();
    const event = served.account.local.logEvents(group.outputs.arn as string)[before];
    assert.equal(Buffer.byteLength(event?.message ?? ""), 1024);
    assert.match(event?.message ?? "", /^[0-9a-f-]{36} -----BEGIN CERTIFICATE----- /);
    stage = await served.account.aws.update(long, stageInputs);
  });

  it("goes with its log group", async () => {
    const file = join(
      served.account.folder,
      "logs",
      encodeURIComponent("us-east-2/access") + ".jsonl",
    );
    assert.equal(existsSync(file), true);
    await served.account.aws.delete(group);
    assert.equal(existsSync(file), false);
    assert.equal((await served.ask({ path: "/v1/who" })).status, 200);
    assert.deepEqual(await served.logged(group), []);
  });
});
