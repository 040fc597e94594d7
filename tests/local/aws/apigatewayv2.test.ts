import assert from "node:assert/strict";
import { actor } from "../support/actors";
import { answer } from "../support/gatewayActs";
import { urnOf, type Kept, type Plain } from "../support/providerClient";
import type { ServedDomain } from "../support/servedDomain";
import { httpTypes, ServedHttpApi } from "../support/servedHttpApi";

describe("HTTP APIs on this machine", () => {
  let here: ServedHttpApi;
  let served: ServedDomain;
  let api: Kept;
  before(async () => {
    here = await ServedHttpApi.start();
    ({ served, api } = here);
  });
  beforeEach(() => {
    served.backend.seen = [];
    served.backend.reply = (response) => {
      response.writeHead(200, { "x-backend": "yes" }).end("hello");
    };
  });
  after(() => here.dispose());

  it("serve a route behind mutual TLS with the verified subject in a header that no client can forge", async () => {
    const reply = await served.ask({
      path: "/shop/v1/pets/7?secret=1&page=2",
      headers: { "x-client-subject": "CN=forged", "x-missing": "forged", "x-trail": "mine" },
    });
    assert.deepEqual(
      [reply.status, reply.body, reply.headers["x-stage"], reply.headers["x-backend"]],
      [200, "hello", "prod", undefined],
    );
    assert.match(String(reply.headers["apigw-requestid"]), /=$/);
    const [call] = served.backend.seen;
    assert.equal(call?.url, "/pets/7?page=2");
    assert.equal(call.headers["x-client-subject"], "C=JP,O=MyOrg,CN=my-client");
    assert.match(call.headers["x-client-serial"] as string, /^[0-9a-f]{2}(:[0-9a-f]{2})+$/);
    assert.equal(call.headers["x-missing"], undefined);
    assert.equal(call.headers["x-trail"], "mine,prod/7");
  });

  it("refuse a client without a trusted certificate with 403, and know no route with 404", async () => {
    const rogue = await actor("my-client", { ca: false, issuer: await actor("RogueCA") });
    const refused = await served.ask({
      path: "/shop/v1/pets/7",
      client: { ...rogue, keys: rogue.key },
    });
    assert.deepEqual([refused.status, refused.body], [403, '{"message":"Forbidden"}']);
    const missing = await served.ask({ path: "/shop/v1/toys" });
    assert.deepEqual([missing.status, missing.body], [404, '{"message":"Not Found"}']);
    assert.equal(missing.headers["x-amzn-errortype"], undefined);
    assert.deepEqual(served.backend.seen, []);
  });

  it("deploy a change of routes at once to a stage with autoDeploy, and to no other", async () => {
    await served.create(httpTypes.stage, "fixed", { apiId: api.id, name: "fixed" });
    const other = await here.integrate({ integrationUri: `${served.backendUrl}/toys` });
    const toys = await here.route("ANY /toys", other);
    assert.equal((await served.ask({ path: "/shop/v1/toys" })).status, 200);
    const stages = served.account.local.account.httpApis()[0]?.stages ?? [];
    assert.deepEqual(
      stages.map(({ name, routes }) => [name, routes.map(({ key }) => key)]),
      [
        ["prod", ["GET /pets/{petId}", "ANY /toys"]],
        ["fixed", []],
      ],
    );
    await served.account.aws.delete(toys);
    assert.equal((await served.ask({ path: "/shop/v1/toys" })).status, 404);
  });

  it("serve what was deployed to a stage without autoDeploy, whatever comes later", async () => {
    const deployed = await served.create(httpTypes.deployment, "first", { apiId: api.id });
    const pinned = await served.create(httpTypes.stage, "pinned", {
      apiId: api.id,
      name: "pinned",
      deploymentId: deployed.id,
    });
    const later = await here.route("GET /later", here.integration);
    const stages = served.account.local.account.httpApis()[0]?.stages ?? [];
    const routes = stages.find(({ name }) => name === "pinned")?.routes ?? [];
    assert.deepEqual(
      routes.map(({ key }) => key),
      ["GET /pets/{petId}"],
    );
    assert.equal(
      await answer(served.account.aws.delete(deployed)),
      "BadRequestException: Active stages pointing to this deployment must be moved or deleted",
    );
    for (const kept of [pinned, deployed, later]) await served.account.aws.delete(kept);
    const empty = await served.create(httpTypes.api, "empty", { protocolType: "HTTP" });
    assert.equal(
      await answer(served.create(httpTypes.deployment, "empty", { apiId: empty.id })),
      "BadRequestException: At least one route is required before deploying the Api.",
    );
  });

  it("are found by the IDs that an import says", async () => {
    const stage = { urn: urnOf(httpTypes.stage, "s"), id: `${api.id}/prod` };
    const part = { urn: urnOf(httpTypes.integration, "i"), id: `${api.id}/${here.integration.id}` };
    const found = [
      (await served.account.aws.read({ urn: api.urn, id: api.id }))?.inputs.protocolType,
      (await served.account.aws.read(stage))?.inputs.autoDeploy,
      (await served.account.aws.read(part))?.inputs.integrationType,
      (await served.account.aws.read({ urn: here.domain.urn, id: here.domain.id }))?.inputs
        .domainName,
    ];
    assert.deepEqual(found, ["HTTP", true, "HTTP_PROXY", "api.example.com"]);
  });

  it("limit requests as the stage's route settings say", async () => {
    const limited = await served.create(httpTypes.stage, "limited", {
      apiId: api.id,
      name: "limited",
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: 0, throttlingBurstLimit: 2 },
    });
    await served.create(httpTypes.mapping, "limited", {
      apiId: api.id,
      stage: limited.id,
      domainName: "api.example.com",
      apiMappingKey: "limited",
    });
    const statuses: number[] = [];
    for (let count = 0; count < 3; count += 1) {
      statuses.push((await served.ask({ path: "/limited/pets/1" })).status);
    }
    assert.deepEqual(statuses, [200, 200, 429]);
  });

  it("answer 404 at the execute-api host that is disabled, and serve $default where it is not", async () => {
    const open = await served.create(httpTypes.api, "open", { protocolType: "HTTP" });
    const target = await served.create(httpTypes.integration, "open", {
      apiId: open.id,
      integrationType: "HTTP_PROXY",
      integrationMethod: "ANY",
      integrationUri: served.backendUrl,
    });
    await served.create(httpTypes.route, "open", {
      apiId: open.id,
      routeKey: "$default",
      target: `integrations/${target.id}`,
    });
    const stage = await served.create(httpTypes.stage, "open", {
      apiId: open.id,
      name: "$default",
      autoDeploy: true,
    });
    const host = (id: string) => `${id}.execute-api.us-east-2.amazonaws.com`;
    assert.equal(stage.outputs.invokeUrl, `https://${host(open.id)}/`);
    const ask = async (id: string) =>
      (await served.ask({ name: host(id), path: "/any/thing", client: undefined })).status;
    assert.deepEqual([await ask(open.id), await ask(api.id)], [200, 404]);
  });

  it("refuse what is not emulated by name, and what API Gateway refuses", async () => {
    const refuses = async (inputs: Plain, pattern: RegExp) => {
      assert.match(await answer(here.integrate(inputs)), pattern);
    };
    await refuses({ integrationType: "AWS" }, /^integrationType: .* is not emulated by/);
    await refuses({ integrationUri: "ftp://x" }, /^integrationUri: Invalid HTTP endpoint/);
    await refuses(
      { requestParameters: { "overwrite:header.authorization": "'x'" } },
      /^requestParameters\.overwrite:header\.authorization: Operations on header authorization are restricted/,
    );
    await refuses(
      { requestParameters: { "overwrite:header.x-a": "$identity.clientCert.subjectDN" } },
      /identity\.clientCert\.subjectDN is not a source of a request mapping/,
    );
    assert.match(
      await answer(
        served.create(httpTypes.route, "r", {
          apiId: api.id,
          routeKey: "GET pets",
          target: "integrations/x",
        }),
      ),
      /^routeKey: The provided route key is not formatted properly for HTTP protocol\./,
    );
    assert.match(
      await answer(
        served.create(httpTypes.route, "r", {
          apiId: api.id,
          routeKey: "GET /pets/{petId}",
          target: `integrations/${here.integration.id}`,
        }),
      ),
      /^ConflictException: Route with key GET \/pets\/\{petId\} already exists for this API/,
    );
    assert.match(
      await answer(served.create(httpTypes.api, "ws", { protocolType: "WEBSOCKET" })),
      /^protocolType: .* is not emulated by the AWS on this machine/,
    );
    assert.match(
      await answer(served.account.aws.delete(here.integration)),
      /^ConflictException: Cannot delete Integration/,
    );
    assert.match(
      await answer(served.account.aws.delete(api)),
      /^BadRequestException: Please remove all base path mappings related to the API in your domains \(api\.example\.com\/shop\/v1\)/,
    );
  });
});
