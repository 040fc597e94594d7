import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../../frame/program";
import { textOf } from "../../frame/seen";
import { apiTokens, distributionTokens, tokens } from "../../frame/tokens";
import { customOrigins, mutualTlsHosts, type Origin } from "./distributionOrigins";
import { hostSources } from "./hostSources";
import { mappedApis } from "../domains/mappedApis";
import { indexed } from "../oncePerProgram";

/** Custom origins of which one is, or may be, the default endpoint of an API that stands behind an mTLS domain. */
export interface ExecuteApiOrigin {
  distribution: PolicyResource;
  /** More than one: a preview cannot tell which of them it is. */
  origins: Origin[];
  /** The API's name. */
  api: string;
  isProved: boolean;
}

const stageTokens: readonly string[] = [
  tokens.restStage,
  tokens.restDeployment,
  tokens.httpStage,
  tokens.httpDeployment,
];

/**
 * Every origin that is the execute-api host of an API of the program that a mapping puts behind an mTLS domain: by
 * the API's ID in its host, else by what the list of origins is built from.
 */
export function executeApiOrigins(program: Program): ExecuteApiOrigin[] {
  const apis = mappedApis(program);
  if (apis.length === 0) return [];
  const hosts = mutualTlsHosts(program);
  const byId = indexed(apis, ({ api }) => [textOf(program.see(api, "id"))?.toLowerCase()]);
  const isCertain = (api: PolicyResource): boolean =>
    apis.some((each) => each.api === api && each.isProved);
  return program.ofType(distributionTokens).flatMap((distribution): ExecuteApiOrigin[] => {
    const origins = customOrigins(program, distribution) ?? [];
    const named = origins.flatMap((origin) => {
      const id = apiIdIn(textOf(origin.host));
      const api = id === undefined ? undefined : byId.get(id)?.[0]?.api;
      if (api === undefined) return [];
      return [{ distribution, origins: [origin], api: api.name, isProved: isCertain(api) }];
    });
    const unknowns = origins.filter(({ host }) => host.state === "unknown");
    const behind = apiSources(program, distribution);
    const api = apis.find((each) => behind.includes(each.api))?.api;
    if (unknowns.length === 0 || api === undefined) return named;
    // An mTLS domain that a known host shows is in the list for that host.
    const shown = origins.map(({ host }) => textOf(host)?.toLowerCase());
    const others = hostSources(program, distribution, hosts).filter(
      ({ host, standing, source }) =>
        standing !== "bucket" &&
        !isOfApi(source) &&
        host?.hosts.some((each) => shown.includes(each)) !== true,
    );
    const isProved =
      others.length === 0 && behind.every((each) => isCertain(each)) && isCertain(api);
    return [...named, { distribution, origins: unknowns, api: api.name, isProved }];
  });
}

function isOfApi({ type }: PolicyResource): boolean {
  return apiTokens.includes(type) || stageTokens.includes(type);
}

/** The API's ID, in lower case, in `ID.execute-api.REGION.amazonaws.com`. */
function apiIdIn(host: string | undefined): string | undefined {
  return /^([^.]+)\.execute-api\./.exec(host?.toLowerCase() ?? "")?.[1];
}

/** The APIs that the list of origins is built from, directly or through a stage or a deployment. */
function apiSources(program: Program, distribution: PolicyResource): PolicyResource[] {
  const sources = program.sources(distribution, "origins").flatMap((source) => {
    if (apiTokens.includes(source.type)) return [source];
    if (!stageTokens.includes(source.type)) return [];
    return [...program.sources(source, "restApi"), ...program.sources(source, "apiId")].filter(
      ({ type }) => apiTokens.includes(type),
    );
  });
  return [...new Set(sources)];
}
