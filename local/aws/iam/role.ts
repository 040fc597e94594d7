import type { Account } from "../../account/account";
import { newRoleId } from "../../account/identifiers";
import type { Role } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { documentProblem, iamError, roleArn, roleIn, trustConditionProblems } from "./roleStore";

const separate = "make it as aws.iam.RolePolicy or aws.iam.RolePolicyAttachment";

/** `aws.iam.Role`. Of its policies, only what API Gateway asks about its logging role is looked at here. */
export function role(account: Account): ResourceType {
  return {
    token: "aws:iam/role:Role",
    properties: {
      emulated: [
        "assumeRolePolicy",
        "description",
        "forceDetachPolicies",
        "maxSessionDuration",
        "name",
        "namePrefix",
        "path",
        "tags",
      ],
      refused: {
        inlinePolicies: separate,
        managedPolicyArns: separate,
        permissionsBoundary: "nothing here is authorised by IAM",
      },
      replaces: ["name", "namePrefix", "path"],
      defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
      computed: ["name", "namePrefix"],
      conflicts: [["name", "namePrefix"]],
      ranges: { maxSessionDuration: [3600, 43_200] },
      json: ["assumeRolePolicy"],
      writeOnly: ["namePrefix", "forceDetachPolicies"],
      autoName: { property: "name", unless: ["namePrefix"], maxLength: 64 },
    },
    check: ({ assumeRolePolicy }) => [
      ...documentProblem("assumeRolePolicy", assumeRolePolicy),
      ...trustConditionProblems(assumeRolePolicy),
    ],
    create(inputs) {
      const name = text(inputs.name) || `${text(inputs.namePrefix)}${Date.now()}`;
      return doing(`creating IAM Role (${name})`, () =>
        account.change((draft) => {
          if (draft.roles[name] !== undefined) {
            const detail = `Role with name ${name} already exists.`;
            throw iamError("CreateRole", 409, "EntityAlreadyExists", detail);
          }
          const made: Role = {
            name,
            arn: roleArn(text(inputs.path) || "/", name),
            uniqueId: newRoleId(),
            createdAt: account.now().toISOString(),
            settings: inputs,
            policies: {},
            attached: [],
          };
          draft.roles[name] = made;
          return { id: name, outputs: describe(made) };
        }),
      );
    },
    read(id, outputs) {
      const found = account.state.roles[id];
      if (found === undefined) return undefined;
      return { ...describe(found), forceDetachPolicies: outputs.forceDetachPolicies ?? false };
    },
    update(id, inputs) {
      return doing(`updating IAM Role (${id})`, () =>
        account.change((draft) => {
          const found = roleIn(draft, id, "UpdateRole");
          found.settings = inputs;
          return describe(found);
        }),
      );
    },
    delete(id, outputs) {
      if (account.state.roles[id] === undefined) return;
      doing(`deleting IAM Role (${id})`, () => {
        account.change((draft) => {
          const { policies, attached } = roleIn(draft, id, "DeleteRole");
          const held = Object.keys(policies).length + attached.length > 0;
          if (held && outputs.forceDetachPolicies !== true) {
            const detail =
              "Cannot delete entity, must delete policies first, and detach the managed ones.";
            throw iamError("DeleteRole", 409, "DeleteConflict", detail);
          }
          Reflect.deleteProperty(draft.roles, id);
        });
      });
    },
  };
}

function describe({ name, arn, uniqueId, createdAt, settings, policies, attached }: Role): Values {
  return {
    description: "",
    ...settings,
    name,
    arn,
    uniqueId,
    createDate: createdAt,
    inlinePolicies: Object.entries(policies).map(([one, policy]) => ({ name: one, policy })),
    managedPolicyArns: attached,
  };
}
