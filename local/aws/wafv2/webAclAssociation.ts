import type { Account } from "../../account/account";
import type { AccountState, ApiStage } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import { text } from "../text";
import { wafError } from "./webAcl";

const operation = "AssociateWebACL";

/** `aws.wafv2.WebAclAssociation` on a stage of a REST API; HTTP APIs take none, and CloudFront has its own property. */
export function webAclAssociation(account: Account): ResourceType {
  return {
    token: "aws:wafv2/webAclAssociation:WebAclAssociation",
    properties: {
      emulated: ["region", "resourceArn", "webAclArn"],
      replaces: ["resourceArn", "webAclArn"],
    },
    create(inputs, { region }) {
      const webAclArn = text(inputs.webAclArn);
      const resourceArn = text(inputs.resourceArn);
      return doing(`creating WAFv2 WebACL Association (${webAclArn},${resourceArn})`, () =>
        account.change((draft) => {
          const scope = `arn:aws:wafv2:${region}:`;
          if (
            draft.webAcls[webAclArn] === undefined ||
            !webAclArn.startsWith(scope) ||
            !webAclArn.includes(":regional/")
          ) {
            const detail = `AWS WAF couldn't perform the operation because your resource doesn't exist. (${webAclArn} is no REGIONAL web ACL of ${region} in the account; make one with aws.wafv2.WebAcl)`;
            throw wafError(operation, "WAFNonexistentItemException", detail);
          }
          const stage = stageOf(draft, resourceArn);
          if (stage === undefined) {
            const detail = `The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons or slashes., field: RESOURCE_ARN, parameter: ${resourceArn} (stages of REST APIs are the only protected resources on this machine)`;
            throw wafError(operation, "WAFInvalidParameterException", detail);
          }
          stage.webAclArn = webAclArn;
          return { id: `${webAclArn},${resourceArn}`, outputs: inputs };
        }),
      );
    },
    read(id) {
      const [webAclArn = "", resourceArn = ""] = id.split(",");
      const held = stageOf(account.state, resourceArn)?.webAclArn;
      return held === webAclArn ? { webAclArn, resourceArn } : undefined;
    },
    delete(_, outputs) {
      const resourceArn = text(outputs.resourceArn);
      if (stageOf(account.state, resourceArn)?.webAclArn !== outputs.webAclArn) return;
      account.change((draft) => {
        const stage = stageOf(draft, resourceArn);
        if (stage !== undefined) delete stage.webAclArn;
      });
    },
  };
}

function stageOf(state: Readonly<AccountState>, arn: string): ApiStage | undefined {
  const [, region, api = "", name = ""] =
    /^arn:aws:apigateway:([a-z0-9-]+)::\/restapis\/([^/]+)\/stages\/([^/]+)$/.exec(arn) ?? [];
  const found = state.restApis[api];
  return found?.region === region ? found?.stages[name] : undefined;
}
