import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import { judge, leftOpen, unknown, verdicts } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

describe("GW001 on the custom domain of a REST API", () => {
  const compliant = compliantProgram("");

  it("refuses an EDGE domain with mutual TLS, in the rule book's words", async () => {
    const program = changed(compliant, "domain", { endpointConfiguration: { types: "EDGE" } });

    const said = await judge(program);

    assert.deepEqual(said, [
      {
        policy: "GW001-rest-domain",
        resource: "domain",
        level: "mandatory",
        message:
          "GW001 error: api.example.com has mutual TLS and the endpoint type EDGE; API Gateway does mutual TLS on REGIONAL domains alone. " +
          'Fix: Set endpointConfiguration.types to "REGIONAL".',
      },
    ]);
  });

  it("refuses a PRIVATE domain, and a list as older providers give it", async () => {
    const program = changed(compliant, "domain", { endpointConfiguration: { types: ["PRIVATE"] } });

    assert.deepEqual(await verdicts(program), ["GW001-rest-domain domain mandatory"]);
  });

  it("takes a domain with a certificate for edge locations as EDGE", async () => {
    const program = changed(compliant, "domain", {
      endpointConfiguration: undefined,
      regionalCertificateArn: undefined,
      certificateArn: unknown,
    });

    assert.deepEqual(await verdicts(program), ["GW001-rest-domain domain mandatory"]);
  });

  it("leaves an endpoint type that is not known yet open until up", async () => {
    const program = changed(compliant, "domain", { endpointConfiguration: { types: unknown } });

    assert.equal(
      await leftOpen(program),
      "Decided at `up`, when the values are known: domain (GW001).",
    );
    assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
  });

  it("leaves a list with a type that is not known yet open", async () => {
    const program = changed(compliant, "domain", { endpointConfiguration: { types: [unknown] } });

    assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
  });

  for (const [given, endpointConfiguration] of [
    ["no endpointConfiguration", undefined],
    ["an endpointConfiguration without types", {}],
    ["an empty list of types", { types: [] }],
  ] as const) {
    it(`leaves a domain with ${given} open: AWS says what it gets`, async () => {
      const program = changed(compliant, "domain", { endpointConfiguration });

      assert.equal(
        await leftOpen(program),
        "Decided at `up`, when the values are known: domain (GW001).",
      );
      assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
    });
  }

  for (const [type, expected] of [
    ["REGIONAL", []],
    ["EDGE", ["GW001-rest-domain domain mandatory"]],
  ] as const) {
    it(`decides at up by what AWS gave it: ${type}`, async () => {
      const outputs = { regionalDomainName: "d-1", endpointConfiguration: { types: type } };
      const program = changed(
        compliant,
        "domain",
        { endpointConfiguration: undefined },
        { outputs },
      );
      const said = await verdicts(program, { isPreview: false });

      assert.deepEqual(
        said.filter((each) => each !== "decided-at-up advisory"),
        expected,
      );
      const open = (await judge(program, { isPreview: false })).map(({ message }) => message);
      assert.doesNotMatch(open.filter((line) => line.startsWith("Not decided")).join(), /GW001/);
    });
  }

  it("says nothing of a domain without endpointConfiguration and without mutual TLS", async () => {
    const program = changed(compliant, "domain", {
      endpointConfiguration: undefined,
      mutualTlsAuthentication: undefined,
    });

    assert.deepEqual(await verdicts(program), []);
  });

  it("leaves an EDGE domain open when nobody knows whether it has mutual TLS", async () => {
    const program = changed(compliant, "domain", {
      endpointConfiguration: { types: "EDGE" },
      mutualTlsAuthentication: unknown,
    });

    assert.match(await leftOpen(program), /domain \([^)]*GW001[^)]*\)/);
    assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
  });

  it("takes an empty truststore URI as mutual TLS turned off", async () => {
    const program = changed(compliant, "domain", {
      endpointConfiguration: { types: "EDGE" },
      mutualTlsAuthentication: { truststoreUri: "" },
    });

    assert.deepEqual(await verdicts(program), []);
  });

  describeScope({
    policy: "GW001-rest-domain",
    resource: "domain",
    trips: () => changed(compliant, "domain", { endpointConfiguration: { types: "EDGE" } }),
    unknown: () => changed(compliant, "domain", { endpointConfiguration: unknown }),
  });
});
