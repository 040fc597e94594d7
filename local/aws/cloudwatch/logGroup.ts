import type { Account } from "../../account/account";
import { arn } from "../../account/identifiers";
import type { LogGroup } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { logGroupFailures } from "./logGroupRules";

/** `aws.cloudwatch.LogGroup`: access logs of API Gateway's stages are written to it. Retention is kept, and nothing expires. */
export function logGroup(account: Account): ResourceType {
  const key = (id: string, region: string) => `${region}/${id}`;
  return {
    token: "aws:cloudwatch/logGroup:LogGroup",
    properties: {
      emulated: ["name", "namePrefix", "region", "retentionInDays", "tags"],
      refused: { kmsKeyId: "there is no KMS here" },
      inert: {
        skipDestroy: [false],
        logGroupClass: ["STANDARD"],
        deletionProtectionEnabled: [false],
      },
      replaces: ["name", "namePrefix", "logGroupClass"],
      defaults: { retentionInDays: 0 },
      computed: ["name", "namePrefix", "logGroupClass", "deletionProtectionEnabled"],
      conflicts: [["name", "namePrefix"]],
      writeOnly: ["namePrefix"],
      autoName: { property: "name", unless: ["namePrefix"], maxLength: 512 },
    },
    check: logGroupFailures,
    create(inputs, { region }) {
      const name = text(inputs.name) || `${text(inputs.namePrefix)}${Date.now()}`;
      const made = { name, region, settings: inputs };
      account.change((draft) => {
        if (draft.logGroups[key(name, region)] !== undefined) {
          throw new AwsError(
            "CloudWatch Logs",
            "CreateLogGroup",
            400,
            "ResourceAlreadyExistsException",
            "The specified log group already exists",
          );
        }
        draft.logGroups[key(name, region)] = made;
      });
      return { id: name, outputs: describe(made) };
    },
    read(id, _, { region }) {
      const found = account.state.logGroups[key(id, region)];
      return found === undefined ? undefined : describe(found);
    },
    update(id, inputs, _, { region }) {
      const made = { name: id, region, settings: inputs };
      account.change((draft) => {
        draft.logGroups[key(id, region)] = made;
      });
      return describe(made);
    },
    delete(id, _, { region }) {
      if (account.state.logGroups[key(id, region)] === undefined) return;
      account.change((draft) => {
        Reflect.deleteProperty(draft.logGroups, key(id, region));
      });
      account.logs.remove(key(id, region));
    },
  };
}

function describe({ name, region, settings }: LogGroup): Values {
  return {
    logGroupClass: "STANDARD",
    skipDestroy: false,
    ...settings,
    name,
    arn: arn("logs", region, `log-group:${name}`),
  };
}
