import { PetStoreHttpApi, type PetStoreHttpApiArgs } from "mtls-gateway";
import * as assert from "node:assert/strict";
import { knownValue, runProgram } from "./support/mockProgram";

const run = (args?: PetStoreHttpApiArgs) => runProgram(() => new PetStoreHttpApi("pets", args));

describe("PetStoreHttpApi", () => {
  it("makes an HTTP API with its execute-api endpoint disabled, three routes, and a stage when these are there", async () => {
    const { resources, errors } = await run({ region: "eu-west-1", tags: { team: "pets" } });

    assert.deepEqual(errors, []);
    const inputsOf = (name: string) => resources.find((each) => each.name === name)?.inputs;
    assert.deepEqual(inputsOf("pets-api"), {
      name: "PetStore",
      protocolType: "HTTP",
      disableExecuteApiEndpoint: true,
      region: "eu-west-1",
      tags: { team: "pets" },
    });
    const backend = "http://petstore-demo-endpoint.execute-api.com/petstore";
    assert.deepEqual(
      ["list-pets", "create-pet", "get-pet"].map((role) => {
        const { integrationType, integrationMethod, integrationUri } =
          inputsOf(`pets-${role}-integration`) ?? {};
        const { routeKey, target } = inputsOf(`pets-${role}-route`) ?? {};
        return [routeKey, target, integrationType, integrationMethod, integrationUri];
      }),
      [
        [
          "GET /pets",
          "integrations/pets-list-pets-integration-id",
          "HTTP_PROXY",
          "GET",
          `${backend}/pets`,
        ],
        [
          "POST /pets",
          "integrations/pets-create-pet-integration-id",
          "HTTP_PROXY",
          "POST",
          `${backend}/pets`,
        ],
        [
          "GET /pets/{petId}",
          "integrations/pets-get-pet-integration-id",
          "HTTP_PROXY",
          "GET",
          `${backend}/pets/{petId}`,
        ],
      ],
    );
    const stage = resources.find(({ name }) => name === "pets-stage");
    assert.deepEqual(stage?.inputs, {
      apiId: "pets-api-id",
      name: "$default",
      autoDeploy: true,
      region: "eu-west-1",
      tags: { team: "pets" },
    });
    assert.deepEqual(
      stage.dependencies.filter((name) => name.endsWith("-route")),
      ["pets-create-pet-route", "pets-get-pet-route", "pets-list-pets-route"],
    );
  });

  it("overwrites the headers that tell the backend of the client certificate, on every route", async () => {
    const { resources } = await run({ clientHeaders: true });

    const integrations = resources.filter(({ type }) => type.endsWith(":Integration"));
    assert.equal(integrations.length, 3);
    for (const { inputs } of integrations) {
      assert.deepEqual(inputs.requestParameters, {
        "overwrite:header.x-client-subject": "$context.identity.clientCert.subjectDN",
        "overwrite:header.x-client-issuer": "$context.identity.clientCert.issuerDN",
        "overwrite:header.x-client-serial": "$context.identity.clientCert.serialNumber",
        "overwrite:header.x-client-not-before": "$context.identity.clientCert.validity.notBefore",
        "overwrite:header.x-client-not-after": "$context.identity.clientCert.validity.notAfter",
      });
    }
  });

  it("logs to a group made here and limits every route, when it is asked to", async () => {
    const { resources } = await run({
      accessLog: true,
      throttlingRateLimit: 10,
      throttlingBurstLimit: 20,
    });

    const inputsOf = (name: string) => resources.find((each) => each.name === name)?.inputs;
    assert.deepEqual(inputsOf("pets-access-log"), { retentionInDays: 90 });
    const { accessLogSettings, defaultRouteSettings } = inputsOf("pets-stage") ?? {};
    assert.equal(
      (accessLogSettings as Record<string, string>).destinationArn,
      "arn:aws:logs:us-east-2:123456789012:log-group:pets-access-log",
    );
    assert.deepEqual(defaultRouteSettings, { throttlingRateLimit: 10, throttlingBurstLimit: 20 });
  });

  it("tells API, stage and the URL that refuses everybody", async () => {
    const { value, outputs } = await run();

    assert.deepEqual(outputs, { pets: ["executeApiUrl", "httpApi", "stage", "stageName"] });
    assert.equal(await knownValue(value.stageName), "$default");
    assert.equal(
      await knownValue(value.executeApiUrl),
      "https://api123.execute-api.us-east-2.amazonaws.com/",
    );
  });
});
