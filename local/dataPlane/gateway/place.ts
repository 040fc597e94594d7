import type {
  BasePathMappingView,
  HttpApiStageView,
  HttpApiView,
  RestApiView,
  StageView,
} from "../accountView";
import { AnswerError, forbidden, notFound } from "./answers";
import type { GatewayState } from "./gatewayState";

/** An API as it is served, of either kind. */
export type ServedApi = ({ kind: "REST" } & RestApiView) | ({ kind: "HTTP" } & HttpApiView);

/** Where a host and a path lead. */
export type Place = (
  | { kind: "REST"; api: RestApiView; stage: StageView }
  | { kind: "HTTP"; api: HttpApiView; stage: HttpApiStageView }
) & {
  /** Path within the API. */
  path: string;
  /** Base path of the domain's mapping; absent at an execute-api host. */
  basePath?: string;
};

/** The API and stage for a host and path; everything that leads nowhere is `Forbidden`, as on AWS. */
export function locate(state: GatewayState, host: string, path: string): Place {
  const domain = state.domain(host);
  if (domain) {
    const found = mappingFor(domain.view.mappings, path);
    if (!found) throw new AnswerError(forbidden, `no base path mapping of ${host} fits ${path}`);
    const { apiId, stage, basePath } = found.mapping;
    return { ...placeIn(state.api(apiId), stage, found.rest), basePath };
  }
  const api = state.executeApi(host);
  if (!api) {
    throw new AnswerError(
      forbidden,
      `no API or custom domain of this account is named ${JSON.stringify(host)}`,
    );
  }
  if (!api.executeApiEnabled) {
    throw new AnswerError(
      // [assumed] An HTTP API is not found there; a REST API is documented to answer 403.
      api.kind === "HTTP" ? notFound : forbidden,
      `API ${api.id} has no public execute-api endpoint: it is disabled, or the API is PRIVATE`,
    );
  }
  const [, first = "", rest = ""] = /^\/([^/]*)(.*)$/s.exec(path) ?? [];
  if (api.kind === "HTTP" && !api.stages.some(({ name }) => name === first)) {
    return placeIn(api, "$default", path);
  }
  return placeIn(api, first, rest || "/");
}

function placeIn(api: ServedApi | undefined, name: string, path: string): Place {
  const nothing = (answer: typeof forbidden) =>
    new AnswerError(answer, `no stage ${JSON.stringify(name)} is deployed`);
  if (api?.kind === "HTTP") {
    const stage = api.stages.find((one) => one.name === name);
    if (!stage) throw nothing(notFound);
    return { kind: "HTTP", api, stage, path };
  }
  const stage = api?.stages.find((one) => one.name === name);
  if (!api || !stage) throw nothing(forbidden);
  return { kind: "REST", api, stage, path };
}

/** The mapping with the longest base path that the path begins with, and what remains of the path. */
export function mappingFor(
  mappings: BasePathMappingView[],
  path: string,
): { mapping: BasePathMappingView; rest: string } | undefined {
  const longestFirst = [...mappings].sort((a, b) => b.basePath.length - a.basePath.length);
  for (const mapping of longestFirst) {
    const base = mapping.basePath === "" ? "" : `/${mapping.basePath}`;
    if (path === base || path.startsWith(`${base}/`)) {
      return { mapping, rest: path.slice(base.length) || "/" };
    }
  }
  return undefined;
}
