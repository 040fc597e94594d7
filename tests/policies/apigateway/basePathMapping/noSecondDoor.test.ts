import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import {
  judge,
  leftOpen,
  unknown,
  verdicts,
  type Fixture,
  type FixtureProgram,
} from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const refused = ["GW011-mapping second mandatory"];

describe("GW011", () => {
  it("refuses a second domain without mutual TLS that leads to the same API", async () => {
    assert.deepEqual(await judge(secondDoor()), [
      {
        policy: "GW011-mapping",
        resource: "second",
        level: "mandatory",
        message:
          "GW011 error: open.example.com has no mutual TLS and leads to api, which api.example.com protects with mutual TLS: anybody can call it there without a certificate. " +
          "Fix: Remove the mapping, or give the second domain mutual TLS too.",
      },
    ]);
  });

  it("refuses it on an ApiMapping too", async () => {
    const second: Fixture = {
      type: "aws:apigatewayv2/apiMapping:ApiMapping",
      inputs: { domainName: "open.example.com", apiId: unknown, stage: "prod" },
      from: { domainName: ["open"], apiId: ["api"] },
    };

    assert.deepEqual(await verdicts({ ...secondDoor(), second }), refused);
  });

  it("refuses it on a RoutingRule too", async () => {
    const second: Fixture = {
      type: "aws:apigatewayv2/routingRule:RoutingRule",
      inputs: {
        domainName: "open.example.com",
        actions: [{ invokeApi: { apiId: unknown, stage: "prod" } }],
        priority: 1,
      },
      from: { domainName: ["open"], actions: ["api"] },
    };

    assert.deepEqual(await verdicts({ ...secondDoor(), second }), refused);
  });

  it("refuses it on twins of @pulumi/aws-native", async () => {
    const open: Fixture = {
      type: "aws-native:apigateway:DomainName",
      inputs: { domainName: "open.example.com", endpointConfiguration: { types: ["REGIONAL"] } },
    };
    const second: Fixture = {
      type: "aws-native:apigateway:BasePathMapping",
      inputs: { domainName: "open.example.com", restApiId: unknown, stage: "prod" },
      from: { domainName: ["open"], restApiId: ["api"] },
    };

    assert.deepEqual(await verdicts({ ...secondDoor(), open, second }), refused);
  });

  it("refuses it for an API of elsewhere, by its ID", async () => {
    const first = changed(secondDoor(), "mapping", { restApi: "abc123" }, elsewhere("domain"));

    assert.deepEqual(
      await verdicts(changed(first, "second", { restApi: "abc123" }, elsewhere("open"))),
      refused,
    );
  });

  it("takes another mapping on the same domain for no door", async () => {
    const program = changed(
      secondDoor(),
      "second",
      { domainName: "api.example.com", basePath: "v2" },
      { from: { domainName: ["domain"], restApi: ["api"] } },
    );

    assert.deepEqual(await verdicts(program), []);
  });

  it("takes a second domain with mutual TLS, and one that leads to another API", async () => {
    const { mutualTlsAuthentication } = compliantProgram("").domain?.inputs ?? {};
    const closed = changed(secondDoor(), "open", {
      mutualTlsAuthentication,
      regionalCertificateArn: unknown,
      securityPolicy: "TLS_1_2",
      endpointConfiguration: { types: "REGIONAL" },
    });
    const from = {
      mutualTlsAuthentication: ["truststore"],
      regionalCertificateArn: ["certificate"],
    };
    const other: Fixture = { type: "aws:apigateway/restApi:RestApi", inputs: {} };
    const elsewhereBound = changed(
      { other, ...secondDoor() },
      "second",
      {},
      { from: { domainName: ["open"], restApi: ["other"] } },
    );

    assert.deepEqual(await verdicts(changed(closed, "open", {}, { from })), []);
    assert.deepEqual(await verdicts(elsewhereBound), []);
  });

  it("knows two domains of one name in two Regions apart", async () => {
    const twin = changed(
      secondDoor(),
      "open",
      { domainName: "api.example.com", region: "eu-west-1" },
      {},
    );
    const here = changed(twin, "domain", { region: "us-east-2" });
    const byName = (region: string): FixtureProgram =>
      changed(
        changed(here, "mapping", { region: "us-east-2" }),
        "second",
        { domainName: "api.example.com", region },
        { from: { restApi: ["api"] } },
      );

    assert.deepEqual(await verdicts(byName("us-east-2")), []);
    assert.deepEqual(await verdicts(byName("eu-west-1")), refused);
  });

  it("leaves a mapping on a domain of elsewhere open", async () => {
    const program = changed(
      secondDoor(),
      "second",
      { domainName: "legacy.example.com" },
      { from: { restApi: ["api"] } },
    );

    assert.equal(
      await leftOpen(program),
      "Decided at `up`, when the values are known: second (GW011).",
    );
  });

  it("says nothing where no domain of the program asks for certificates", async () => {
    const { open, second, api } = secondDoor();
    assert.ok(open !== undefined && second !== undefined && api !== undefined);
    const third = { ...second, inputs: { ...second.inputs, domainName: "legacy.example.com" } };

    assert.deepEqual(
      await verdicts({ open, api, second, third: { ...third, from: { restApi: ["api"] } } }),
      [],
    );
  });

  describeScope({
    policy: "GW011-mapping",
    resource: "second",
    trips: secondDoor,
    unknown: () => changed(secondDoor(), "open", { mutualTlsAuthentication: unknown }),
  });
});

function elsewhere(domain: string): Partial<Fixture> {
  return { from: { domainName: [domain] } };
}

/** The compliant program with a domain that asks for no certificate, mapped to the API behind mutual TLS. */
function secondDoor(): FixtureProgram {
  return {
    ...compliantProgram(""),
    open: {
      type: "aws:apigateway/domainName:DomainName",
      inputs: { domainName: "open.example.com", endpointConfiguration: { types: "REGIONAL" } },
      outputs: { regionalDomainName: unknown },
    },
    second: {
      type: "aws:apigateway/basePathMapping:BasePathMapping",
      inputs: { domainName: "open.example.com", restApi: unknown, stageName: "prod" },
      from: { domainName: ["open"], restApi: ["api"] },
    },
  };
}
