import assert from "node:assert/strict";
import { answer } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";

const restApi = "aws:apigateway/restApi:RestApi";

describe("REST APIs on this machine", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  it("deploys a snapshot of the API and follows the stage to another deployment", async () => {
    const body = (title: string) =>
      JSON.stringify({
        openapi: "3.0.1",
        info: { title, version: "1" },
        paths: {
          "/": { get: { "x-amazon-apigateway-integration": { type: "mock", responses: {} } } },
        },
      });
    const { aws } = account;
    const api = await aws.create(restApi, "api", { body: body("one"), name: "api" });
    const deploy = (trigger: string) =>
      aws.create("aws:apigateway/deployment:Deployment", trigger, {
        restApi: api.id,
        triggers: { definition: trigger },
      });
    const one = await deploy("one");
    const stage = await aws.create("aws:apigateway/stage:Stage", "prod", {
      restApi: api.id,
      deployment: one.id,
      stageName: "prod",
    });
    assert.equal(
      stage.outputs.invokeUrl,
      `https://${api.id}.execute-api.us-east-2.amazonaws.com/prod`,
    );
    await aws.update(api, { ...api.inputs, body: body("two") });
    const title = () => {
      const view = account.local.account.restApis().find(({ id }) => id === api.id);
      return (view?.stages[0]?.definition as { info?: { title?: string } }).info?.title;
    };
    assert.equal(title(), "one");
    const news = { restApi: api.id, triggers: { definition: "two" } };
    assert.deepEqual((await aws.diff(one, news)).replaces, ["triggers"]);
    const two = await deploy("two");
    assert.equal(
      await answer(aws.delete(one)),
      "BadRequestException: Active stages pointing to this deployment must be moved or deleted",
    );
    await aws.update(stage, { ...stage.inputs, deployment: two.id });
    assert.equal(title(), "two");
    await aws.delete(one);
  });

  it("gives a PRIVATE API no public execute-api endpoint", async () => {
    const { aws, local } = account;
    const enabled = (id: string) =>
      local.account.restApis().find((api) => api.id === id)?.executeApiEnabled;
    const inputs = { name: "inner", endpointConfiguration: { types: "PRIVATE" } };
    const api = await aws.create(restApi, "inner", inputs);
    assert.equal(enabled(api.id), false);
    await aws.update(api, { ...inputs, endpointConfiguration: { types: "REGIONAL" } });
    assert.equal(enabled(api.id), true);
  });

  it("deploys an API made by hand of resources, methods and integrations", async () => {
    const { aws } = account;
    const api = await aws.create(restApi, "hand", { name: "hand" });
    const deploy = () =>
      aws.create("aws:apigateway/deployment:Deployment", "hand", { restApi: api.id });
    assert.equal(
      await answer(deploy()),
      "BadRequestException: The REST API doesn't contain any methods",
    );
    const pets = await aws.create("aws:apigateway/resource:Resource", "pets", {
      restApi: api.id,
      parentId: api.outputs.rootResourceId,
      pathPart: "pets",
    });
    assert.equal(pets.outputs.path, "/pets");
    const at = { restApi: api.id, resourceId: pets.id, httpMethod: "GET" };
    await aws.create("aws:apigateway/method:Method", "get", { ...at, authorization: "NONE" });
    assert.equal(await answer(deploy()), "BadRequestException: No integration defined for method");
    await aws.create("aws:apigateway/integration:Integration", "get", {
      ...at,
      type: "HTTP",
      integrationHttpMethod: "GET",
      uri: "http://petstore-demo-endpoint.execute-api.com/petstore/pets",
    });
    await aws.create("aws:apigateway/methodResponse:MethodResponse", "ok", {
      ...at,
      statusCode: "200",
    });
    await aws.create("aws:apigateway/integrationResponse:IntegrationResponse", "ok", {
      ...at,
      statusCode: "200",
    });
    assert.equal(await answer(deploy()), "");
  });
});
