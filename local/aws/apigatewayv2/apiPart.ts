import type { Account } from "../../account/account";
import { newPartId } from "../../account/identifiers";
import type { HttpApi } from "../../account/state";
import type { CheckFailure, PropertyRules, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { autoDeploy, doingV2, httpApiError, httpApiIn } from "./httpApiStore";

/** A route or an integration of an HTTP API: it has an ID of its own under the API's. */
export interface ApiPart {
  token: string;
  /** As the provider says it: "creating API Gateway v2 Route". */
  title: string;
  /** End of the API's operations: `CreateRoute`, `UpdateRoute`. */
  operation: string;
  properties: PropertyRules;
  check?(inputs: Values): CheckFailure[];
  /** Where the parts are in the API. */
  list(api: HttpApi): Record<string, Values>;
  /** Throws what the API refuses about the inputs. `id` is the part's own. */
  refuse?(api: HttpApi, inputs: Values, id: string, operation: string): void;
  /** Throws when the part is still in use. */
  refuseDelete?(api: HttpApi, id: string): void;
  describe(settings: Values): Values;
}

/** Makes a resource type of a part of an HTTP API. */
export function apiPart(account: Account, part: ApiPart): ResourceType {
  const put = (doingWhat: string, id: string, inputs: Values, region: string) => {
    const operation = `${doingWhat === "creating" ? "Create" : "Update"}${part.operation}`;
    return doingV2(`${doingWhat} API Gateway v2 ${part.title}`, () =>
      account.change((draft) => {
        const api = httpApiIn(draft, text(inputs.apiId), region, operation);
        const list = part.list(api);
        if (doingWhat === "updating" && list[id] === undefined) {
          const detail = `Invalid ${part.title} identifier specified`;
          throw httpApiError(operation, "NotFoundException", detail);
        }
        part.refuse?.(api, inputs, id, operation);
        list[id] = inputs;
        autoDeploy(api, account.now());
        return { id, outputs: part.describe(inputs) };
      }),
    );
  };
  const find = (apiId: string, id: string) => {
    const api = account.state.httpApis[apiId];
    return api === undefined ? undefined : part.list(api)[id];
  };
  return {
    token: part.token,
    properties: part.properties,
    check: (inputs) => part.check?.(inputs) ?? [],
    create: (inputs, { region }) => put("creating", newPartId(), inputs, region),
    read(id, outputs) {
      // An import says `api/part`.
      const [apiId = "", own = id] = id.includes("/") ? id.split("/") : [text(outputs.apiId)];
      const found = find(apiId, own);
      return found === undefined ? undefined : { ...part.describe(found), apiId };
    },
    update: (id, inputs, _, { region }) => put("updating", id, inputs, region).outputs,
    delete(id, outputs) {
      if (find(text(outputs.apiId), id) === undefined) return;
      doingV2(`deleting API Gateway v2 ${part.title} (${id})`, () => {
        account.change((draft) => {
          const api = draft.httpApis[text(outputs.apiId)];
          if (api === undefined) return;
          part.refuseDelete?.(api, id);
          Reflect.deleteProperty(part.list(api), id);
          autoDeploy(api, account.now());
        });
      });
    },
  };
}
