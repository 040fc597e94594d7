import { PetStoreApi, type PetStoreApiArgs } from "mtls-gateway";
import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { knownValue, runProgram } from "./support/mockProgram";

interface Method {
  "x-amazon-apigateway-integration": { type: string; uri?: string; httpMethod?: string };
}

interface Definition {
  openapi: string;
  info: { title: string };
  servers: unknown;
  paths: Record<string, Record<string, Method>>;
}

const run = (args?: PetStoreApiArgs) => runProgram(() => new PetStoreApi("pets", args));

/** Body of the API and trigger of its deployment. */
async function bodyAndTrigger(args?: PetStoreApiArgs): Promise<{ body: string; trigger: unknown }> {
  const { resources } = await run(args);
  const inputs = (name: string) => resources.find((each) => each.name === name)?.inputs ?? {};
  return {
    body: inputs("pets-api").body as string,
    trigger: (inputs("pets-deployment").triggers as Record<string, unknown>).definition,
  };
}

describe("PetStoreApi", () => {
  it("makes a REGIONAL API with its execute-api endpoint disabled, a deployment and a stage", async () => {
    const { resources, errors } = await run();

    assert.deepEqual(errors, []);
    const [component, api, deployment, stage] = resources;
    assert.equal(resources.length, 4);
    assert.equal(component?.type, "mtls-gateway:index:PetStoreApi");
    assert.ok(api !== undefined && deployment !== undefined && stage !== undefined);
    const { body, ...fixed } = api.inputs;
    assert.equal(typeof body, "string");
    assert.deepEqual(fixed, {
      name: "PetStore",
      endpointConfiguration: { types: "REGIONAL" },
      disableExecuteApiEndpoint: true,
    });
    assert.deepEqual(deployment.inputs.restApi, "pets-api-id");
    assert.deepEqual(deployment.dependencies, ["pets-api"]);
    assert.deepEqual(stage.inputs, {
      restApi: "pets-api-id",
      deployment: "pets-deployment-id",
      stageName: "prod",
    });
  });

  it("has the resources, methods and integrations of AWS's example API", async () => {
    const { body } = await bodyAndTrigger();

    const { openapi, info, paths } = JSON.parse(body) as Definition;
    const integrations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, definition]) => {
        const { type, httpMethod, uri } = definition["x-amazon-apigateway-integration"];
        return [`${method} ${path}`, type, httpMethod, uri];
      }),
    );
    const backend = "http://petstore-demo-endpoint.execute-api.com/petstore/pets";
    assert.equal(openapi, "3.0.1");
    assert.equal(info.title, "PetStore");
    assert.deepEqual(integrations, [
      ["get /", "mock", undefined, undefined],
      ["get /pets", "http", "GET", backend],
      ["post /pets", "http", "POST", backend],
      ["options /pets", "mock", undefined, undefined],
      ["get /pets/{petId}", "http", "GET", `${backend}/{petId}`],
      ["options /pets/{petId}", "mock", undefined, undefined],
    ]);
  });

  it("deploys anew when the definition changes, and only then", async () => {
    const first = await bodyAndTrigger();
    const second = await bodyAndTrigger();
    const other = await bodyAndTrigger({ backendUrl: "http://pets.example.com" });

    assert.equal(first.trigger, createHash("sha256").update(first.body).digest("hex"));
    assert.equal(second.trigger, first.trigger);
    assert.notEqual(other.trigger, first.trigger);
  });

  it("says in its definition that the execute-api endpoint is disabled, so that a change of it is deployed", async () => {
    const { body } = await bodyAndTrigger();

    assert.deepEqual((JSON.parse(body) as Definition).servers, [
      { "x-amazon-apigateway-endpoint-configuration": { disableExecuteApiEndpoint: true } },
    ]);
  });

  it("takes a stage name with a hyphen, and refuses one with a slash", async () => {
    assert.deepEqual((await run({ stageName: "blue-1_a" })).errors, []);
    await assert.rejects(
      run({ stageName: "v1/" }),
      /^Error: PetStoreApi "pets" is refused: stageName: /,
    );
  });

  it("tells API, stage and the URL that refuses everybody", async () => {
    const { value, outputs } = await run({ stageName: "v1" });

    assert.deepEqual(outputs, { pets: ["executeApiUrl", "restApi", "stage", "stageName"] });
    assert.equal(await knownValue(value.restApi.id), "pets-api-id");
    assert.equal(await knownValue(value.stageName), "v1");
    assert.equal(
      await knownValue(value.executeApiUrl),
      "https://api123.execute-api.us-east-2.amazonaws.com/v1",
    );
  });
});
