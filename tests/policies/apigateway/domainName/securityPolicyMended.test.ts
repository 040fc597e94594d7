import assert from "node:assert/strict";

import { unknown, type Fixture } from "../../support/fixtureProgram";
import { remedied } from "../../support/remedied";

const restPolicy = "GW002-rest-domain";
const httpPolicy = "GW002-http-domain";
const mutualTlsAuthentication = { truststoreUri: unknown, truststoreVersion: unknown };
const configuration = { certificateArn: unknown, endpointType: "REGIONAL" };
const mended = { ...configuration, securityPolicy: "TLS_1_2" };

describe("GW002 as a remedy", () => {
  for (const type of ["aws:apigateway/domainName:DomainName", "aws-native:apigateway:DomainName"]) {
    it(`sets TLS_1_2 on ${type} that leaves the policy out`, async () => {
      const inputs = { domainName: unknown, mutualTlsAuthentication };

      assert.deepEqual(await remedied(restPolicy, { type, inputs }), {
        ...inputs,
        securityPolicy: "TLS_1_2",
      });
    });
  }

  it("sets TLS_1_2 in the block of an HTTP domain, and leaves the rest as it is", async () => {
    const inputs = { mutualTlsAuthentication, domainNameConfiguration: configuration };
    const type = "aws:apigatewayv2/domainName:DomainName";

    assert.deepEqual(await remedied(httpPolicy, { type, inputs }), {
      mutualTlsAuthentication,
      domainNameConfiguration: mended,
    });
  });

  it("sets TLS_1_2 in the list of an HTTP domain of @pulumi/aws-native", async () => {
    const inputs = { mutualTlsAuthentication, domainNameConfigurations: [configuration] };
    const type = "aws-native:apigatewayv2:DomainName";

    assert.deepEqual(await remedied(httpPolicy, { type, inputs }), {
      mutualTlsAuthentication,
      domainNameConfigurations: [mended],
    });
  });

  it("keeps a block secret that was a secret", async () => {
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    const inputs = {
      mutualTlsAuthentication,
      domainNameConfiguration: { ...secret, value: configuration },
    };
    const type = "aws:apigatewayv2/domainName:DomainName";

    assert.deepEqual(await remedied(httpPolicy, { type, inputs }), {
      mutualTlsAuthentication,
      domainNameConfiguration: { ...secret, value: mended },
    });
  });

  const untouched: [string, Record<string, unknown>][] = [
    ["no mutual TLS", {}],
    ["mutual TLS turned off", { mutualTlsAuthentication: { truststoreUri: "" } }],
    ["mutual TLS that is not known yet", { mutualTlsAuthentication: unknown }],
    ["a policy of its own", { mutualTlsAuthentication, securityPolicy: "TLS_1_0" }],
    ["a policy that is not known yet", { mutualTlsAuthentication, securityPolicy: unknown }],
  ];
  for (const [what, inputs] of untouched) {
    it(`leaves a domain with ${what} alone`, async () => {
      const domain: Fixture = { type: "aws:apigateway/domainName:DomainName", inputs };

      assert.equal(await remedied(restPolicy, domain), undefined);
    });
  }

  it("leaves an HTTP domain alone whose whole configuration is not known yet", async () => {
    const inputs = { mutualTlsAuthentication, domainNameConfiguration: unknown };
    const type = "aws:apigatewayv2/domainName:DomainName";

    assert.equal(await remedied(httpPolicy, { type, inputs }), undefined);
  });
});
