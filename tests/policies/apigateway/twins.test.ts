import assert from "node:assert/strict";

import { changed, compliantProgram } from "../support/compliantProgram";
import { unknown, verdicts, type Fixture, type FixtureProgram } from "../support/fixtureProgram";

describe("domains, APIs and mappings of @pulumi/aws-native", () => {
  it("are let pass when they keep every rule", async () => {
    assert.deepEqual(await verdicts(native()), []);
  });

  const cases: [string, string, Record<string, unknown>, string[]][] = [
    [
      "an EDGE domain",
      "domain",
      { endpointConfiguration: { types: ["EDGE"] } },
      ["GW001-rest-domain domain"],
    ],
    [
      "a domain without a policy",
      "domain",
      { securityPolicy: undefined },
      ["GW002-rest-domain domain"],
    ],
    [
      "a truststore that is not pinned",
      "domain",
      { mutualTlsAuthentication: { truststoreUri: unknown } },
      ["GW004-rest-domain domain"],
    ],
    [
      "a PRIVATE API",
      "api",
      { endpointConfiguration: { types: ["PRIVATE"] } },
      ["GW001-mapped-api api"],
    ],
    [
      "an open execute-api endpoint",
      "api",
      { disableExecuteApiEndpoint: undefined },
      ["GW003-mapped-api api"],
    ],
    [
      "an HTTP domain as EDGE",
      "httpDomain",
      configured({ endpointType: "EDGE" }),
      ["GW001-http-domain httpDomain"],
    ],
    [
      "an HTTP domain with TLS 1.0",
      "httpDomain",
      configured({ securityPolicy: "TLS_1_0" }),
      ["GW002-http-domain httpDomain"],
    ],
    [
      "an HTTP truststore that is not pinned",
      "httpDomain",
      { mutualTlsAuthentication: { truststoreUri: unknown } },
      ["GW004-http-domain httpDomain"],
    ],
    [
      "an open HTTP API",
      "httpApi",
      { disableExecuteApiEndpoint: false },
      ["GW003-mapped-api httpApi"],
    ],
  ];
  for (const [what, name, inputs, expected] of cases) {
    it(`are refused for ${what} alone`, async () => {
      assert.deepEqual(
        await verdicts(changed(native(), name, inputs)),
        expected.map((each) => `${each} mandatory`),
      );
    });
  }

  it("are joined by a routing rule, which names its domain by ARN", async () => {
    const rule: Fixture = {
      type: "aws-native:apigatewayv2:RoutingRule",
      inputs: {
        domainNameArn: "arn:aws:apigateway:us-east-2::/domainnames/api.example.com",
        actions: [{ invokeApi: { apiId: unknown, stage: "prod" } }],
        conditions: [],
        priority: 1,
      },
      from: { actions: ["api"] },
    };
    const { mapping, ...program } = native();
    assert.ok(mapping !== undefined);
    const open = changed(program, "api", { disableExecuteApiEndpoint: undefined });

    assert.deepEqual(await verdicts({ ...open, rule }), ["GW003-mapped-api api mandatory"]);
  });
});

function configured(change: Record<string, unknown>) {
  const certificateArn = unknown;
  const kept = { certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" };
  return { domainNameConfigurations: [{ ...kept, ...change }] };
}

/** The compliant program with the gateway's resources as Cloud Control has them. */
function native(): FixtureProgram {
  const { distribution, ...program } = compliantProgram("");
  assert.ok(distribution !== undefined);
  const { mutualTlsAuthentication } = program.domain?.inputs ?? {};
  return {
    ...program,
    domain: {
      type: "aws-native:apigateway:DomainName",
      inputs: {
        domainName: "api.example.com",
        regionalCertificateArn: unknown,
        endpointConfiguration: { types: ["REGIONAL"] },
        securityPolicy: "TLS_1_2",
        mutualTlsAuthentication,
      },
      outputs: { domainNameArn: unknown },
      from: {
        mutualTlsAuthentication: ["truststore"],
        regionalCertificateArn: ["certificate"],
      },
    },
    api: {
      type: "aws-native:apigateway:RestApi",
      inputs: {
        disableExecuteApiEndpoint: true,
        endpointConfiguration: { types: ["REGIONAL"] },
        body: { openapi: "3.0.1" },
      },
      outputs: { restApiId: unknown },
    },
    mapping: {
      type: "aws-native:apigateway:BasePathMapping",
      inputs: { domainName: "api.example.com", restApiId: unknown, stage: "prod" },
      from: { domainName: ["domain"], restApiId: ["api"] },
    },
    httpDomain: {
      type: "aws-native:apigatewayv2:DomainName",
      inputs: { domainName: "http.example.com", ...configured({}), mutualTlsAuthentication },
      outputs: { domainNameArn: unknown },
      from: {
        mutualTlsAuthentication: ["truststore"],
        domainNameConfigurations: ["certificate"],
      },
    },
    httpApi: {
      type: "aws-native:apigatewayv2:Api",
      inputs: { protocolType: "HTTP", disableExecuteApiEndpoint: true },
      outputs: { apiId: unknown },
    },
    httpMapping: {
      type: "aws-native:apigatewayv2:ApiMapping",
      inputs: { domainName: unknown, apiId: unknown, stage: "$default" },
      from: { domainName: ["httpDomain"], apiId: ["httpApi"] },
    },
  };
}
