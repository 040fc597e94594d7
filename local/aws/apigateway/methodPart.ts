import type { Account } from "../../account/account";
import type { ApiMethod, RestApi } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { PropertyRules, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { apiResourceIn, restApiIn } from "./restApiStore";

/** A method of a hand-made API, or a thing that hangs on one, identified by API, resource, verb and perhaps status. */
export interface MethodPart {
  token: string;
  title: string;
  /** Beginning of the ID, as in the provider: `agm`, `agi`, `agmr`, `agir`. */
  prefix: string;
  operation: string;
  properties: PropertyRules;
  get(method: ApiMethod, outputs: Values): Values | undefined;
  /** `method` is undefined when there is none yet; returns the method to keep. */
  put(method: ApiMethod | undefined, inputs: Values, operation: string): ApiMethod;
  /** Returns the method to keep; undefined removes it. */
  remove(method: ApiMethod, outputs: Values): ApiMethod | undefined;
}

/** Makes a resource type of a method or of something that hangs on one. */
export function methodPart(account: Account, part: MethodPart): ResourceType {
  const put = (doingWhat: string, inputs: Values, region: string): Values =>
    doing(`${doingWhat} ${part.title}`, () =>
      account.change((draft) => {
        const api = restApiIn(draft, text(inputs.restApi), region, part.operation);
        const resource = apiResourceIn(api, text(inputs.resourceId), part.operation);
        const verb = text(inputs.httpMethod);
        resource.methods[verb] = part.put(resource.methods[verb], inputs, part.operation);
        return inputs;
      }),
    );
  return {
    token: part.token,
    properties: part.properties,
    create(inputs, { region }) {
      const names = ["restApi", "resourceId", "httpMethod", "statusCode"];
      const id = [part.prefix, ...names.map((name) => text(inputs[name])).filter(Boolean)];
      return { id: id.join("-"), outputs: put("creating", inputs, region) };
    },
    read(_, outputs) {
      const method = methodOf(account.state.restApis[text(outputs.restApi)], outputs);
      const found = method === undefined ? undefined : part.get(method, outputs);
      return found === undefined ? undefined : { ...outputs, ...found };
    },
    update: (_, inputs, __, { region }) => put("updating", inputs, region),
    delete(_, outputs) {
      const id = text(outputs.restApi);
      if (methodOf(account.state.restApis[id], outputs) === undefined) return;
      account.change((draft) => {
        const methods = draft.restApis[id]?.resources[text(outputs.resourceId)]?.methods;
        const verb = text(outputs.httpMethod);
        const method = methods?.[verb];
        if (methods === undefined || method === undefined) return;
        const left = part.remove(method, outputs);
        if (left === undefined) Reflect.deleteProperty(methods, verb);
        else methods[verb] = left;
      });
    },
  };
}

function methodOf(api: RestApi | undefined, outputs: Values): ApiMethod | undefined {
  return api?.resources[text(outputs.resourceId)]?.methods[text(outputs.httpMethod)];
}
