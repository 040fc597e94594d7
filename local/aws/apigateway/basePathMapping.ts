import type { Account } from "../../account/account";
import type { AccountState, GatewayDomain } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { domainIn, domainKey } from "./domainStore";
import { checkRestApi, mapApi } from "./mappingStore";
import { gatewayError, restApiIn } from "./restApiStore";

/** `aws.apigateway.BasePathMapping` */
export function basePathMapping(account: Account): ResourceType {
  return {
    token: "aws:apigateway/basePathMapping:BasePathMapping",
    properties: {
      emulated: ["basePath", "domainName", "region", "restApi", "stageName"],
      refused: { domainNameId: "there are no private custom domains here" },
      replaces: ["domainName", "domainNameId"],
    },
    create(inputs, { region }) {
      const name = text(inputs.domainName);
      const basePath = text(inputs.basePath);
      return doing(`creating API Gateway Base Path Mapping`, () =>
        account.change((draft) => {
          const operation = "CreateBasePathMapping";
          const domain = domainIn(draft, name, region, operation);
          map(draft, domain, inputs, operation);
          return { id: `${name}/${basePath}`, outputs: describe(domain, basePath) };
        }),
      );
    },
    read(id, outputs, { region }) {
      // An update of the base path leaves the ID as it was: only an import goes by it.
      const isImport = outputs.domainName === undefined;
      const parts = /^([^/]+)\/(.*)$/.exec(id) ?? [];
      const name = isImport ? (parts[1] ?? "") : text(outputs.domainName);
      const basePath = isImport ? (parts[2] ?? "") : text(outputs.basePath);
      const found = account.state.domains[domainKey(name, region)];
      return found?.mappings[basePath] === undefined ? undefined : describe(found, basePath);
    },
    update(id, inputs, outputs, { region }) {
      return doing(`updating API Gateway Base Path Mapping (${id})`, () =>
        account.change((draft) => {
          const operation = "UpdateBasePathMapping";
          const domain = domainIn(draft, text(inputs.domainName), region, operation);
          const before = domain.mappings[text(outputs.basePath)]?.id;
          if (before === undefined) {
            const detail = "Invalid base path mapping identifier specified";
            throw gatewayError(operation, "NotFoundException", detail);
          }
          Reflect.deleteProperty(domain.mappings, text(outputs.basePath));
          map(draft, domain, inputs, operation, before);
          return describe(domain, text(inputs.basePath));
        }),
      );
    },
    delete(_, outputs, { region }) {
      const name = text(outputs.domainName);
      const path = text(outputs.basePath);
      if (account.state.domains[domainKey(name, region)]?.mappings[path] === undefined) return;
      account.change((draft) => {
        const domain = domainIn(draft, name, region, "DeleteBasePathMapping");
        Reflect.deleteProperty(domain.mappings, path);
      });
    },
  };
}

function map(
  state: AccountState,
  domain: GatewayDomain,
  inputs: Values,
  operation: string,
  id?: string,
): void {
  const path = text(inputs.basePath);
  const refuse = (detail: string): never => {
    throw gatewayError(operation, "BadRequestException", detail);
  };
  if (path.includes("/")) {
    refuse(
      `API Gateway V1 doesn't support the slash character (/) in base path mappings (${path}). To create a multi-level base path mapping, use API Gateway V2.`,
    );
  }
  if (!/^[A-Za-z0-9$\-_.+!*'()]*$/.test(path)) {
    refuse(
      `A base path has letters, digits and $-_.+!*'() alone, and this one has others: "${path}"`,
    );
  }
  const api = restApiIn(state, text(inputs.restApi), domain.region, operation);
  const stage = text(inputs.stageName);
  if (stage !== "" && api.stages[stage] === undefined) {
    refuse("Invalid stage identifier specified");
  }
  checkRestApi(domain, api, operation);
  const mapping = { path, apiId: api.id, stage, settings: inputs };
  mapApi(domain, id === undefined ? mapping : { ...mapping, id }, operation);
}

function describe({ name, mappings }: GatewayDomain, basePath: string): Values {
  const mapping = mappings[basePath];
  return {
    domainName: name,
    basePath,
    restApi: mapping?.apiId ?? "",
    stageName: mapping?.stage ?? "",
  };
}
