import assert from "node:assert/strict";
import type { Role } from "@mtls-gateway/local/dist/account/state";
import { allows, trusts } from "@mtls-gateway/local/dist/aws/iam/roleStore";
import { writeFunctionLog } from "@mtls-gateway/local/dist/account/functionViews";
import type { Account } from "@mtls-gateway/local/dist/account/account";
import { LocalAccount } from "../support/localAccount";
import type { Plain } from "../support/providerClient";

const group = "arn:aws:logs:us-east-2:123456789012:log-group:/aws/lambda/who";
const write = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];

function roleWith(statements: object[], attached: string[] = []): Role {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return { arn: "role", settings: {}, policies: { one: policy }, attached } as unknown as Role;
}

describe("the policies of a role", () => {
  it("allow an action on a resource, unless one of them denies it", () => {
    const managed = { managed: ["logs:*"] };
    const can = (
      statements: object[],
      attached: string[] = [],
      on: string | undefined = "arn:a:b",
    ) => allows(roleWith(statements, attached), "logs:Put", managed, on);
    const allow = { Effect: "Allow", Action: "logs:*", Resource: "*" };
    const deny = { Effect: "Deny", Action: ["LOGS:P?t"], Resource: "arn:a:*" };
    assert.equal(can([]), false);
    assert.equal(can([allow]), true);
    assert.equal(can([], ["managed"]), true);
    assert.equal(can([{ ...allow, Resource: ["arn:b:*", "arn:a:?"] }]), true);
    assert.equal(can([{ ...allow, Resource: "arn:b:*" }]), false);
    assert.equal(can([{ ...allow, Resource: undefined, NotResource: "arn:b:*" }]), true);
    assert.equal(can([{ ...allow, Resource: undefined, NotResource: "arn:a:*" }]), false);
    assert.equal(can([{ ...allow, Action: undefined, NotAction: "logs:*" }]), false);
    assert.equal(can([{ ...allow, Action: undefined, NotAction: "s3:*" }]), true);
    assert.equal(can([allow, deny]), false);
    assert.equal(can([deny], ["managed"]), false);
    assert.equal(can([allow, { ...deny, Resource: "arn:b:*" }]), true);
    assert.equal(can([allow, { ...deny, Action: "logs:Get" }]), true);
  });

  it("allow nothing by a condition that is not known to hold, and deny by one that is not known to fail", () => {
    const allow = { Effect: "Allow", Action: "logs:*", Resource: "*" };
    const deny = { ...allow, Effect: "Deny" };
    const can = (...statements: object[]) =>
      allows(roleWith(statements), "logs:Put", {}, "arn:a:b");
    const holds = [
      { Bool: { "aws:SecureTransport": "true" } },
      { StringEquals: { "AWS:PrincipalAccount": ["210987654321", "123456789012"] } },
      {
        ArnLike: { "aws:PrincipalArn": "ro*" },
        StringEqualsIfExists: { "aws:ResourceAccount": "123456789012" },
      },
      { StringNotLike: { "aws:PrincipalArn": "arn:*" } },
    ];
    const fails = [
      { Bool: { "aws:SecureTransport": false } },
      { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } },
      { StringEquals: { "aws:ResourceAccount": "1", "aws:PrincipalTag/team": "edge" } },
    ];
    const open = [
      { StringEquals: { "aws:PrincipalTag/team": "edge" } },
      { "ForAnyValue:StringEquals": { "aws:PrincipalAccount": "123456789012" } },
      { StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } },
      { ...holds[0], DateLessThan: { "aws:CurrentTime": "2100-01-01T00:00:00Z" } },
    ];
    const outcome = (conditions: object[]) =>
      conditions.map((Condition) => [
        can({ ...allow, Condition }),
        can(allow, { ...deny, Condition }),
      ]);
    assert.deepEqual(
      outcome(holds),
      holds.map(() => [true, false]),
    );
    assert.deepEqual(
      outcome(fails),
      fails.map(() => [false, true]),
    );
    assert.deepEqual(
      outcome(open),
      open.map(() => [false, false]),
    );
  });

  it("let a service take the role on by their conditions too, and not when they deny it that", () => {
    const allow = {
      Effect: "Allow",
      Principal: { Service: "lambda.amazonaws.com" },
      Action: "sts:AssumeRole",
    };
    const trusted = (...Statement: object[]) =>
      trusts(
        { settings: { assumeRolePolicy: JSON.stringify({ Statement }) } } as unknown as Role,
        "lambda.amazonaws.com",
      );
    const of = (account: string) => ({
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    });
    const source = { Condition: { ArnLike: { "aws:SourceArn": "arn:aws:lambda:*" } } };
    assert.equal(trusted(allow), true);
    assert.equal(trusted({ ...allow, ...of("123456789012") }), true);
    assert.equal(trusted({ ...allow, ...of("210987654321") }), false);
    assert.equal(trusted({ ...allow, ...source }), false);
    assert.equal(trusted(allow, { ...allow, Effect: "Deny" }), false);
    assert.equal(trusted(allow, { ...allow, Effect: "Deny", ...of("210987654321") }), true);
    assert.equal(trusted(allow, { ...allow, Effect: "Deny", ...source }), false);
  });

  it("allow an action on whatever there is, unless it is denied on everything", () => {
    const can = (...statements: object[]) => allows(roleWith(statements), "logs:Put", {});
    const allow = { Effect: "Allow", Action: "logs:Put", Resource: "arn:a:b" };
    assert.equal(can(allow), true);
    assert.equal(can(allow, { ...allow, Effect: "Deny" }), true);
    assert.equal(can(allow, { ...allow, Effect: "Deny", Resource: "*" }), false);
  });

  it("let a function write its log by the ARN of the group's streams", () => {
    const written = (statement: object) => {
      const events: string[] = [];
      const role = roleWith([{ Effect: "Allow", Action: write, ...statement }]);
      const made = { name: "who", region: "us-east-2", arn: "who", settings: { role: "role" } };
      const state = { lambdaFunctions: { made }, roles: { role }, logGroups: {} };
      const account = {
        state,
        change: (act: (draft: object) => void) => {
          act(state);
        },
        logs: { write: (arn: string, message: string) => events.push(`${arn} ${message}`) },
      };
      writeFunctionLog(account as unknown as Account, "who", ["hello"]);
      return events;
    };
    assert.deepEqual(written({ Resource: `${group}:*` }), [`${group} hello`]);
    assert.deepEqual(written({ Resource: "arn:aws:logs:*:*:*" }), [`${group} hello`]);
    assert.deepEqual(written({ Resource: group }), []);
    assert.deepEqual(written({ Resource: `${group}-2:*` }), []);
    assert.deepEqual(written({ Effect: "Deny", Resource: "*" }), []);
  });
});

