import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from "node:http";
import { AnswerError, integrationFailure, internalServerError } from "./answers";
import { passBody } from "../passBody";
import { without } from "../without";
import { bodyLimit } from "../tls/httpConnections";
import type { ApiRequest } from "./apiRequest";
import { targetOf, type BackendCalls } from "./backendCalls";
import { endToEndHeaders } from "./clientHeaders";
import { sendMapped, templateFor } from "./integrationResponse";
import { fillUri, requestValue } from "./parameterMapping";
import type { Integration } from "./routes";
import { renderTemplate } from "./template";

/** Longest integration timeout of a REST API, in milliseconds, and the default. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const integrationTimeoutLimit = 29_000;

/** HTTP and HTTP_PROXY integrations: the calls from API Gateway to backends. */
export class HttpIntegrations {
  constructor(private readonly calls: BackendCalls) {}

  /** HTTP: only what is mapped goes out, and comes back. */
  async answerHttp(
    integration: Integration,
    request: ApiRequest,
    response: ServerResponse,
  ): Promise<void> {
    const template = templateFor(integration, request);
    const body = template
      ? Buffer.from(renderTemplate(template.text, request, request.body))
      : request.body;
    const answer = await this.call(integration, request, body, {
      accept: request.headers.accept ?? "application/json",
      "content-type": template?.mediaType ?? request.headers["content-type"] ?? "application/json",
      "user-agent": `AmazonAPIGateway_${request.apiId}`,
      "x-amzn-apigateway-api-id": request.apiId,
    });
    const bytes = await readAnswer(answer);
    sendMapped(integration, request, response, {
      status: answer.statusCode ?? 500,
      headers: endToEndHeaders(answer.headers),
      body: bytes,
    });
  }

  /** HTTP_PROXY: the request and the answer pass through, the answer as a stream; `broken` hears of one that breaks off midway. */
  async answerProxy(
    integration: Integration,
    request: ApiRequest,
    response: ServerResponse,
    broken: (reason: string) => void,
  ): Promise<void> {
    const headers: OutgoingHttpHeaders = {
      ...without(request.headers, "host", "content-length"),
      "x-forwarded-for": [request.headers["x-forwarded-for"], request.sourceIp]
        .filter(Boolean)
        .join(", "),
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
      "x-amzn-trace-id": request.ids.traceId,
      "x-amzn-apigateway-api-id": request.apiId,
    };
    const answer = await this.call(integration, request, request.body, headers);
    const { date, ...rest } = endToEndHeaders(answer.headers);
    response.writeHead(answer.statusCode ?? 502, {
      ...rest,
      ...(date ? { "x-amzn-Remapped-Date": date } : {}),
      "x-amzn-RequestId": request.ids.requestId,
      "x-amz-apigw-id": request.ids.extendedRequestId,
      "X-Amzn-Trace-Id": request.ids.traceId,
    });
    passBody(answer, response, broken);
  }

  private call(
    integration: Integration,
    request: ApiRequest,
    body: Buffer,
    headers: OutgoingHttpHeaders,
  ): Promise<IncomingMessage> {
    const target = this.target(integration, request);
    const method = (integration.httpMethod ?? request.method).toUpperCase();
    const timeout = integration.timeoutInMillis ?? integrationTimeoutLimit;
    return this.calls.send({
      ...target,
      method: method === "ANY" ? request.method : method,
      headers: { ...headers, ...target.headers },
      body,
      timeout: Math.min(timeout, integrationTimeoutLimit),
      outcome: request.outcome,
    });
  }

  private target(
    integration: Integration,
    request: ApiRequest,
  ): { url: URL; path: string; headers: OutgoingHttpHeaders } {
    const pathParameters: Record<string, string> = {};
    const query = new URLSearchParams(
      integration.type === "http_proxy" ? request.query : undefined,
    );
    const headers: OutgoingHttpHeaders = {};
    for (const [to, from] of Object.entries(integration.requestParameters ?? {})) {
      const value = requestValue(from, request);
      const [, place, name = ""] =
        /^integration\.request\.(path|querystring|header)\.(.+)$/.exec(to) ?? [];
      if (!place)
        throw new AnswerError(
          internalServerError,
          `request parameter ${JSON.stringify(to)} is not one that API Gateway knows`,
        );
      // [assumed] Without a value the client's own copy does not take its place.
      if (value === undefined) {
        if (place === "header") headers[name.toLowerCase()] = undefined;
        continue;
      }
      if (place === "path") pathParameters[name] = value;
      else if (place === "querystring") query.set(name, value);
      else headers[name.toLowerCase()] = value;
    }
    const uri = fillUri(integration.uri ?? "", pathParameters, request.stageVariables);
    return { ...targetOf(uri, query), headers };
  }
}

/** The whole body of an answer. */
export async function readAnswer(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > bodyLimit) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new AnswerError(integrationFailure, `the answer broke off: ${String(error)}`);
  }
  if (length > bodyLimit)
    throw new AnswerError(internalServerError, "the integration's answer is over 10 MB");
  return Buffer.concat(chunks);
}
