import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import { judge, leftOpen, unknown, verdicts, type Fixture } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

describe("GW001 on mappings", () => {
  const compliant = compliantProgram("");
  const isPrivate = { endpointConfiguration: { types: "PRIVATE" } };

  it("refuses a PRIVATE API whose ID is not known yet, by the mapping's dependencies", async () => {
    const said = await judge(changed(compliant, "api", isPrivate));

    assert.deepEqual(said, [
      {
        policy: "GW001-mapped-api",
        resource: "api",
        level: "mandatory",
        message:
          "GW001 error: api is of the endpoint type PRIVATE and mapped to api.example.com, which has mutual TLS; API Gateway does no mutual TLS for private APIs. " +
          'Fix: Set the API\'s endpointConfiguration.types to "REGIONAL", or take the mapping away.',
      },
    ]);
  });

  it("refuses a PRIVATE API that an ApiMapping puts behind the domain of an HTTP API", async () => {
    const withPrivate = changed(compliant, "api", isPrivate);
    const program = changed(
      changed(
        withPrivate,
        "mapping",
        { restApi: "elsewhere" },
        { from: { domainName: ["domain"] } },
      ),
      "httpMapping",
      {},
      { from: { domainName: ["httpDomain"], apiId: ["api"] } },
    );

    assert.deepEqual(await verdicts(program), ["GW001-mapped-api api mandatory"]);
  });

  it("follows the mapping through a stage to the API", async () => {
    const stage = {
      type: "aws:apigateway/stage:Stage",
      inputs: {
        restApi: unknown,
        stageName: "prod",
        deployment: unknown,
        accessLogSettings: { destinationArn: unknown, format: "$context.requestId" },
      },
      from: { restApi: ["api"] },
    };
    const program = changed(
      { ...changed(compliant, "api", isPrivate), stage },
      "mapping",
      {},
      { from: { domainName: ["domain"], restApi: ["stage"] } },
    );

    assert.deepEqual(await verdicts(program), ["GW001-mapped-api api mandatory"]);
  });

  it("joins mapping, domain and API by value where the values are known", async () => {
    const program = changed(
      changed(compliant, "api", isPrivate, { outputs: { id: "abc123" } }),
      "mapping",
      { restApi: "abc123" },
      { from: {} },
    );

    assert.deepEqual(await verdicts(program, { isPreview: false }), [
      "GW001-mapped-api api mandatory",
    ]);
  });

  it("names an API with two mappings to one domain once", async () => {
    const again = {
      ...compliant.mapping,
      inputs: { ...compliant.mapping?.inputs, basePath: "v2" },
    };
    const program = { ...changed(compliant, "api", isPrivate), again } as typeof compliant;

    assert.deepEqual(await verdicts(program), ["GW001-mapped-api api mandatory"]);
  });

  it("takes the dependencies of the whole mapping where a language gives none by property", async () => {
    const program = changed(
      changed(compliant, "api", isPrivate),
      "mapping",
      { domainName: unknown },
      { from: {}, dependsOn: ["api", "domain"] },
    );

    assert.deepEqual(await verdicts(program), ["GW001-mapped-api api mandatory"]);
  });

  it("lets a PRIVATE API be that is mapped to no domain of the program", async () => {
    const program = changed(
      changed(compliant, "api", isPrivate),
      "mapping",
      { domainName: "other.example.com" },
      { from: { restApi: ["api"] } },
    );

    assert.deepEqual(await verdicts(program), []);
  });

  it("leaves an endpoint type that is not known yet open until up", async () => {
    const program = changed(compliant, "api", { endpointConfiguration: unknown });

    assert.equal(
      await leftOpen(program),
      "Decided at `up`, when the values are known: api (GW001).",
    );
  });

  describeScope({
    policy: "GW001-mapped-api",
    resource: "api",
    trips: () => changed(compliant, "api", isPrivate),
    unknown: () => changed(compliant, "api", { endpointConfiguration: unknown }),
  });
});

describe("the join of mapping, domain and API", () => {
  const compliant = compliantProgram("");
  const isPrivate = { endpointConfiguration: { types: "PRIVATE" } };

  /** Two Regions have a domain of one name each and an API of one ID each; the API here is PRIVATE. */
  const twoRegions = (mappingRegion: string) => {
    const here = { region: "us-east-2" };
    const there = { region: "eu-west-1" };
    const open = changed(compliant, "domain", { ...there, mutualTlsAuthentication: undefined });
    const program = {
      ...changed(open, "api", { ...isPrivate, ...here }, { outputs: { id: "abc123" } }),
      secured: { ...compliant.domain, inputs: { ...compliant.domain?.inputs, ...here } } as Fixture,
    };
    return changed(program, "mapping", { restApi: "abc123", region: mappingRegion }, { from: {} });
  };

  it("takes the domain and the API of the mapping's own Region", async () => {
    assert.deepEqual(await verdicts(twoRegions("us-east-2")), ["GW001-mapped-api api mandatory"]);
    assert.deepEqual(await verdicts(twoRegions("eu-west-1")), []);
  });

  it("takes no domain of another name, though the mapping's name is built from it", async () => {
    const program = changed(changed(compliant, "api", isPrivate), "mapping", {
      domainName: "www.api.example.com",
    });

    assert.deepEqual(await verdicts(program), []);
  });

  it("knows no case of host names", async () => {
    const program = changed(
      changed(compliant, "api", isPrivate),
      "mapping",
      { domainName: "API.example.com" },
      { from: { restApi: ["api"] } },
    );

    assert.deepEqual(await verdicts(program), ["GW001-mapped-api api mandatory"]);
  });
});
