import { requestTime } from "./accessLog";
import type { AdmittedRequest } from "./apiRouter";
import type { Place } from "./place";

/**
 * What `$context` and `context.` mean to mappings of both kinds of API.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html#context-variable-reference
 *
 * @param route path of the resource in a REST API, route key in an HTTP API; "" when none was found
 */
export function requestContext(
  admitted: AdmittedRequest,
  place: Place,
  route: string,
  now: Date,
): Record<string, string> {
  const { request, ids, host, certificate } = admitted;
  const [path = "/"] = (request.url ?? "/").split("?");
  return {
    // A certificate counts only where the domain has judged it.
    ...(admitted.state.domain(host)?.check ? certificate?.contextFields : {}),
    accountId: "123456789012",
    apiId: place.api.id,
    domainName: host,
    domainPrefix: host.split(".")[0] ?? "",
    extendedRequestId: ids.extendedRequestId,
    httpMethod: request.method ?? "",
    "identity.sourceIp": request.socket.remoteAddress ?? "",
    "identity.userAgent": request.headers["user-agent"] ?? "",
    path,
    protocol: `HTTP/${request.httpVersion}`,
    requestId: place.kind === "HTTP" ? ids.extendedRequestId : ids.requestId,
    requestTime: requestTime(now),
    requestTimeEpoch: String(now.getTime()),
    stage: place.stage.name,
    ...(place.basePath === undefined
      ? {}
      : { "customDomain.basePathMatched": place.basePath || "(none)" }),
    ...(place.stage.deploymentId === "" ? {} : { deploymentId: place.stage.deploymentId }),
    ...(place.kind === "HTTP"
      ? { routeKey: route }
      : { resourcePath: route, xrayTraceId: ids.traceId }),
  };
}
