import type { Account } from "../../account/account";
import { doing } from "../../provider/awsError";
import { notEmulated } from "../../provider/checkInputs";
import type { ResourceType } from "../../provider/resourceType";
import { text } from "../text";
import { managedPolicies } from "./managedPolicies";
import { roleIn } from "./roleStore";

/** `aws.iam.RolePolicyAttachment`: one of AWS's managed policies on a role. */
export function rolePolicyAttachment(account: Account): ResourceType {
  return {
    token: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    properties: { emulated: ["policyArn", "role"], replaces: ["policyArn", "role"] },
    check({ policyArn }) {
      if (typeof policyArn !== "string" || managedPolicies[policyArn] !== undefined) return [];
      const known = Object.keys(managedPolicies).join(", ");
      const reason = notEmulated(`the policy ${policyArn}`, `those here are ${known}`);
      return [{ property: "policyArn", reason }];
    },
    create(inputs) {
      const role = text(inputs.role);
      const policyArn = text(inputs.policyArn);
      return doing(`attaching IAM Policy (${policyArn}) to IAM Role (${role})`, () =>
        account.change((draft) => {
          const found = roleIn(draft, role, "AttachRolePolicy");
          if (!found.attached.includes(policyArn)) found.attached.push(policyArn);
          return { id: `${role}/${policyArn}`, outputs: inputs };
        }),
      );
    },
    read(id) {
      const [, role = "", policyArn = ""] = /^([^/]+)\/(.+)$/.exec(id) ?? [];
      const attached = account.state.roles[role]?.attached.includes(policyArn);
      return attached === true ? { role, policyArn } : undefined;
    },
    delete(_, outputs) {
      const role = text(outputs.role);
      if (account.state.roles[role] === undefined) return;
      account.change((draft) => {
        const found = roleIn(draft, role, "DetachRolePolicy");
        found.attached = found.attached.filter((arn) => arn !== outputs.policyArn);
      });
    },
  };
}
