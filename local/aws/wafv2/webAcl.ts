import type { Account } from "../../account/account";
import { arn as arnOf, newUuid } from "../../account/identifiers";
import type { AccountState, WebAcl } from "../../account/state";
import { AwsError, doing } from "../../provider/awsError";
import type { CallContext, CheckFailure, ResourceType } from "../../provider/resourceType";
import { hasUnknown, type Values } from "../../provider/values";
import { list, object, text } from "../text";

export function wafError(operation: string, code: string, detail: string): AwsError {
  return new AwsError("WAFV2", operation, 400, code, detail);
}

const noRules = "requests are judged by the default action alone";

/** `aws.wafv2.WebAcl` by its default action: allow or block. It has no rules here. */
export function webAcl(account: Account): ResourceType {
  return {
    token: "aws:wafv2/webAcl:WebAcl",
    properties: {
      emulated: [
        "defaultAction",
        "description",
        "name",
        "namePrefix",
        "region",
        "scope",
        "tags",
        "visibilityConfig",
      ],
      refused: {
        "rules[]": noRules,
        ruleJson: noRules,
        associationConfig: noRules,
        captchaConfig: noRules,
        challengeConfig: noRules,
        customResponseBodies: "a blocked request gets AWS's own answer",
        dataProtectionConfig: "nothing is recorded here",
        tokenDomains: noRules,
        "defaultAction.allow.customRequestHandling": "requests pass as they are",
        "defaultAction.block.customResponse": "a blocked request gets AWS's own answer",
      },
      inert: { rules: [[]] },
      replaces: ["name", "namePrefix", "scope"],
      computed: ["name", "namePrefix"],
      conflicts: [["name", "namePrefix"]],
      present: ["defaultAction.allow", "defaultAction.block"],
      enums: { scope: ["CLOUDFRONT", "REGIONAL"] },
      writeOnly: ["namePrefix"],
      autoName: { property: "name", unless: ["namePrefix"], maxLength: 128 },
    },
    check,
    create(inputs, { region }) {
      const name = text(inputs.name) || `${text(inputs.namePrefix)}${Date.now()}`;
      return doing(`creating WAFv2 WebACL (${name})`, () =>
        account.change((draft) => {
          const id = newUuid();
          const scope = inputs.scope === "CLOUDFRONT" ? "global" : "regional";
          const arn = arnOf("wafv2", region, `${scope}/webacl/${name}/${id}`);
          const made: WebAcl = { arn, id, name, region, settings: inputs };
          draft.webAcls[arn] = made;
          return { id, outputs: describe(made) };
        }),
      );
    },
    read(id) {
      const found = byId(account.state, id.split("/")[0] ?? id);
      return found === undefined ? undefined : describe(found);
    },
    update(id, inputs) {
      return doing(`updating WAFv2 WebACL (${id})`, () =>
        account.change((draft) => {
          const found = byId(draft, id);
          if (found === undefined) {
            const detail =
              "AWS WAF couldn't perform the operation because your resource doesn't exist.";
            throw wafError("UpdateWebACL", "WAFNonexistentItemException", detail);
          }
          found.settings = inputs;
          return describe(found);
        }),
      );
    },
    delete(id) {
      const found = byId(account.state, id);
      if (found === undefined) return;
      doing(`deleting WAFv2 WebACL (${id})`, () => {
        account.change((draft) => {
          const users = usersOf(draft, found.arn);
          if (users.length > 0) {
            const detail = `AWS WAF couldn't perform the operation because your resource is being used by another resource or it's associated with another resource. (${users.join(", ")})`;
            throw wafError("DeleteWebACL", "WAFAssociatedItemException", detail);
          }
          Reflect.deleteProperty(draft.webAcls, found.arn);
        });
      });
    },
  };
}

function check({ defaultAction, scope }: Values, { region }: CallContext): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const given = ["allow", "block"].filter((name) => object(defaultAction)[name] !== undefined);
  if (given.length !== 1 && !hasUnknown(defaultAction)) {
    const reason = `exactly one of allow and block is needed, got ${given.join(" and ") || "none"}`;
    failures.push({ property: "defaultAction", reason });
  }
  if (scope === "CLOUDFRONT" && region !== "us-east-1") {
    const reason = `The scope is not valid: CLOUDFRONT is for us-east-1 alone, and the region is ${region}`;
    failures.push({ property: "scope", reason });
  }
  return failures;
}

function byId(state: Readonly<AccountState>, id: string): WebAcl | undefined {
  return Object.values(state.webAcls).find((one) => one.id === id);
}

/** The stages and distributions that a web ACL protects. */
function usersOf(state: Readonly<AccountState>, arn: string): string[] {
  const stages = Object.values(state.restApis).flatMap(({ id, stages }) =>
    Object.values(stages)
      .filter(({ webAclArn }) => webAclArn === arn)
      .map(({ name }) => `${id}/${name}`),
  );
  const distributions = Object.values(state.distributions)
    .filter(({ settings }) => settings.webAclId === arn)
    .map(({ id }) => id);
  return [...stages, ...distributions];
}

function describe({ arn, id, name, settings }: WebAcl): Values {
  return {
    description: "",
    ...settings,
    rules: list(settings.rules),
    name,
    arn,
    capacity: 0,
    lockToken: id,
    applicationIntegrationUrl: "",
  };
}