describe("the conditions of a role's policies", () => {
  let account: LocalAccount;
  before(async () => {
    account = await LocalAccount.start();
  });
  after(() => account.dispose());

  const refused = (type: string, inputs: Plain) =>
    account.aws.check(`aws:iam/${type}`, "r", inputs).then(
      () => "",
      (error: unknown) => String(error).replace(/^Error: /, ""),
    );

  it("are refused by name where they would decide, and are not weighed", async () => {
    const trust = (Service: string, Condition: object) =>
      refused("role:Role", {
        assumeRolePolicy: JSON.stringify({
          Statement: [
            { Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole", Condition },
          ],
        }),
      });
    assert.equal(
      await trust("lambda.amazonaws.com", { ArnLike: { "aws:SourceArn": "arn:aws:lambda:*" } }),
      "assumeRolePolicy: the condition ArnLike aws:SourceArn is not emulated by the AWS on this machine: what is known of a request is aws:sourceaccount",
    );
    const own = { StringEquals: { "aws:SourceAccount": "123456789012" } };
    assert.equal(await trust("lambda.amazonaws.com", own), "");
    const inline = (Action: string) =>
      refused("rolePolicy:RolePolicy", {
        role: "r",
        policy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Action,
              Resource: "*",
              Condition: { StringEquals: { "aws:PrincipalTag/team": "edge" } },
            },
          ],
        }),
      });
    assert.equal(
      await inline("logs:Put*"),
      "policy: the condition StringEquals aws:PrincipalTag/team is not emulated by the AWS on this machine: what is known of a request is aws:principalaccount, aws:principalarn, aws:resourceaccount, aws:securetransport",
    );
    // Nobody here asks whether a role may do this.
    assert.equal(await inline("dynamodb:GetItem"), "");
  });
});
