import type { IncomingHttpHeaders, OutgoingHttpHeaders } from "node:http";
import type { ApiRequest } from "../apiRequest";
import { asText, jsonAt } from "../parameterMapping";

/** What a mapping may change of a request. */
export interface MappedRequest {
  headers: OutgoingHttpHeaders;
  query: URLSearchParams;
  /** Absent: the integration's own. */
  path?: string;
}

/** What a mapping may change of an answer. */
export interface MappedAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
}

/**
 * Applies an integration's `requestParameters`. A header that is overwritten with a value that the request has not is taken
 * out: what the client sent never stands in its place. [assumed]
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function mapRequest(
  mappings: Readonly<Record<string, string>>,
  request: ApiRequest,
  mapped: MappedRequest,
): void {
  for (const [key, expression] of Object.entries(mappings)) {
    const value = valueOf(expression, (source) => requestSource(source, request));
    if (key === "overwrite:path") {
      if (value !== undefined) mapped.path = value.startsWith("/") ? value : `/${value}`;
      continue;
    }
    const { action, place, name } = partsOf(key);
    if (place === "header") mapHeader(mapped.headers, action, name, value);
    else mapQuery(mapped.query, action, name, value);
  }
}

/** Applies the `responseParameters` of the answer's status code. */
export function mapAnswer(
  mappings: Readonly<Record<string, string>>,
  request: ApiRequest,
  answer: { headers: IncomingHttpHeaders; body: Buffer },
  mapped: MappedAnswer,
): void {
  for (const [key, expression] of Object.entries(mappings)) {
    const value = valueOf(expression, (source) => answerSource(source, request, answer));
    if (key === "overwrite:statuscode") {
      const status = Number(value);
      if (Number.isInteger(status) && status >= 200 && status <= 599) mapped.status = status;
      continue;
    }
    const { action, name } = partsOf(key);
    mapHeader(mapped.headers, action, name, value);
  }
}

/** True when a mapping looks into the answer's body, which has to be read whole for it. */
export function needsBody(mappings: Readonly<Record<string, string>>): boolean {
  return Object.values(mappings).some((expression) => expression.includes("response.body"));
}

function partsOf(key: string): { action: string; place: string; name: string } {
  const [, action = "", place = "", name = ""] = /^(\w+):(\w+)\.(.+)$/.exec(key) ?? [];
  return { action, place, name };
}

function mapHeader(
  headers: OutgoingHttpHeaders,
  action: string,
  given: string,
  value: string | undefined,
): void {
  const name = given.toLowerCase();
  if (action !== "append") Reflect.deleteProperty(headers, name);
  if (action === "remove" || value === undefined) return;
  const before = headers[name];
  headers[name] = before === undefined ? value : [before, value].flat().join(",");
}

function mapQuery(
  query: URLSearchParams,
  action: string,
  name: string,
  value: string | undefined,
): void {
  if (action !== "append") query.delete(name);
  if (action !== "remove" && value !== undefined) query.append(name, value);
}

/** `$x` alone, or `${x}` anywhere in a text; undefined when one of them has no value. */
function valueOf(
  expression: string,
  source: (name: string) => string | undefined,
): string | undefined {
  const [, alone] = /^\$([A-Za-z][^{}\s]*)$/.exec(expression) ?? [];
  if (alone !== undefined) return source(alone);
  const values = new Map<string, string | undefined>();
  for (const [, name = ""] of expression.matchAll(/\$\{([^{}]+)\}/g))
    values.set(name, source(name));
  if ([...values.values()].includes(undefined)) return undefined;
  return expression.replace(/\$\{([^{}]+)\}/g, (_, name: string) => values.get(name) ?? "");
}

function requestSource(source: string, request: ApiRequest): string | undefined {
  const [, place = "", name = ""] = /^request\.(\w+)(?:\.(.+))?$/s.exec(source) ?? [];
  switch (place) {
    case "header":
      return headerText(request.headers[name.toLowerCase()]);
    case "querystring":
      return request.query.has(name) ? request.query.getAll(name).join(",") : undefined;
    case "path":
      return name === "" ? request.path : request.pathParameters[name];
    case "body":
      return bodyText(request.body, name);
    default:
      return common(source, request);
  }
}

function answerSource(
  source: string,
  request: ApiRequest,
  answer: { headers: IncomingHttpHeaders; body: Buffer },
): string | undefined {
  const [, place = "", name = ""] = /^response\.(\w+)(?:\.(.+))?$/s.exec(source) ?? [];
  if (place === "header") return headerText(answer.headers[name.toLowerCase()]);
  if (place === "body") return bodyText(answer.body, name);
  return common(source, request);
}

function common(source: string, { context, stageVariables }: ApiRequest): string | undefined {
  if (source.startsWith("context.")) return context[source.slice("context.".length)];
  return stageVariables[source.slice("stageVariables.".length)];
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(",") : value;
}

function bodyText(body: Buffer, path: string): string | undefined {
  if (path === "") return body.toString("utf8");
  try {
    return asText(jsonAt(JSON.parse(body.toString("utf8")), path));
  } catch {
    return undefined;
  }
}
