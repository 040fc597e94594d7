import { checkMappedApi, formatFinding } from "@mtls-gateway/pki";
import type { Account } from "../../account/account";
import type { AccountState, GatewayDomain } from "../../account/state";
import { doing } from "../../provider/awsError";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { object, text } from "../text";
import { gatewayError, restApiIn } from "./restApiStore";

/** `aws.apigateway.BasePathMapping` */
export function basePathMapping(account: Account): ResourceType {
  const key = (name: string, region: string) => `${region}/${name}`;
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
          const domain = domainIn(draft, key(name, region), operation);
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
      const found = account.state.domains[key(name, region)];
      return found?.mappings[basePath] === undefined ? undefined : describe(found, basePath);
    },
    update(id, inputs, outputs, { region }) {
      return doing(`updating API Gateway Base Path Mapping (${id})`, () =>
        account.change((draft) => {
          const operation = "UpdateBasePathMapping";
          const domain = domainIn(draft, key(text(inputs.domainName), region), operation);
          Reflect.deleteProperty(domain.mappings, text(outputs.basePath));
          map(draft, domain, inputs, operation);
          return describe(domain, text(inputs.basePath));
        }),
      );
    },
    delete(_, outputs, { region }) {
      const at = key(text(outputs.domainName), region);
      if (account.state.domains[at]?.mappings[text(outputs.basePath)] === undefined) return;
      account.change((draft) => {
        const domain = domainIn(draft, at, "DeleteBasePathMapping");
        Reflect.deleteProperty(domain.mappings, text(outputs.basePath));
      });
    },
  };
}

function domainIn(state: AccountState, key: string, operation: string): GatewayDomain {
  const found = state.domains[key];
  if (found === undefined) {
    const detail = "Invalid domain name identifier specified";
    throw gatewayError(operation, "NotFoundException", detail);
  }
  return found;
}

function map(state: AccountState, domain: GatewayDomain, inputs: Values, operation: string): void {
  const basePath = text(inputs.basePath);
  const refuse = (detail: string): never => {
    throw gatewayError(operation, "BadRequestException", detail);
  };
  if (basePath.includes("/")) {
    refuse(
      `API Gateway V1 doesn't support the slash character (/) in base path mappings (${basePath}). To create a multi-level base path mapping, use API Gateway V2.`,
    );
  }
  if (basePath === "ping" || basePath === "sping") {
    refuse(`The base path ${basePath} is reserved by API Gateway for its health checks`);
  }
  if (domain.mappings[basePath] !== undefined) {
    const detail = "Base path already exists for this domain name";
    throw gatewayError(operation, "ConflictException", detail);
  }
  const api = restApiIn(state, text(inputs.restApi), domain.region, operation);
  const stage = text(inputs.stageName);
  if (stage !== "" && api.stages[stage] === undefined) {
    refuse("Invalid stage identifier specified");
  }
  const types = text(object(api.settings.endpointConfiguration).types) || "EDGE";
  if (domain.truststore !== undefined) {
    const facts = { domain: domain.name, api: text(api.settings.name), endpointTypes: [types] };
    const [broken] = checkMappedApi(facts).filter(({ rule }) => rule === "GW001");
    if (broken !== undefined) refuse(formatFinding(broken));
  } else if (types === "PRIVATE") {
    refuse("Private APIs cannot be mapped to a public custom domain name");
  }
  domain.mappings[basePath] = { restApiId: api.id, stage, settings: inputs };
}

function describe({ name, mappings }: GatewayDomain, basePath: string): Values {
  const mapping = mappings[basePath];
  return {
    domainName: name,
    basePath,
    restApi: mapping?.restApiId ?? "",
    stageName: mapping?.stage ?? "",
  };
}
