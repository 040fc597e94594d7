import type { Account } from "../../account/account";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { logWriting } from "./managedPolicies";
import { documentProblem, policyConditionProblems, roleIn } from "./roleStore";

/** `aws.iam.RolePolicy`: an inline policy. */
export function rolePolicy(account: Account): ResourceType {
  const put = (doingWhat: string, name: string, inputs: Values) => {
    const role = text(inputs.role);
    return doing(`${doingWhat} IAM Role (${role}) policy (${name})`, () =>
      account.change((draft) => {
        roleIn(draft, role, "PutRolePolicy").policies[name] = text(inputs.policy);
        return { id: `${role}:${name}`, outputs: { ...inputs, name } };
      }),
    );
  };
  return {
    token: "aws:iam/rolePolicy:RolePolicy",
    properties: {
      emulated: ["name", "namePrefix", "policy", "role"],
      replaces: ["name", "namePrefix", "role"],
      computed: ["name", "namePrefix"],
      conflicts: [["name", "namePrefix"]],
      json: ["policy"],
      writeOnly: ["namePrefix"],
      autoName: { property: "name", unless: ["namePrefix"], maxLength: 128 },
    },
    check: ({ policy }) => [
      ...documentProblem("policy", policy),
      // API Gateway and functions ask their roles for nothing else here.
      ...policyConditionProblems(policy, logWriting),
    ],
    create: (inputs) =>
      put("creating", text(inputs.name) || `${text(inputs.namePrefix)}${Date.now()}`, inputs),
    read(id) {
      const [role = "", name = ""] = id.split(":");
      const policy = account.state.roles[role]?.policies[name];
      return policy === undefined ? undefined : { name, policy, role };
    },
    update: (id, inputs) => put("updating", id.split(":")[1] ?? "", inputs).outputs,
    delete(id) {
      const [role = "", name = ""] = id.split(":");
      if (account.state.roles[role]?.policies[name] === undefined) return;
      account.change((draft) => {
        Reflect.deleteProperty(roleIn(draft, role, "DeleteRolePolicy").policies, name);
      });
    },
  };
}
