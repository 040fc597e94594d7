import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import { judge, leftOpen, unknown, verdicts } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

describe("GW003", () => {
  const compliant = compliantProgram("");
  const extension = "x-amazon-apigateway-endpoint-configuration";
  const refused = ["GW003-mapped-api api mandatory"];

  it("refuses an API behind an mTLS domain with its execute-api endpoint enabled", async () => {
    const said = await judge(changed(compliant, "api", { disableExecuteApiEndpoint: false }));

    assert.deepEqual(said, [
      {
        policy: "GW003-mapped-api",
        resource: "api",
        level: "mandatory",
        message:
          "GW003 error: api is mapped to api.example.com, which has mutual TLS, and its execute-api endpoint is enabled: anybody can call it there without a certificate. " +
          "Fix: Set disableExecuteApiEndpoint to true and deploy the API again.",
      },
    ]);
  });

  it("refuses an API that leaves the argument out, though the provider will compute one", async () => {
    const program = changed(
      compliant,
      "api",
      { disableExecuteApiEndpoint: undefined },
      { outputs: { disableExecuteApiEndpoint: unknown } },
    );

    assert.deepEqual(await verdicts(program), refused);
  });

  it("leaves that open when nothing has read the program's inputs", async () => {
    const program = changed(
      compliant,
      "api",
      { disableExecuteApiEndpoint: undefined },
      { outputs: { disableExecuteApiEndpoint: unknown } },
    );

    assert.deepEqual(await verdicts(program, { without: ["program-inputs"] }), [
      "decided-at-up advisory",
    ]);
  });

  it("refuses an HTTP API behind an mTLS domain with its execute-api endpoint enabled", async () => {
    const program = changed(compliant, "httpApi", { disableExecuteApiEndpoint: undefined });

    assert.deepEqual(await verdicts(program), ["GW003-mapped-api httpApi mandatory"]);
  });

  it("leaves two APIs open of which a mapping leads to one, nobody knows which", async () => {
    const program = changed(
      { ...compliant, other: { type: "aws:apigateway/restApi:RestApi", inputs: {} } },
      "mapping",
      {},
      { from: { domainName: ["domain"], restApi: ["api", "other"] } },
    );

    assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
    assert.match(await leftOpen(program), /other \([^)]*GW003/);
  });

  it("leaves an API open whose mapping stands on one of two domains", async () => {
    const program = changed(
      {
        ...changed(compliant, "api", { disableExecuteApiEndpoint: false }),
        plain: {
          type: "aws:apigateway/domainName:DomainName",
          inputs: { domainName: "plain.example.com", regionalCertificateArn: "arn" },
        },
      },
      "mapping",
      { domainName: unknown },
      { from: { domainName: ["domain", "plain"], restApi: ["api"] } },
    );

    assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
    assert.match(await leftOpen(program), /api \([^)]*GW003/);
  });

  it("takes the word of a definition in YAML's flow style", async () => {
    const body = `swagger: "2.0"\n${extension}: { disableExecuteApiEndpoint: True }\n`;
    const program = changed(compliant, "api", { disableExecuteApiEndpoint: undefined, body });

    assert.deepEqual(await verdicts(program), []);
  });

  it("leaves a native API open whose definition lies in S3", async () => {
    const program = {
      ...compliant,
      api: {
        type: "aws-native:apigateway:RestApi",
        inputs: { bodyS3Location: { bucket: "definitions", key: "api.yaml" } },
      },
    };

    assert.deepEqual(await verdicts(program), ["decided-at-up advisory"]);
  });

  it("takes the word of an OpenAPI 2 definition that turns the endpoint off", async () => {
    const body = JSON.stringify({
      swagger: "2.0",
      [extension]: { disableExecuteApiEndpoint: true },
    });
    const program = changed(compliant, "api", { disableExecuteApiEndpoint: undefined, body });

    assert.deepEqual(await verdicts(program), []);
  });

  it("takes the word of a server of an OpenAPI 3 definition", async () => {
    const servers = [{ url: "/", [extension]: { disableExecuteApiEndpoint: true } }];
    const body = JSON.stringify({ openapi: "3.0.1", servers });
    const program = changed(compliant, "api", { disableExecuteApiEndpoint: undefined, body });

    assert.deepEqual(await verdicts(program), []);
  });

  it("takes the word of a definition in YAML", async () => {
    const body = `swagger: "2.0"\n${extension}:\n  disableExecuteApiEndpoint: true\n`;
    const program = changed(compliant, "api", { disableExecuteApiEndpoint: undefined, body });

    assert.deepEqual(await verdicts(program), []);
  });

  it("is not taken in by a definition that only mentions the property", async () => {
    const body = JSON.stringify({
      info: { title: "disableExecuteApiEndpoint: true" },
      [extension]: {},
    });
    const program = changed(compliant, "api", { disableExecuteApiEndpoint: undefined, body });

    assert.deepEqual(await verdicts(program), refused);
  });

  it("leaves an API open whose definition is not known yet", async () => {
    const program = changed(compliant, "api", {
      disableExecuteApiEndpoint: undefined,
      body: unknown,
    });

    assert.equal(
      await leftOpen(program),
      "Decided at `up`, when the values are known: api (GW003).",
    );
  });

  it("needs no definition where the argument itself turns the endpoint off", async () => {
    assert.deepEqual(await verdicts(changed(compliant, "api", { body: unknown })), []);
  });

  describeScope({
    policy: "GW003-mapped-api",
    resource: "api",
    trips: () => changed(compliant, "api", { disableExecuteApiEndpoint: false }),
    unknown: () => changed(compliant, "api", { disableExecuteApiEndpoint: unknown }),
  });
});
