import assert from "node:assert/strict";
import type { Role } from "@mtls-gateway/local/dist/account/state";
import { allows } from "@mtls-gateway/local/dist/aws/iam/roleStore";
import { writeFunctionLog } from "@mtls-gateway/local/dist/account/functionViews";
import type { Account } from "@mtls-gateway/local/dist/account/account";

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
    assert.equal(can([allow, { ...deny, Condition: { Bool: {} } }]), true);
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
