import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { AnswerError, internalServerError, unsupportedMediaType } from "./answers";
import type { ApiRequest } from "./apiRequest";
import { responseValue } from "./parameterMapping";
import type { Integration, IntegrationResponse } from "./routes";
import { renderTemplate } from "./template";

/** What an integration answered, before API Gateway maps it. */
export interface IntegrationAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** The integration response for a status: keys are regular expressions on it, `default` is the last resort. */
export function selectResponse(integration: Integration, status: number): IntegrationResponse {
  const responses = integration.responses ?? {};
  for (const [pattern, response] of Object.entries(responses)) {
    if (pattern !== "default" && matches(pattern, String(status))) return response;
  }
  if (responses["default"]) return responses["default"];
  throw new AnswerError(
    internalServerError,
    `no match for output mapping of status ${status} and no default integration response`,
  );
}

/** Sends the integration's answer as the integration response maps it. */
export function sendMapped(
  integration: Integration,
  request: ApiRequest,
  response: ServerResponse,
  answer: IntegrationAnswer,
): void {
  const mapping = selectResponse(integration, answer.status);
  const template = responseTemplate(mapping, request);
  const body = template
    ? Buffer.from(renderTemplate(template.text, request, answer.body))
    : answer.body;
  const headers: Record<string, string> = {
    "Content-Type": template?.mediaType ?? answer.headers["content-type"] ?? "application/json",
    ...mappedHeaders(mapping, request, answer),
  };
  const status = Number(mapping.statusCode);
  if (!Number.isInteger(status) || status < 200 || status > 599) {
    throw new AnswerError(
      internalServerError,
      `the integration response has status code ${String(mapping.statusCode)}`,
    );
  }
  const bodiless = status === 204 || status === 304;
  response.writeHead(status, {
    ...headers,
    ...(bodiless ? {} : { "Content-Length": body.length }),
    "x-amzn-RequestId": request.ids.requestId,
    "x-amz-apigw-id": request.ids.extendedRequestId,
    "X-Amzn-Trace-Id": request.ids.traceId,
  });
  response.end(bodiless || request.method === "HEAD" ? undefined : body);
}

/**
 * The request template for the request's media type; undefined where the body passes through.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html
 */
export function templateFor(
  integration: Integration,
  request: ApiRequest,
): { mediaType: string; text: string } | undefined {
  const templates = integration.requestTemplates ?? {};
  const mediaType = mediaTypeOf(request.headers["content-type"]) || "application/json";
  for (const [type, text] of Object.entries(templates)) {
    if (mediaTypeOf(type) === mediaType) return { mediaType: type, text };
  }
  const behavior = (integration.passthroughBehavior ?? "when_no_match").toLowerCase();
  const passes =
    behavior === "when_no_match" ||
    (behavior === "when_no_templates" && Object.keys(templates).length === 0);
  if (passes) return undefined;
  throw new AnswerError(
    unsupportedMediaType,
    `no request template for ${mediaType}, and passthroughBehavior is ${behavior}`,
  );
}

/** The response template whose media type the client accepts, or the first. */
function responseTemplate(
  mapping: IntegrationResponse,
  request: ApiRequest,
): { mediaType: string; text: string } | undefined {
  const templates = Object.entries(mapping.responseTemplates ?? {});
  const accepted = (request.headers.accept ?? "").split(",").map(mediaTypeOf);
  const chosen = templates.find(([type]) => accepted.includes(mediaTypeOf(type))) ?? templates[0];
  return chosen && { mediaType: chosen[0], text: chosen[1] };
}

function mappedHeaders(
  mapping: IntegrationResponse,
  request: ApiRequest,
  answer: IntegrationAnswer,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [target, expression] of Object.entries(mapping.responseParameters ?? {})) {
    const name = /^method\.response\.(?:multivalue)?header\.(.+)$/.exec(target)?.[1];
    if (!name) {
      throw new AnswerError(
        internalServerError,
        `response parameter ${JSON.stringify(target)} is no method response header`,
      );
    }
    const source = { headers: answer.headers, body: () => answer.body };
    const value = responseValue(expression, source, request);
    // One spelling only: a mapped Content-Type takes the place of the template's.
    if (value !== undefined)
      headers[name.toLowerCase() === "content-type" ? "Content-Type" : name] = value;
  }
  return headers;
}

function mediaTypeOf(value: string | undefined): string {
  return (value ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    return false;
  }
}
