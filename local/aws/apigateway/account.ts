import { type Account, accountId } from "../../account/account";
import type { AccountState } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { logWriting, managedPolicies } from "../iam/managedPolicies";
import { allows, trusts } from "../iam/roleStore";
import { text } from "../text";
import { gatewayError } from "./restApiStore";

/** `aws.apigateway.Account`: one for the account and Region, there before anybody makes it. */
export function gatewayAccount(account: Account): ResourceType {
  const put = (inputs: Values, region: string) =>
    doing("updating API Gateway Account", () =>
      account.change((draft) => {
        const arn = text(inputs.cloudwatchRoleArn);
        // As in the provider, whose default is "": a role left out is taken out.
        Reflect.deleteProperty(draft.gatewayAccounts, region);
        if (arn !== "") {
          refuseUnfit(draft, arn);
          draft.gatewayAccounts[region] = { cloudwatchRoleArn: arn };
        }
        return describe(draft, region);
      }),
    );
  return {
    token: "aws:apigateway/account:Account",
    properties: { emulated: ["cloudwatchRoleArn", "region"] },
    plannedOutputs: () => ({ cloudwatchRoleArn: "" }),
    create: (inputs, { region }) => ({ id: accountId, outputs: put(inputs, region) }),
    read: (_, __, { region }) => describe(account.state, region),
    update: (_, inputs, __, { region }) => put(inputs, region),
    /** The provider takes the role out again. */
    delete(_, __, { region }) {
      if (account.state.gatewayAccounts[region] === undefined) return;
      account.change((draft) => {
        Reflect.deleteProperty(draft.gatewayAccounts, region);
      });
    },
  };
}

/** What API Gateway's role has to be allowed: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html */
function refuseUnfit({ roles }: Readonly<AccountState>, arn: string): void {
  const role = Object.values(roles).find((one) => one.arn === arn);
  const mayLog =
    role !== undefined && logWriting.every((action) => allows(role, action, managedPolicies));
  if (role !== undefined && mayLog && trusts(role, "apigateway.amazonaws.com")) return;
  const detail =
    "The role ARN does not have required permissions set to API Gateway: it has to trust apigateway.amazonaws.com, and to be allowed to write to CloudWatch Logs";
  throw gatewayError("UpdateAccount", "BadRequestException", `${detail} (${arn})`);
}

function describe({ gatewayAccounts }: Readonly<AccountState>, region: string): Values {
  return {
    apiKeyVersion: "4",
    cloudwatchRoleArn: gatewayAccounts[region]?.cloudwatchRoleArn ?? "",
    features: ["UsagePlans"],
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
    throttleSettings: [{ burstLimit: 5000, rateLimit: 10_000 }],
  };
}
