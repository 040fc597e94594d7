import type { Account } from "../../account/account";
import { newApiId } from "../../account/identifiers";
import type { RestApi } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { refuseBeyond } from "./quotas";
import { apiResourceIn, gatewayError, pathOf, restApiIn } from "./restApiStore";

/** `aws.apigateway.Resource`: one part of a hand-made API's path. */
export function apiResource(account: Account): ResourceType {
  return {
    token: "aws:apigateway/resource:Resource",
    properties: {
      emulated: ["parentId", "pathPart", "region", "restApi"],
      replaces: ["restApi"],
    },
    changedOutputs: () => ["path"],
    create(inputs, { region }) {
      return doing("creating API Gateway Resource", () =>
        account.change((draft) => {
          const api = restApiIn(draft, text(inputs.restApi), region, "CreateResource");
          // The root is there without anybody's making.
          refuseBeyond("resource", Object.keys(api.resources).length - 1, "CreateResource");
          const id = newApiId();
          place(api, id, inputs, "CreateResource");
          return { id, outputs: describe(api, id) };
        }),
      );
    },
    read(id, outputs) {
      const api = account.state.restApis[text(outputs.restApi)];
      return api?.resources[id] === undefined ? undefined : describe(api, id);
    },
    update(id, inputs, _, { region }) {
      return doing(`updating API Gateway Resource (${id})`, () =>
        account.change((draft) => {
          const api = restApiIn(draft, text(inputs.restApi), region, "UpdateResource");
          apiResourceIn(api, id, "UpdateResource");
          place(api, id, inputs, "UpdateResource");
          return describe(api, id);
        }),
      );
    },
    delete(id, outputs) {
      const api = account.state.restApis[text(outputs.restApi)];
      if (api?.resources[id] === undefined) return;
      account.change((draft) => {
        const found = restApiIn(draft, api.id, api.region, "DeleteResource");
        remove(found, id);
      });
    },
  };
}

function place(api: RestApi, id: string, inputs: Values, operation: string): void {
  const parentId = text(inputs.parentId);
  const pathPart = text(inputs.pathPart);
  apiResourceIn(api, parentId, operation);
  if (!/^[A-Za-z0-9._~:-]+$|^\{[A-Za-z0-9._:-]+\+?\}$/.test(pathPart)) {
    const detail = `Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end (${pathPart})`;
    throw gatewayError(operation, "BadRequestException", detail);
  }
  const twin = Object.values(api.resources).find(
    (one) => one.id !== id && one.parentId === parentId && one.pathPart === pathPart,
  );
  if (twin !== undefined) {
    const detail = `Another resource with the same parent already has this name: ${pathPart}`;
    throw gatewayError(operation, "ConflictException", detail);
  }
  api.resources[id] = { id, parentId, pathPart, methods: api.resources[id]?.methods ?? {} };
}

/** A resource goes with everything below it. */
function remove(api: RestApi, id: string): void {
  for (const child of Object.values(api.resources)) {
    if (child.parentId === id) remove(api, child.id);
  }
  Reflect.deleteProperty(api.resources, id);
}

function describe(api: RestApi, id: string): Values {
  const found = api.resources[id];
  return {
    restApi: api.id,
    parentId: found?.parentId ?? "",
    pathPart: found?.pathPart ?? "",
    path: pathOf(api, id),
  };
}
