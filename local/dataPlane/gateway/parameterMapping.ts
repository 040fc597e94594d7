import type { IncomingHttpHeaders } from "node:http";
import { AnswerError, internalServerError } from "./answers";
import type { ApiRequest } from "./apiRequest";

/**
 * The value of a request mapping's right-hand side; undefined when the request has no such value.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
 */
export function requestValue(expression: string, request: ApiRequest): string | undefined {
  const literal = /^'(.*)'$/s.exec(expression);
  if (literal) return literal[1] ?? "";
  const [source, name] = split(expression, [
    "method.request.path.",
    "method.request.querystring.",
    "method.request.header.",
    "method.request.multivaluequerystring.",
    "method.request.multivalueheader.",
    "method.request.body",
    "context.",
    "stageVariables.",
  ]);
  switch (source) {
    case "method.request.path.":
      return request.pathParameters[name];
    case "method.request.querystring.":
      return request.query.getAll(name).at(-1);
    case "method.request.multivaluequerystring.":
      return request.query.has(name) ? request.query.getAll(name).join(",") : undefined;
    case "method.request.header.":
    case "method.request.multivalueheader.":
      return headerValue(request.headers, name);
    case "method.request.body":
      return bodyValue(request.body, name);
    case "context.":
      return request.context[name];
    default:
      return request.stageVariables[name];
  }
}

/** The value of a response mapping's right-hand side, from the integration's answer. */
export function responseValue(
  expression: string,
  answer: { headers: IncomingHttpHeaders; body: () => Buffer },
  request: ApiRequest,
): string | undefined {
  const literal = /^'(.*)'$/s.exec(expression);
  if (literal) return literal[1] ?? "";
  const [source, name] = split(expression, [
    "integration.response.header.",
    "integration.response.multivalueheader.",
    "integration.response.body",
    "context.",
    "stageVariables.",
  ]);
  switch (source) {
    case "integration.response.header.":
    case "integration.response.multivalueheader.":
      return headerValue(answer.headers, name);
    case "integration.response.body":
      return bodyValue(answer.body(), name);
    case "context.":
      return request.context[name];
    default:
      return request.stageVariables[name];
  }
}

/** Puts `${stageVariables.name}` and `{parameter}` into an integration's URI. */
export function fillUri(
  uri: string,
  pathParameters: Record<string, string>,
  stageVariables: Record<string, string>,
): string {
  return uri
    .replace(
      /\$\{stageVariables\.([A-Za-z0-9_]+)\}/g,
      (_all, name: string) => stageVariables[name] ?? "",
    )
    .replace(/\{([^{}]+?)\+?\}/g, (all, name: string) => {
      const value = pathParameters[name];
      return value === undefined ? all : value.split("/").map(encodeURIComponent).join("/");
    });
}

function split(expression: string, sources: string[]): [source: string, name: string] {
  const source = sources.find((prefix) => expression.startsWith(prefix));
  if (source === undefined) {
    throw new AnswerError(
      internalServerError,
      `mapping expression ${JSON.stringify(expression)} is not one that API Gateway knows`,
    );
  }
  return [source, expression.slice(source.length)];
}

function headerValue(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(",") : value;
}

/** The whole body for "", or what a dotted path (`.pets[0].id`) leads to in it. */
function bodyValue(body: Buffer, path: string): string | undefined {
  if (path === "") return body.toString("utf8");
  try {
    return asText(jsonAt(JSON.parse(body.toString("utf8")), path.replace(/^\./, "")));
  } catch {
    return undefined;
  }
}

/** Follows a dotted path with indexes; undefined where it leads nowhere. */
export function jsonAt(value: unknown, path: string): unknown {
  const steps = path.match(/[^.[\]'"]+/g) ?? [];
  let at = value;
  for (const step of steps) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}

/** As a mapping writes a JSON value: text as it is, everything else as JSON. */
export function asText(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
