import type { Account } from "../../account/account";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { functionIn, functionKey, functionName, lambdaError } from "./functionStore";

/** `aws.lambda.Permission`: one statement of a function's own policy. API Gateway calls no function that does not let it. */
export function lambdaPermission(account: Account): ResourceType {
  const place = ["function", "region", "statementId", "statementIdPrefix"];
  const conditions = ["action", "principal", "sourceAccount", "sourceArn"];
  return {
    token: "aws:lambda/permission:Permission",
    properties: {
      emulated: [...place, ...conditions],
      refused: {
        eventSourceToken: "there is no Alexa here",
        functionUrlAuthType: "there are no function URLs here",
        invokedViaFunctionUrl: "there are no function URLs here",
        principalOrgId: "there are no organizations here",
        qualifier: "there are no versions and aliases here",
      },
      replaces: [...place, ...conditions],
      computed: ["statementId", "statementIdPrefix"],
      conflicts: [["statementId", "statementIdPrefix"]],
      writeOnly: ["function", "statementIdPrefix"],
      autoName: { property: "statementId", unless: ["statementIdPrefix"], maxLength: 100 },
    },
    check({ action }) {
      if (typeof action !== "string" || /^(\*|lambda:(\*|[a-zA-Z]+))$/.test(action)) return [];
      const reason = `invalid value for action (must be a valid action (usually starts with lambda:)): ${action}`;
      return [{ property: "action", reason }];
    },
    create(inputs, { region }) {
      const id = text(inputs.statementId) || `${text(inputs.statementIdPrefix)}${Date.now()}`;
      const target = text(inputs.function);
      return doing(`adding Lambda Permission (${target}/${id})`, () =>
        account.change((draft) => {
          const found = functionIn(draft, region, target, "AddPermission");
          if (found.permissions[id] !== undefined) {
            const detail = `The statement id (${id}) provided already exists. Please provide a new statement id, or remove the existing statement.`;
            throw lambdaError("AddPermission", 409, "ResourceConflictException", detail);
          }
          const made: Values = { ...inputs, statementId: id };
          found.permissions[id] = made;
          return { id, outputs: made };
        }),
      );
    },
    read(id, outputs, { region }) {
      // An import says `function/statement`.
      const [, name = text(outputs.function), statement = id] = /^([^/]+)\/(.+)$/.exec(id) ?? [];
      const found = account.state.lambdaFunctions[functionKey(region, functionName(name))];
      const permission = found?.permissions[statement];
      return permission && { ...permission, function: outputs.function ?? name };
    },
    delete(id, outputs, { region }) {
      const key = functionKey(region, functionName(text(outputs.function)));
      if (account.state.lambdaFunctions[key]?.permissions[id] === undefined) return;
      account.change((draft) => {
        Reflect.deleteProperty(draft.lambdaFunctions[key]?.permissions ?? {}, id);
      });
    },
  };
}
