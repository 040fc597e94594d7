import assert from "node:assert/strict";
import { archive, executionRole, lambdaTypes, permit } from "../support/functionActs";
import { answer } from "../support/gatewayActs";
import type { Kept, Plain } from "../support/providerClient";
import { ServedDomain } from "../support/servedDomain";
import { httpTypes } from "../support/servedHttpApi";

const source = `
const { X509Certificate } = require("node:crypto");
exports.handler = async ({ requestContext }) => {
  const { clientCert } = requestContext.identity ?? requestContext.authentication;
  console.log("seen", clientCert.subjectDN);
  const { subject } = new X509Certificate(clientCert.clientCertPem);
  return { statusCode: 200, body: [clientCert.subjectDN, subject.split("\\n").join(",")].join(" = ") };
};`;
const executeApi = "arn:aws:execute-api:us-east-2:123456789012";

describe("a function behind a domain with mutual TLS", () => {
  let served: ServedDomain;
  let who: Kept;
  before(async () => {
    served = await ServedDomain.start();
    who = await make("who", await executionRole(served.account, "who"));
  });
  after(() => served.dispose());

  const make = (name: string, role: string): Promise<Kept> =>
    served.create(lambdaTypes.function, name, {
      name,
      role,
      code: archive({ "index.js": source }),
      runtime: "nodejs22.x",
      handler: "index.handler",
    });
  const events = (name: string) =>
    served.account.local.logEvents(`arn:aws:logs:us-east-2:123456789012:log-group:${name}`);
  const seen = "C=JP,O=MyOrg,CN=my-client = C=JP,O=MyOrg,CN=my-client";

  it("is told by a REST API who calls, once a permission lets the API call it", async () => {
    const api = await served.create("aws:apigateway/restApi:RestApi", "who", {
      endpointConfiguration: { types: "REGIONAL" },
    });
    const at = { restApi: api.id, resourceId: api.outputs.rootResourceId, httpMethod: "GET" };
    await served.create("aws:apigateway/method:Method", "get", { ...at, authorization: "NONE" });
    const integrate = (more: Plain) =>
      served.create("aws:apigateway/integration:Integration", "get", {
        ...at,
        type: "AWS_PROXY",
        integrationHttpMethod: "POST",
        uri: who.outputs.invokeArn,
        ...more,
      });
    for (const [more, why] of [
      [
        { uri: "https://example.com" },
        "Invalid ARN specified in the request (https://example.com)",
      ],
      [
        { uri: who.outputs.arn },
        `Invalid ARN specified in the request (${String(who.outputs.arn)})`,
      ],
      [
        { uri: (who.outputs.invokeArn as string).replace("/invocations", "") },
        "AWS ARN for integration contains invalid action",
      ],
      [
        { uri: "arn:aws:apigateway:us-east-2:sqs:path/1/q" },
        "the service of arn:aws:apigateway:us-east-2:sqs:path/1/q is not emulated by the AWS on this machine: AWS_PROXY calls functions of Lambda",
      ],
      [{ integrationHttpMethod: undefined }, "Enumeration value for HttpMethod must be non-empty"],
    ] as const) {
      assert.equal(await answer(integrate(more)), `BadRequestException: ${why}`);
    }
    await integrate({});
    const deployment = await served.create("aws:apigateway/deployment:Deployment", "who", {
      restApi: api.id,
    });
    await served.map(
      await served.create("aws:apigateway/stage:Stage", "prod", {
        restApi: api.id,
        deployment: deployment.id,
        stageName: "prod",
      }),
    );
    const refused = await served.ask({ path: "/v1" });
    assert.deepEqual([refused.status, refused.body], [500, '{"message":"Internal server error"}']);
    await permit(served.account, "who", `${executeApi}:${api.id}/*/GET/`);
    const { status, body } = await served.ask({ path: "/v1" });
    assert.deepEqual([status, body], [200, seen]);
  });

  it("is refused in an OpenAPI body as PutRestApi refuses it", async () => {
    const body = (integration: Plain) =>
      served.create("aws:apigateway/restApi:RestApi", "bad", {
        body: JSON.stringify({
          openapi: "3.0.1",
          info: { title: "bad", version: "1" },
          paths: { "/": { get: { "x-amazon-apigateway-integration": integration } } },
        }),
      });
    const uri = who.outputs.invokeArn;
    const problem = async (integration: Plain) =>
      (await answer(body(integration))).split("\n\t")[1];
    assert.equal(
      await problem({ type: "aws_proxy", uri }),
      "Unable to put integration on 'GET /': Enumeration value for HttpMethod must be non-empty",
    );
    assert.equal(
      await problem({
        type: "aws_proxy",
        httpMethod: "POST",
        uri,
        credentials: "arn:aws:iam::1:role/r",
      }),
      "Unable to put integration on 'GET /': credentials are not emulated by the AWS on this machine: give API Gateway an aws.lambda.Permission",
    );
    assert.match(
      (await problem({ type: "aws", httpMethod: "POST", uri })) ?? "",
      /^the integration type aws of 'GET \/' is not emulated/,
    );
  });

  it("is told by an HTTP API who calls, in format 2.0", async () => {
    const api = await served.create(httpTypes.api, "http", { protocolType: "HTTP" });
    const apiId = api.id;
    const integrate = (more: Plain) =>
      served.create(httpTypes.integration, "who", {
        apiId,
        integrationType: "AWS_PROXY",
        integrationUri: who.outputs.invokeArn,
        payloadFormatVersion: "2.0",
        ...more,
      });
    await assert.rejects(
      integrate({ integrationUri: "https://example.com" }),
      /^Error: integrationUri: Invalid function ARN or invalid uri: https:\/\/example\.com$/,
    );
    await assert.rejects(
      integrate({ integrationMethod: "GET" }),
      /^Error: integrationMethod: Lambda is called by POST alone, not by GET$/,
    );
    await assert.rejects(
      integrate({ requestParameters: { "overwrite:header.a": "b" } }),
      /^Error: requestParameters: .* is not emulated/,
    );
    const integration = await integrate({});
    const target = `integrations/${integration.id}`;
    await served.create(httpTypes.route, "get", { apiId, routeKey: "GET /who/{name}", target });
    await served.create(httpTypes.stage, "stage", { apiId, name: "$default", autoDeploy: true });
    await served.create(httpTypes.mapping, "m", {
      apiId,
      stage: "$default",
      domainName: served.name,
      apiMappingKey: "http",
    });
    const refused = await served.ask({ path: "/http/who/x" });
    assert.deepEqual([refused.status, refused.body], [500, '{"message":"Internal Server Error"}']);
    await served.create(lambdaTypes.permission, "http", {
      function: who.outputs.arn,
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      sourceArn: `${executeApi}:${apiId}/*/GET/who/*`,
    });
    const { status, body } = await served.ask({ path: "/http/who/x" });
    assert.deepEqual([status, body], [200, seen]);
  });

  it("has a log group made for its output where its role may make one, and no output without the right to write it", async () => {
    assert.deepEqual(
      events("/aws/lambda/who")
        .map(({ message }) => /\tINFO\t(.*)$/.exec(message)?.[1])
        .filter(Boolean),
      Array.from({ length: 2 }, () => "seen C=JP,O=MyOrg,CN=my-client"),
    );
    const { account } = served;
    const silent = await executionRole(account, "silent", { logs: false });
    await account.aws.update(who, { ...who.inputs, role: silent });
    const before = events("/aws/lambda/who").length;
    assert.equal((await served.ask({ path: "/v1" })).status, 200);
    assert.equal(events("/aws/lambda/who").length, before);
    await account.aws.update(who, {
      ...who.inputs,
      loggingConfig: { logFormat: "Text", logGroup: "mine" },
    });
    assert.equal((await served.ask({ path: "/v1" })).status, 200);
    assert.ok(
      events("mine").some(({ message }) =>
        message.endsWith("\tINFO\tseen C=JP,O=MyOrg,CN=my-client"),
      ),
    );
  });
});
