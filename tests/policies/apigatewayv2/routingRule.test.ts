import assert from "node:assert/strict";

import { changed, compliantProgram } from "../support/compliantProgram";
import { judge, unknown, verdicts, type FixtureProgram } from "../support/fixtureProgram";

describe("GW001 and GW003 on an API that a routing rule puts behind an mTLS domain", () => {
  const isPrivate = { endpointConfiguration: { types: "PRIVATE" } };
  const isOpen = { disableExecuteApiEndpoint: undefined };

  it("refuse a PRIVATE API whose ID is not known yet", async () => {
    assert.deepEqual(await verdicts(changed(routed(), "api", isPrivate)), [
      "GW001-mapped-api api mandatory",
    ]);
  });

  it("refuse an API with its execute-api endpoint enabled, and name the domain", async () => {
    const [said, ...others] = await judge(changed(routed(), "api", isOpen));

    assert.deepEqual(others, []);
    assert.ok(said?.message.startsWith("GW003 error: api is mapped to api.example.com, which"));
  });

  it("take every action of a rule", async () => {
    const second = { type: "aws:apigateway/restApi:RestApi", inputs: {} };
    const program = changed(
      { ...routed(), second },
      "rule",
      { actions: [invoke(unknown), invoke(unknown)] },
      { from: { actions: ["api", "second"], domainName: ["domain"] } },
    );

    assert.deepEqual(await verdicts(program), ["GW003-mapped-api second mandatory"]);
  });

  it("join rule, domain and API by value where the values are known", async () => {
    const actions = [invoke("elsewhere"), invoke("abc123")];
    const program = changed(
      changed(routed(), "api", isOpen, { outputs: { id: "abc123" } }),
      "rule",
      { actions, domainName: "api.example.com" },
      { from: {} },
    );

    assert.deepEqual(await verdicts(program, { isPreview: false }), [
      "GW003-mapped-api api mandatory",
    ]);
  });

  it("take a rule whose actions are not known by its dependencies", async () => {
    const program = changed(changed(routed(), "api", isOpen), "rule", { actions: unknown });

    assert.deepEqual(await verdicts(program), ["GW003-mapped-api api mandatory"]);
  });

  it("let an API be that a rule puts behind another domain", async () => {
    const program = changed(
      changed(routed(), "api", isOpen),
      "rule",
      { domainName: "other.example.com" },
      { from: { actions: ["api"] } },
    );

    assert.deepEqual(await verdicts(program), []);
  });
});

function invoke(apiId: string) {
  return { invokeApi: { apiId, stage: "prod" } };
}

/** The compliant program with a routing rule in place of the base path mapping. */
function routed(): FixtureProgram {
  const { mapping, ...program } = compliantProgram("");
  assert.ok(mapping !== undefined);
  return {
    ...program,
    rule: {
      type: "aws:apigatewayv2/routingRule:RoutingRule",
      inputs: { actions: [invoke(unknown)], domainName: unknown, priority: 1 },
      from: { actions: ["api"], domainName: ["domain"] },
    },
  };
}
