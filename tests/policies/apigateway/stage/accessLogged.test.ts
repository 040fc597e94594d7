import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import {
  judge,
  unknown,
  verdicts,
  type Fixture,
  type FixtureProgram,
} from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const format = '{"caller":"$context.identity.clientCert.subjectDN"}';
const refused = ["GW013-stage stage advisory"];

describe("GW013", () => {
  it("warns of a stage behind an mTLS domain without an access log", async () => {
    assert.deepEqual(await judge(staged({})), [
      {
        policy: "GW013-stage",
        resource: "stage",
        level: "advisory",
        message:
          "GW013 warning: stage stands behind api.example.com, which has mutual TLS, and has no access log: nobody sees who called and who was refused. (assumed, AWS does not say) " +
          "Fix: Set accessLogSettings, with $context.identity.clientCert.subjectDN, issuerDN and serialNumber in the format.",
      },
    ]);
  });

  it("warns of a log format with the whole certificate in it", async () => {
    const said = await judge(logged("$context.identity.clientCert.clientCertPem"));

    assert.deepEqual(
      said.map(({ policy, resource }) => [policy, resource]),
      [["GW013-stage", "stage"]],
    );
    assert.match(said[0]?.message ?? "", /has clientCertPem in its format/);
  });

  it("takes a log whose destination is not known yet", async () => {
    assert.deepEqual(await verdicts(logged(format)), []);
  });

  it("warns of the stage of an HTTP API", async () => {
    const stage: Fixture = {
      type: "aws:apigatewayv2/stage:Stage",
      inputs: { apiId: unknown, name: "$default" },
      from: { apiId: ["httpApi"] },
    };

    assert.deepEqual(await verdicts({ ...compliantProgram(""), stage }), refused);
  });

  for (const [type, inputs, from] of [
    ["aws-native:apigateway:Stage", { restApiId: unknown, stageName: "prod" }, "restApiId"],
    ["aws-native:apigatewayv2:Stage", { apiId: unknown, stageName: "$default" }, "apiId"],
  ] as const) {
    it(`warns of ${type}`, async () => {
      const api = from === "apiId" ? "httpApi" : "api";
      const stage: Fixture = { type, inputs: { ...inputs }, from: { [from]: [api] } };

      assert.deepEqual(await verdicts({ ...compliantProgram(""), stage }), refused);
    });
  }

  it("takes the log of a stage of @pulumi/aws-native", async () => {
    const stage: Fixture = {
      type: "aws-native:apigateway:Stage",
      inputs: {
        restApiId: unknown,
        stageName: "prod",
        accessLogSetting: { destinationArn: unknown, format },
      },
      from: { restApiId: ["api"] },
    };

    assert.deepEqual(await verdicts({ ...compliantProgram(""), stage }), []);
  });

  it("says nothing of another stage of the API", async () => {
    assert.deepEqual(await verdicts(changed(staged({}), "stage", { stageName: "dev" })), []);
  });

  it("warns of every stage where the mapping lets the caller name it", async () => {
    const other: Fixture = {
      type: "aws:apigateway/stage:Stage",
      inputs: { restApi: unknown, stageName: "dev", deployment: unknown },
      from: { restApi: ["api"] },
    };
    const program = changed({ ...staged({}), other }, "mapping", { stageName: undefined });

    assert.deepEqual(await verdicts(program), ["GW013-stage other advisory", ...refused]);
  });

  it("follows a stage's name that is not known yet to the stage that it comes from", async () => {
    const program = changed(
      staged({}),
      "mapping",
      { stageName: unknown },
      { from: { domainName: ["domain"], restApi: ["api"], stageName: ["stage"] } },
    );

    assert.deepEqual(await verdicts(program), refused);
  });

  it("warns of a stage that a deployment makes by the way", async () => {
    const deployment: Fixture = {
      type: "aws:apigateway/deployment:Deployment",
      inputs: { restApi: unknown, stageName: "prod" },
      from: { restApi: ["api"] },
    };

    assert.deepEqual(await verdicts({ ...compliantProgram(""), deployment }), [
      "GW013-stage deployment advisory",
    ]);
  });

  it("says that such a stage has to be a resource of its own", async () => {
    const deployment: Fixture = {
      type: "aws:apigateway/deployment:Deployment",
      inputs: { restApi: unknown, stageName: "prod" },
      from: { restApi: ["api"] },
    };
    const [said] = await judge({ ...compliantProgram(""), deployment });

    assert.match(said?.message ?? "", /Fix: Make the stage a resource of its own, and set its/);
  });

  it("takes the log that a deployment of @pulumi/aws-native sets on its stage", async () => {
    const deployment: Fixture = {
      type: "aws-native:apigateway:Deployment",
      inputs: {
        restApiId: unknown,
        stageName: "prod",
        stageDescription: { accessLogSetting: { destinationArn: unknown, format } },
      },
      from: { restApiId: ["api"] },
    };
    const silent = changed({ ...compliantProgram(""), deployment }, "deployment", {
      stageDescription: undefined,
    });

    assert.deepEqual(await verdicts({ ...compliantProgram(""), deployment }), []);
    assert.deepEqual(await verdicts(silent), ["GW013-stage deployment advisory"]);
  });

  it("warns of the default stage that an HTTP API's quick create makes", async () => {
    const program = changed(compliantProgram(""), "httpApi", { target: "https://example.org" });

    assert.deepEqual(await verdicts(program), ["GW013-stage httpApi advisory"]);
  });

  it("knows stages of one API ID in two Regions apart", async () => {
    const program = (region: string): FixtureProgram =>
      changed(
        changed(
          staged({}),
          "mapping",
          { restApi: "abc123", region: "us-east-2" },
          { from: { domainName: ["domain"] } },
        ),
        "stage",
        { restApi: "abc123", region },
        { from: {} },
      );

    assert.deepEqual(await verdicts(program("us-east-2")), refused);
    assert.deepEqual(await verdicts(program("eu-west-1")), []);
  });

  describeScope({
    policy: "GW013-stage",
    resource: "stage",
    trips: () => staged({}),
    unknown: () => staged({ accessLogSettings: unknown }),
  });
});

/** The compliant program with a stage of the REST API that the mapping names. */
function staged(inputs: Record<string, unknown>): FixtureProgram {
  return {
    ...compliantProgram(""),
    stage: {
      type: "aws:apigateway/stage:Stage",
      inputs: { restApi: unknown, stageName: "prod", deployment: unknown, ...inputs },
      from: { restApi: ["api"] },
    },
  };
}

function logged(logFormat: string): FixtureProgram {
  return staged({ accessLogSettings: { destinationArn: unknown, format: logFormat } });
}
