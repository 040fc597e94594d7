import { checkMappedApi, formatFinding } from "@mtls-gateway/pki";
import { newMappingId } from "../../account/identifiers";
import type { AccountState, ApiMapping, GatewayDomain, RestApi } from "../../account/state";
import type { Values } from "../../provider/values";
import { object, text } from "../text";
import { refuseBeyond } from "./quotas";
import { gatewayError } from "./restApiStore";

/** Puts an API under a path of a domain, or refuses it as API Gateway does. The API is found and its stage checked by the caller. */
export function mapApi(
  domain: GatewayDomain,
  mapping: { path: string; apiId: string; stage: string; settings: Values; id?: string },
  operation: string,
): ApiMapping {
  const { path, apiId, stage, settings } = mapping;
  const refuse = (detail: string): never => {
    throw gatewayError(operation, "BadRequestException", detail);
  };
  if (path === "ping" || path === "sping") {
    refuse(`The base path ${path} is reserved by API Gateway for its health checks`);
  }
  if (domain.mappings[path] !== undefined) {
    const detail = "Base path already exists for this domain name";
    throw gatewayError(operation, "ConflictException", detail);
  }
  if (path.includes("/")) {
    checkMultiLevel(domain, path, operation);
    const levels = Object.keys(domain.mappings).filter((one) => one.includes("/")).length;
    refuseBeyond("multiLevelMapping", levels, operation);
  }
  return (domain.mappings[path] = { id: mapping.id ?? newMappingId(), apiId, stage, settings });
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html */
function checkMultiLevel({ settings }: GatewayDomain, path: string, operation: string): void {
  const type = text(object(settings.endpointConfiguration).types);
  if (type !== "REGIONAL" || text(settings.securityPolicy) === "TLS_1_0") {
    const detail = `A mapping of several levels (${path}) needs a REGIONAL domain with TLS 1.2; this one is ${type} with ${text(settings.securityPolicy)}`;
    throw gatewayError(operation, "BadRequestException", detail);
  }
}

/** Refuses a REST API that cannot be behind the domain: GW001, and a PRIVATE one on any public domain. */
export function checkRestApi(domain: GatewayDomain, api: RestApi, operation: string): void {
  const types = text(object(api.settings.endpointConfiguration).types) || "EDGE";
  const refuse = (detail: string): never => {
    throw gatewayError(operation, "BadRequestException", detail);
  };
  if (domain.truststore !== undefined) {
    const facts = { domain: domain.name, api: text(api.settings.name), endpointTypes: [types] };
    const [broken] = checkMappedApi(facts).filter(({ rule }) => rule === "GW001");
    if (broken !== undefined) refuse(formatFinding(broken));
  } else if (types === "PRIVATE") {
    refuse("Private APIs cannot be mapped to a public custom domain name");
  }
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html */
export function checkHttpApi({ settings }: GatewayDomain, operation: string): void {
  const type = text(object(settings.endpointConfiguration).types);
  if (type === "REGIONAL" && text(settings.securityPolicy) === "TLS_1_2") return;
  const detail = `HTTP APIs are mapped to REGIONAL domains with TLS 1.2 alone; this one is ${type} with ${text(settings.securityPolicy)}`;
  throw gatewayError(operation, "BadRequestException", detail);
}

/** Refuses a change of a domain after which it could not lead to one of its APIs. [assumed] */
export function checkMappings(
  { restApis }: Readonly<AccountState>,
  domain: GatewayDomain,
  operation: string,
): void {
  for (const [path, { apiId }] of Object.entries(domain.mappings)) {
    if (path.includes("/")) checkMultiLevel(domain, path, operation);
    const api = restApis[apiId];
    if (api === undefined) checkHttpApi(domain, operation);
    else checkRestApi(domain, api, operation);
  }
}

/** The path and the mapping of an ID; undefined when the domain has none such. */
export function mappingById(
  domain: GatewayDomain | undefined,
  id: string,
): { path: string; mapping: ApiMapping } | undefined {
  const found = Object.entries(domain?.mappings ?? {}).find(([, one]) => one.id === id);
  return found === undefined ? undefined : { path: found[0], mapping: found[1] };
}

/** Refuses to delete an API that a domain leads to. */
export function refuseMapped(
  state: Readonly<AccountState>,
  apiId: string,
  operation: string,
): void {
  for (const { name, mappings } of Object.values(state.domains)) {
    for (const [path, mapping] of Object.entries(mappings)) {
      if (mapping.apiId !== apiId) continue;
      const detail = `Please remove all base path mappings related to the API in your domains (${name}/${path})`;
      throw gatewayError(operation, "BadRequestException", detail);
    }
  }
}
