import assert from "node:assert/strict";

import type { PulumiProject } from "../../support/pulumi";
import { goodTruststore } from "../support/goodTruststore";
import type { ScenarioTable } from "../support/scenarioTable";

/** GW: the custom domain and what is mapped to it. */
export const table: ScenarioTable = {
  title: "the policies on the gateway, on the real engine",
  files: () => Promise.resolve({ "certificates/good.pem": goodTruststore }),
  rows: [
    {
      it: "let a program pass that keeps every rule, with nothing left open",
      program: "compliant.js",
      command: "preview",
      says: [],
      fails: false,
    },
    {
      it: "say nothing about a program with nothing of API Gateway",
      program: "unrelated.js",
      command: "preview",
      says: [],
      fails: false,
    },
    {
      it: "fail an EDGE domain, a PRIVATE API mapped to it, and a distribution without certificate",
      program: "restApi.js",
      command: "preview",
      says: [
        "CF001-distribution aws:cloudfront/distribution:Distribution orders mandatory",
        "GW001-mapped-api aws:apigateway/restApi:RestApi orders mandatory",
        "GW001-rest-domain aws:apigateway/domainName:DomainName orders mandatory",
        "GW002-rest-domain aws:apigateway/domainName:DomainName orders mandatory",
        "GW003-mapped-api aws:apigateway/restApi:RestApi orders mandatory",
        "GW004-rest-domain aws:apigateway/domainName:DomainName orders mandatory",
        "GW010-domain aws:apigateway/domainName:DomainName orders advisory",
      ],
      fails: true,
    },
    {
      it: "fail a marketplace with a second door, a proof of ownership that is missing, and one that is shown",
      program: "gateway-marketplace.js",
      command: "preview",
      config: { "GW010-domain": { allowedTruststores: ["s3://market-pki/*"] } },
      says: [
        "GW001-http-domain aws:apigatewayv2/domainName:DomainName tickets mandatory",
        "GW002-http-domain aws:apigatewayv2/domainName:DomainName tickets mandatory",
        "GW008-domain aws:apigatewayv2/domainName:DomainName tickets mandatory",
        "GW009-domain aws:apigateway/domainName:DomainName games mandatory",
        "GW010-domain aws:apigatewayv2/domainName:DomainName tickets advisory",
        "GW011-mapping aws:apigatewayv2/apiMapping:ApiMapping old-books mandatory",
        "GW013-stage aws:apigateway/stage:Stage books advisory",
        "GW013-stage aws:apigateway/stage:Stage games advisory",
        "GW013-stage aws:apigateway/stage:Stage music advisory",
        "GW013-stage aws:apigatewayv2/api:Api tickets advisory",
      ],
      fails: true,
    },
    {
      it: "mend what the configuration lets them mend, before anything is made",
      program: "gateway-mended.js",
      command: "up",
      config: {
        "GW002-rest-domain": "remediate",
        "GW002-http-domain": "remediate",
        "GW003-rest-api": { enforcementLevel: "remediate", include: [{ name: "orders" }] },
        "GW003-http-api": { enforcementLevel: "remediate", include: [{ name: "telemetry" }] },
        "GW010-domain": { allowedTruststores: ["s3://pki/*"] },
      },
      says: [
        "GW002-http-domain 2 resources remediate",
        "GW002-rest-domain 1 resource remediate",
        "GW003-http-api 1 resource remediate",
        "GW003-rest-api 1 resource remediate",
      ],
      fails: false,
      afterwards: areMended,
    },
    {
      it: "warn of a domain that is made anew, because its resource has another name",
      program: "gateway-renamed.js",
      command: "preview",
      config: { "GW010-domain": { allowedTruststores: ["s3://pki/*"] } },
      before: async (project) => {
        assert.equal((await project.pulumi(["up", "--yes", "--skip-preview"])).code, 0);
      },
      env: { RENAMED: "front-door" },
      says: ["GW014-domain aws:apigateway/domainName:DomainName front-door advisory"],
      fails: false,
      prints: ["api.example.com is made anew by this change, although it exists: orders is mapped"],
    },
  ],
};

async function areMended(project: PulumiProject): Promise<void> {
  const resources = await project.resources();
  const inputsOf = (type: string, name: string): Record<string, unknown> =>
    resources.find(({ urn }) => urn.endsWith(`::${type}::${name}`))?.inputs ?? {};
  const mended = { endpointType: "REGIONAL", securityPolicy: "TLS_1_2" };
  const certificateArn = "arn:aws:acm:us-east-2:123456789012:certificate/0";

  assert.equal(
    inputsOf("aws:apigateway/domainName:DomainName", "orders").securityPolicy,
    "TLS_1_2",
  );
  assert.deepEqual(
    inputsOf("aws:apigatewayv2/domainName:DomainName", "devices").domainNameConfiguration,
    { ...mended, certificateArn: "arn" },
  );
  assert.deepEqual(
    inputsOf("aws-native:apigatewayv2:DomainName", "cloud-control").domainNameConfigurations,
    [{ ...mended, certificateArn }],
  );
  assert.deepEqual(
    [
      inputsOf("aws:apigateway/restApi:RestApi", "orders"),
      inputsOf("aws:apigatewayv2/api:Api", "telemetry"),
      inputsOf("aws:apigateway/restApi:RestApi", "public"),
    ].map(({ disableExecuteApiEndpoint }) => disableExecuteApiEndpoint),
    [true, true, undefined],
  );
}
