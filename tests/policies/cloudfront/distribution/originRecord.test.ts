import assert from "node:assert/strict";

import {
  changed,
  compliantProgram,
  edgeCertificateArn,
  origin,
} from "../../support/compliantProgram";
import {
  judge,
  unknown,
  verdicts,
  type Fixture,
  type FixtureProgram,
} from "../../support/fixtureProgram";

describe("CF001 on an origin that is a Route 53 record's fqdn", () => {
  const refused = ["CF001-distribution distribution mandatory"];
  const open = ["decided-at-up advisory"];
  const alias = [{ name: unknown, zoneId: unknown, evaluateTargetHealth: false }];
  const toDomain = { aliases: ["domain"] };

  it("refuses the record of the domain's name and alias, which shows no certificate", async () => {
    const said = await judge(
      behind({ name: "api.example.com", aliases: alias }, { ...toDomain, name: ["domain"] }),
    );

    assert.equal(said.length, 1);
    assert.equal(said[0]?.policy, "CF001-distribution");
    assert.ok(said[0].message.includes("origin api points to api.example.com"));
  });

  it("refuses the record by its name alone, however it is written", async () => {
    assert.deepEqual(await verdicts(behind({ name: "API.example.com." }, {})), refused);
  });

  it("refuses a CNAME record of the regional host by a name in a zone that is not known", async () => {
    const program = behind({ name: "api", records: [unknown] }, { records: ["domain"] });

    assert.deepEqual(await verdicts(program), refused);
  });

  it("refuses a record whose alias target is known", async () => {
    const regional = "d-1234.execute-api.us-east-2.amazonaws.com";
    const program = behind({ name: "api", aliases: [{ name: regional }] }, {});

    assert.deepEqual(
      await verdicts(changed(program, "domain", {}, { outputs: { regionalDomainName: regional } })),
      refused,
    );
  });

  it("refuses a record by its name and that of its zone", async () => {
    const zone = { type: "aws:route53/zone:Zone", inputs: { name: "example.com" } };
    const program = { ...behind({ name: "api" }, { zoneId: ["zone"] }), zone };

    assert.deepEqual(await verdicts(program), refused);
  });

  it("refuses a record whose name is built from the domain and not known yet", async () => {
    const program = behind({ name: unknown, aliases: alias }, { ...toDomain, name: ["domain"] });

    assert.deepEqual(await verdicts(program), refused);
  });

  it("takes a certificate on that origin", async () => {
    const origins = [origin(unknown, { clientCertificateArn: edgeCertificateArn })];
    const program = behind({ name: "api.example.com", aliases: alias }, toDomain);

    assert.deepEqual(await verdicts(changed(program, "distribution", { origins }, fromRecord)), []);
  });

  it("leaves a record of another name open that leads to the domain", async () => {
    const program = behind({ name: "www.example.com", aliases: alias }, toDomain);

    assert.deepEqual(await verdicts(program), open);
  });

  it("leaves a record open that leads to the domain through another one of the same zone", async () => {
    const inner = record({ name: "inner.example.com", aliases: alias }, toDomain);
    const program = {
      ...behind({ name: "www", records: [unknown] }, { records: ["inner"] }),
      inner,
    };

    assert.deepEqual(await verdicts(program), open);
  });

  it("leaves a record open that may be the domain's by its first label", async () => {
    assert.deepEqual(await verdicts(behind({ name: "api" }, {})), open);
  });

  it("leaves a record open whose name is not known", async () => {
    assert.deepEqual(await verdicts(behind({ name: unknown }, {})), open);
  });

  it("leaves a record of another name alone that leads elsewhere", async () => {
    const balancer = { type: "aws:lb/loadBalancer:LoadBalancer", inputs: {} };
    const program = {
      ...behind({ name: "orders", aliases: alias }, { aliases: ["balancer"] }),
      balancer,
    };

    assert.deepEqual(await verdicts(program), []);
  });
});

const fromRecord = { from: { origins: ["record"] } };

function record(inputs: Record<string, unknown>, from: Record<string, string[]>): Fixture {
  return {
    type: "aws:route53/record:Record",
    inputs: { type: "A", zoneId: unknown, ...inputs },
    outputs: { fqdn: unknown },
    from,
  };
}

/** A program whose one origin is the `fqdn` of such a record, and shows no certificate. */
function behind(inputs: Record<string, unknown>, from: Record<string, string[]>): FixtureProgram {
  const program = { ...compliantProgram(""), record: record(inputs, from) };
  return changed(program, "distribution", { origins: [origin(unknown)] }, fromRecord);
}
