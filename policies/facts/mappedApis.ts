import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { lengthOf, textOf } from "../frame/seen";
import { apiTokens, domainTokens, mappingTokens, tokens } from "../frame/tokens";
import { readDomain } from "./domainReading";

/** One API behind one custom domain that asks for client certificates. */
export interface MappedApi {
  api: PolicyResource;
  domain: PolicyResource;
  domainName: string;
  /** Nobody knows before `up` whether the domain asks for client certificates. */
  isMutualTlsUnknown: boolean;
}

/** Every API of the program that a mapping puts behind an mTLS domain of the program. */
export function mappedApis(program: Program): MappedApi[] {
  return program.ofType(mappingTokens).flatMap((mapping) => {
    const domains = mappedDomains(program, mapping);
    if (domains.length === 0) return [];
    const apis = apiNames(program, mapping).flatMap(({ property, value }) =>
      resourcesNamed(program, mapping, property, value, apiTokens, "id"),
    );
    return domains.flatMap((domain) => apis.map((api) => ({ ...domain, api })));
  });
}

/** Where a mapping names an API: the property, and the ID where that is known. A routing rule may have several actions. */
function apiNames(
  program: Program,
  mapping: PolicyResource,
): { property: string; value: string | undefined }[] {
  if (mapping.type !== tokens.routingRule) {
    const property = mapping.type === tokens.basePathMapping ? "restApi" : "apiId";
    return [{ property, value: textOf(program.see(mapping, property)) }];
  }
  const property = "actions";
  const count = lengthOf(program.see(mapping, property)) ?? 1;
  return Array.from({ length: count }, (_, index) => ({
    property,
    value: textOf(program.see(mapping, property, index, "invokeApi", "apiId")),
  }));
}

/** The mTLS domains that a mapping is on. */
function mappedDomains(program: Program, mapping: PolicyResource): Omit<MappedApi, "api">[] {
  const property = "domainName";
  const value = textOf(program.see(mapping, property));
  const domains = resourcesNamed(program, mapping, property, value, domainTokens, property);
  return domains.flatMap((domain) => {
    const reading = readDomain(domain.type, domain.name, (...path) => program.see(domain, ...path));
    if (reading.mutualTls === false) return [];
    const isMutualTlsUnknown = reading.mutualTls === undefined;
    return [{ domain, domainName: reading.facts.name, isMutualTlsUnknown }];
  });
}

/**
 * The resources that a property names: by dependency, directly or through a stage or deployment in between,
 * else by the value of an output of theirs.
 *
 * @param value the name itself, where it is known
 */
function resourcesNamed(
  program: Program,
  resource: PolicyResource,
  property: string,
  value: string | undefined,
  types: readonly string[],
  output: string,
): PolicyResource[] {
  const candidates = reachable(program, resource, property, types);
  // A name that a component passes on may depend on several domains: the value tells which one is meant.
  const exact = (candidates.length > 1 || candidates.length === 0) && value !== undefined;
  if (!exact) return candidates;
  const pool = candidates.length === 0 ? program.ofType(types) : candidates;
  return pool.filter((candidate) => textOf(program.see(candidate, output)) === value);
}

const passThrough: Readonly<Record<string, string>> = {
  "aws:apigateway/stage:Stage": "restApi",
  "aws:apigateway/deployment:Deployment": "restApi",
  "aws:apigatewayv2/stage:Stage": "apiId",
  "aws:apigatewayv2/deployment:Deployment": "apiId",
};

function reachable(
  program: Program,
  resource: PolicyResource,
  property: string,
  types: readonly string[],
): PolicyResource[] {
  const found = program.sources(resource, property).flatMap((source) => {
    if (types.includes(source.type)) return [source];
    const onward = passThrough[source.type];
    return onward === undefined ? [] : reachable(program, source, onward, types);
  });
  return [...new Set(found)];
}
