import type { Resources } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { answer, GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";

const domainType = "aws:apigateway/domainName:DomainName";
const mappingType = "aws:apigatewayv2/apiMapping:ApiMapping";

interface RestApi {
  id: string;
  region: string;
  settings: { endpointConfiguration?: { types: "REGIONAL" | "EDGE" | "PRIVATE" } };
}

/** An API that can be deployed. */
const definition = {
  openapi: "3.0.1",
  info: { title: "full", version: "1" },
  paths: { "/": { get: { "x-amazon-apigateway-integration": { type: "mock" } } } },
};

describe("the quotas of API Gateway on this machine", () => {
  let account: LocalAccount;
  let acts: GatewayActs;
  let resources: Resources;
  beforeEach(async () => {
    account = await LocalAccount.start();
    acts = new GatewayActs(account);
    resources = account.local.resources("us-east-2");
  });
  afterEach(() => account.dispose());

  const domain = (name: string, regionalCertificateArn: string, region = "us-east-2") =>
    resources.create(domainType, name, {
      domainName: name,
      region,
      regionalCertificateArn,
      endpointConfiguration: { types: "REGIONAL" },
      securityPolicy: "TLS_1_2",
    });

  it("are 120 custom domains in a Region, one more in another Region, and one more when one is deleted", async () => {
    const here = await acts.certificate("*.example.com");
    const first = await domain("d0.example.com", here);
    for (let at = 1; at < 120; at++) await domain(`d${at}.example.com`, here);
    assert.equal(
      await answer(domain("one-more.example.com", here)),
      "LimitExceededException: At most 120 public custom domain names in a Region",
    );
    const there = await acts.certificate("*.example.com", "us-west-2");
    assert.equal(await answer(domain("one-more.example.com", there, "us-west-2")), "");
    await resources.delete(first);
    assert.equal(await answer(domain("one-more.example.com", here)), "");
  });

  it("are 200 mappings of several levels for a domain, any number of one level, and none of the reserved paths", async () => {
    const name = "mapped.example.com";
    await domain(name, await acts.certificate(name));
    const api = await resources.create("aws:apigatewayv2/api:Api", "pets", {
      protocolType: "HTTP",
    });
    const stage = { apiId: api.id, name: "prod", autoDeploy: true };
    await resources.create("aws:apigatewayv2/stage:Stage", "prod", stage);
    const map = (apiMappingKey: string) =>
      resources.create(mappingType, apiMappingKey, {
        apiId: api.id,
        stage: "prod",
        domainName: name,
        apiMappingKey,
      });
    for (let at = 0; at < 200; at++) await map(`v1/${at}`);
    assert.equal(
      await answer(map("v1/200")),
      "LimitExceededException: At most 200 API mappings of several levels for a domain",
    );
    assert.equal(await answer(map("v1")), "");
    for (const path of ["ping", "sping"]) {
      assert.equal(
        await answer(map(path)),
        `BadRequestException: The base path ${path} is reserved by API Gateway for its health checks`,
      );
    }
  });

  it("are 600 Regional, 120 edge-optimized and 600 private REST APIs in a Region", async () => {
    const region = "eu-west-1";
    const make = (types: string) =>
      account.local.resources(region).create("aws:apigateway/restApi:RestApi", types, {
        endpointConfiguration: { types },
      });
    const quotas = { REGIONAL: 600, EDGE: 120, PRIVATE: 600 };
    for (const types of Object.keys(quotas)) await make(types);
    await account.stop();
    // Making them one by one takes half a minute: all but the last of each are written into the account instead.
    const file = join(account.folder, "account.json");
    const state = JSON.parse(readFileSync(file, "utf8")) as { restApis: Record<string, RestApi> };
    for (const one of Object.values(state.restApis)) {
      const types = one.settings.endpointConfiguration?.types;
      if (types === undefined || one.region !== region) continue;
      for (let at = 2; at < quotas[types]; at++) {
        const id = `${types.toLowerCase()}${at}`;
        state.restApis[id] = { ...one, id };
      }
    }
    writeFileSync(file, JSON.stringify(state));
    account = await LocalAccount.start({ state: account.folder });
    const answers: string[] = [];
    for (const types of Object.keys(quotas)) {
      answers.push(await answer(make(types)), await answer(make(types)));
    }
    assert.deepEqual(answers, [
      "",
      "LimitExceededException: At most 600 Regional APIs in a Region",
      "",
      "LimitExceededException: At most 120 edge-optimized APIs in a Region",
      "",
      "LimitExceededException: At most 600 private APIs in a Region",
    ]);
  });

  it("are ten stages and 300 resources for a REST API", async () => {
    const { id: restApi, outputs } = await resources.create(
      "aws:apigateway/restApi:RestApi",
      "full",
      { body: JSON.stringify(definition) },
    );
    const resource = (at: number) =>
      resources.create("aws:apigateway/resource:Resource", `r${at}`, {
        restApi,
        parentId: outputs.rootResourceId ?? "",
        pathPart: `r${at}`,
      });
    for (let at = 0; at < 300; at++) await resource(at);
    assert.equal(
      await answer(resource(300)),
      "LimitExceededException: At most 300 resources for an API",
    );
    const { id: deployment } = await resources.create(
      "aws:apigateway/deployment:Deployment",
      "full",
      { restApi },
    );
    const stage = (at: number) =>
      resources.create("aws:apigateway/stage:Stage", `s${at}`, {
        restApi,
        deployment,
        stageName: `s${at}`,
      });
    for (let at = 0; at < 10; at++) await stage(at);
    assert.equal(await answer(stage(10)), "LimitExceededException: At most 10 stages for an API");
  });
});
