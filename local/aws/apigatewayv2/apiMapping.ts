import type { Account } from "../../account/account";
import type { AccountState, GatewayDomain } from "../../account/state";
import type { CheckFailure, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { domainIn, domainKey } from "../apigateway/domainStore";
import { checkHttpApi, checkRestApi, mapApi, mappingById } from "../apigateway/mappingStore";
import { text } from "../text";
import { doingV2, httpApiError, httpApiIn } from "./httpApiStore";

/**
 * `aws.apigatewayv2.ApiMapping`: a REST or an HTTP API under a path of a domain, of several levels too.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export function apiMapping(account: Account): ResourceType {
  return {
    token: "aws:apigatewayv2/apiMapping:ApiMapping",
    properties: {
      emulated: ["apiId", "apiMappingKey", "domainName", "region", "stage"],
      replaces: ["apiId", "domainName"],
    },
    check,
    create(inputs, { region }) {
      return doingV2("creating API Gateway v2 API Mapping", () =>
        account.change((draft) => {
          const operation = "CreateApiMapping";
          const domain = domainIn(draft, text(inputs.domainName), region, operation);
          const { id } = put(draft, domain, inputs, operation);
          return { id, outputs: describe(domain, id) };
        }),
      );
    },
    read(id, outputs, { region }) {
      // An import says `mapping/domain`.
      const [own = "", name = text(outputs.domainName)] = id.split("/");
      const domain = account.state.domains[domainKey(name, region)];
      return domain === undefined || mappingById(domain, own) === undefined
        ? undefined
        : describe(domain, own);
    },
    update(id, inputs, _, { region }) {
      return doingV2(`updating API Gateway v2 API Mapping (${id})`, () =>
        account.change((draft) => {
          const operation = "UpdateApiMapping";
          const domain = domainIn(draft, text(inputs.domainName), region, operation);
          const before = mappingById(domain, id);
          if (before === undefined) {
            const detail = "Invalid API mapping identifier specified";
            throw httpApiError(operation, "NotFoundException", detail);
          }
          Reflect.deleteProperty(domain.mappings, before.path);
          put(draft, domain, inputs, operation, id);
          return describe(domain, id);
        }),
      );
    },
    delete(id, outputs, { region }) {
      const name = text(outputs.domainName);
      const found = mappingById(account.state.domains[domainKey(name, region)], id);
      if (found === undefined) return;
      account.change((draft) => {
        const { mappings } = domainIn(draft, name, region, "DeleteApiMapping");
        Reflect.deleteProperty(mappings, found.path);
      });
    },
  };
}

function check({ apiMappingKey: key }: Values): CheckFailure[] {
  if (typeof key !== "string" || key === "") return [];
  if (/^[A-Za-z0-9$\-_.+!*'()]+(\/[A-Za-z0-9$\-_.+!*'()]+)*$/.test(key)) return [];
  const reason = `API mapping key should not start or end with a '/' character, contain an empty level, or other characters than letters, digits and $-_.+!*'(); got "${key}"`;
  return [{ property: "apiMappingKey", reason }];
}

function put(
  state: AccountState,
  domain: GatewayDomain,
  inputs: Values,
  operation: string,
  id?: string,
) {
  const apiId = text(inputs.apiId);
  const stage = text(inputs.stage);
  const rest = state.restApis[apiId];
  const api = rest?.region === domain.region ? rest : undefined;
  const { stages } = api ?? httpApiIn(state, apiId, domain.region, operation);
  if (stages[stage] === undefined) {
    const detail = "Invalid stage identifier specified";
    throw httpApiError(operation, "BadRequestException", detail);
  }
  if (api !== undefined) checkRestApi(domain, api, operation);
  else checkHttpApi(domain, operation);
  const path = text(inputs.apiMappingKey);
  const mapping = { path, apiId, stage, settings: inputs };
  return mapApi(domain, id === undefined ? mapping : { ...mapping, id }, operation);
}

function describe({ name, mappings }: GatewayDomain, id: string): Values {
  const [path = "", mapping] = Object.entries(mappings).find(([, one]) => one.id === id) ?? [];
  return {
    apiId: mapping?.apiId ?? "",
    apiMappingKey: path,
    domainName: name,
    stage: mapping?.stage ?? "",
  };
}
