import assert from "node:assert/strict";

import { remedied } from "../../support/remedied";
import { unknown, verdicts, type Fixture } from "../../support/fixtureProgram";

describe("GW003 as a remedy", () => {
  const include = [{ name: "orders" }];

  for (const [policy, type] of [
    ["GW003-rest-api", "aws:apigateway/restApi:RestApi"],
    ["GW003-rest-api", "aws-native:apigateway:RestApi"],
    ["GW003-http-api", "aws:apigatewayv2/api:Api"],
    ["GW003-http-api", "aws-native:apigatewayv2:Api"],
  ] as const) {
    it(`turns the execute-api endpoint of ${type} off where the configuration names it`, async () => {
      const inputs = { name: "orders", description: unknown };

      assert.deepEqual(await remedied(policy, { type, inputs }, { include }), {
        ...inputs,
        disableExecuteApiEndpoint: true,
      });
    });
  }

  const restApi = (inputs: Record<string, unknown>): Fixture => ({
    type: "aws:apigateway/restApi:RestApi",
    inputs,
  });

  it("turns off an endpoint that the program leaves on by its word", async () => {
    const api = restApi({ disableExecuteApiEndpoint: false });

    assert.deepEqual(await remedied("GW003-rest-api", api, { include }), {
      disableExecuteApiEndpoint: true,
    });
  });

  it("touches no API without an include: only the mapping tells which ones stand behind mutual TLS", async () => {
    assert.equal(await remedied("GW003-rest-api", restApi({}), {}), undefined);
  });

  it("touches no API that the include does not name", async () => {
    const config = { include: [{ name: "another" }] };

    assert.equal(await remedied("GW003-rest-api", restApi({}), config), undefined);
  });

  it("touches no API whose endpoint is off already", async () => {
    const api = restApi({ disableExecuteApiEndpoint: true });

    assert.equal(await remedied("GW003-rest-api", api, { include }), undefined);
  });

  it("is disabled unless the configuration says otherwise", async () => {
    const config = { "GW003-rest-api": { include } };

    assert.deepEqual(await verdicts({ orders: restApi({}) }, { config }), [
      "GW003-rest-api orders disabled",
    ]);
  });
});
