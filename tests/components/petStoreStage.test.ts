import { PetStoreApi, type PetStoreApiArgs } from "mtls-gateway";
import * as assert from "node:assert/strict";
import { runProgram } from "./support/mockProgram";
import { refusalsOf } from "./support/refusalsOf";

const run = (args: PetStoreApiArgs) => runProgram(() => new PetStoreApi("pets", args));

interface Definition {
  paths: Record<
    string,
    Record<
      string,
      { "x-amazon-apigateway-integration": { requestParameters?: Record<string, string> } }
    >
  >;
}

describe("the stage of a PetStoreApi", () => {
  it("logs who called with which certificate, without its PEM, to a group that keeps it for 90 days", async () => {
    const { resources, errors } = await run({ accessLog: true, tags: { team: "pets" } });

    assert.deepEqual(errors, []);
    const inputsOf = (name: string) => resources.find((each) => each.name === name)?.inputs;
    assert.deepEqual(inputsOf("pets-access-log"), {
      retentionInDays: 90,
      tags: { team: "pets" },
    });
    const { destinationArn, format } = inputsOf("pets-stage")?.accessLogSettings as {
      destinationArn: string;
      format: string;
    };
    assert.equal(destinationArn, "arn:aws:logs:us-east-2:123456789012:log-group:pets-access-log");
    assert.deepEqual(
      Object.values(JSON.parse(format) as Record<string, string>).filter((variable) =>
        variable.includes("clientCert"),
      ),
      [
        "$context.identity.clientCert.subjectDN",
        "$context.identity.clientCert.issuerDN",
        "$context.identity.clientCert.serialNumber",
        "$context.identity.clientCert.validity.notBefore",
        "$context.identity.clientCert.validity.notAfter",
      ],
    );
    assert.doesNotMatch(format, /\n/);
  });

  it("logs to a group that exists, and makes the account's role before the stage when it is asked to", async () => {
    const accessLogGroupArn = "arn:aws:logs:us-east-2:123456789012:log-group:/mine";
    const { resources } = await run({ accessLog: true, accessLogGroupArn, cloudWatchRole: true });

    const stage = resources.find(({ name }) => name === "pets-stage");
    assert.equal(
      (stage?.inputs.accessLogSettings as Record<string, string>).destinationArn,
      accessLogGroupArn,
    );
    assert.deepEqual(
      resources.map(({ name }) => name),
      [
        "pets",
        "pets-account",
        "pets-account-role",
        "pets-account-role-policy",
        "pets-account-settings",
        "pets-api",
        "pets-deployment",
        "pets-stage",
      ],
    );
    assert.deepEqual(
      stage?.dependencies.filter((name) => name.startsWith("pets-account-")),
      ["pets-account-role", "pets-account-role-policy", "pets-account-settings"],
    );
  });

  it("tells the backend of the client certificate in headers that it maps for every integration with it", async () => {
    const { resources } = await run({ clientHeaders: true });

    const body = resources.find(({ name }) => name === "pets-api")?.inputs.body as string;
    const { paths } = JSON.parse(body) as Definition;
    const parametersOf = (path: string, method: string) =>
      paths[path]?.[method]?.["x-amazon-apigateway-integration"].requestParameters;
    const headers = {
      "integration.request.header.x-client-subject": "context.identity.clientCert.subjectDN",
      "integration.request.header.x-client-issuer": "context.identity.clientCert.issuerDN",
      "integration.request.header.x-client-serial": "context.identity.clientCert.serialNumber",
      "integration.request.header.x-client-not-before":
        "context.identity.clientCert.validity.notBefore",
      "integration.request.header.x-client-not-after":
        "context.identity.clientCert.validity.notAfter",
    };
    assert.deepEqual(parametersOf("/pets", "post"), headers);
    assert.deepEqual(parametersOf("/pets/{petId}", "get"), {
      ...headers,
      "integration.request.path.petId": "method.request.path.petId",
    });
    assert.equal(parametersOf("/", "get"), undefined);
  });

  it("is protected when limits or a web ACL are given", async () => {
    const webAclArn = "arn:aws:wafv2:us-east-2:123456789012:regional/webacl/pets/1";
    const { resources } = await run({ webAclArn, throttlingRateLimit: 1, throttlingBurstLimit: 2 });

    const protection = resources.filter(({ name }) => name.startsWith("pets-protection"));
    assert.deepEqual(
      protection.map(({ name, parent }) => [name, parent]),
      [
        ["pets-protection", "pets"],
        ["pets-protection-method-settings", "pets-protection"],
        ["pets-protection-web-acl", "pets-protection"],
      ],
    );
  });

  const refused: [what: string, args: PetStoreApiArgs, path: string, reason: string][] = [
    [
      "a log group without a log",
      { accessLogGroupArn: "arn" },
      "accessLogGroupArn",
      "given without accessLog, so it would be of no effect. Give accessLog too, or leave it out.",
    ],
    [
      "a retention without a log",
      { accessLog: false, accessLogRetentionDays: 7 },
      "accessLogRetentionDays",
      "given without accessLog, so it would be of no effect. Give accessLog too, or leave it out.",
    ],
    [
      "a retention that CloudWatch Logs does not know",
      { accessLog: true, accessLogRetentionDays: 10 },
      "accessLogRetentionDays",
      "10 is no retention that CloudWatch Logs knows. Give one of 0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653; 0 keeps events for ever.",
    ],
    [
      "a retention for a group that exists",
      { accessLog: true, accessLogGroupArn: "arn", accessLogRetentionDays: 7 },
      "accessLogRetentionDays",
      "given beside accessLogGroupArn, for which nothing is made here. Leave one of them out.",
    ],
    [
      "what is no log group",
      { accessLog: true, accessLogGroupArn: "mine" },
      "accessLogGroupArn",
      '"mine" is no ARN of a log group: arn:aws:logs:REGION:ACCOUNT:log-group:NAME.',
    ],
  ];
  for (const [what, args, path, reason] of refused) {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(await refusalsOf(run(args)), [[path, reason]]);
    });
  }
});
