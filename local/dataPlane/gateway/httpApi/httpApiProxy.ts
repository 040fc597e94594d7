import type { OutgoingHttpHeaders, ServerResponse } from "node:http";
import { passBody } from "../../passBody";
import { without } from "../../without";
import type { ApiRequest } from "../apiRequest";
import { targetOf, type BackendCalls } from "../backendCalls";
import { endToEndHeaders } from "../clientHeaders";
import { readAnswer } from "../httpIntegration";
import { fillUri } from "../parameterMapping";
import {
  mapAnswer,
  mapRequest,
  needsBody,
  type MappedAnswer,
  type MappedRequest,
} from "./httpParameterMapping";
import type { HttpRouteMatch } from "./httpRoutes";

/** Longest integration timeout of an HTTP API, in milliseconds. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const timeoutLimit = 30_000;

/** Answers a request to an HTTP API through the route's HTTP_PROXY integration; `broken` hears of an answer that breaks off midway. */
export async function answerHttpApi(
  calls: BackendCalls,
  route: HttpRouteMatch,
  request: ApiRequest,
  response: ServerResponse,
  broken: (reason: string) => void,
): Promise<void> {
  const { integration } = route;
  const mapped: MappedRequest = {
    headers: proxied(request),
    query: new URLSearchParams(request.query),
  };
  mapRequest(integration.requestParameters, request, mapped);
  const uri = fillUri(integration.uri, route.pathParameters, request.stageVariables);
  const target = targetOf(uri, mapped.query);
  const search = /\?.*$/s.exec(target.path)?.[0] ?? "";
  const answer = await calls.send({
    url: target.url,
    path: mapped.path === undefined ? target.path : `${mapped.path}${search}`,
    method: integration.method === "ANY" ? request.method : integration.method,
    headers: mapped.headers,
    body: request.body,
    timeout: Math.min(integration.timeout, timeoutLimit),
    outcome: request.outcome,
  });
  const status = answer.statusCode ?? 502;
  const changed: MappedAnswer = { status, headers: endToEndHeaders(answer.headers) };
  const mappings = integration.responseParameters[String(status)] ?? {};
  const body = needsBody(mappings) ? await readAnswer(answer) : undefined;
  const seen = { headers: answer.headers, body: body ?? Buffer.alloc(0) };
  mapAnswer(mappings, request, seen, changed);
  response.writeHead(changed.status, {
    ...changed.headers,
    "Apigw-Requestid": request.ids.extendedRequestId,
  });
  if (body === undefined) passBody(answer, response, broken);
  else response.end(request.method === "HEAD" ? undefined : body);
}

/** The client's headers as an HTTP API passes them on. [assumed] The form of `Forwarded` and `Via` is the one third parties saw. */
function proxied(request: ApiRequest): OutgoingHttpHeaders {
  const { context, headers, ids, sourceIp } = request;
  const forwarded = `by=127.0.0.1;for=${sourceIp};host=${context.domainName ?? ""};proto=https`;
  return {
    ...without(headers, "host", "content-length"),
    forwarded: [headers.forwarded, forwarded].filter(Boolean).join(", "),
    via: [headers.via, "HTTP/1.1 AmazonAPIGateway"].filter(Boolean).join(", "),
    "x-amzn-trace-id": ids.traceId,
  };
}
