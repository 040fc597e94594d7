import { validateHeaderName, validateHeaderValue } from "node:http";

/** An answer for the client, as a handler gave it. */
export interface ProxyAnswer {
  status: number;
  /** Names as the handler wrote them, with every value. */
  headers: Record<string, string[]>;
  body: string;
  isBase64Encoded: boolean;
}

/** Why a handler's answer is none that API Gateway can pass on. */
export class MalformedAnswer extends Error {
  constructor(why: string) {
    super(`Malformed Lambda proxy response: ${why}`);
  }
}

const fieldsOfOne = new Set([
  "isBase64Encoded",
  "statusCode",
  "headers",
  "multiValueHeaders",
  "body",
]);

/**
 * The answer to an event of format 1.0 and of a REST API: an object with these fields alone.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-output-format
 */
export function answerOne(payload: string): ProxyAnswer {
  const answer = objectIn(JSON.parse(payload) as unknown, "it is no object");
  for (const name of Object.keys(answer)) {
    if (!fieldsOfOne.has(name)) throw new MalformedAnswer(`it has a field ${JSON.stringify(name)}`);
  }
  return { ...plain(answer), headers: merged(answer.headers, answer.multiValueHeaders) };
}

/**
 * The answer to an event of format 2.0: what has no `statusCode` is the body itself, as JSON.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.v2
 */
export function answerTwo(payload: string): ProxyAnswer {
  const value = JSON.parse(payload) as unknown;
  if (typeof value !== "object" || value === null || !("statusCode" in value)) {
    const body = typeof value === "string" ? value : payload;
    const headers = { "content-type": ["application/json"] };
    return { status: 200, headers, body, isBase64Encoded: false };
  }
  const answer = value as Record<string, unknown>;
  const headers = merged(answer.headers, undefined);
  const cookies = answer.cookies ?? [];
  if (!Array.isArray(cookies)) throw new MalformedAnswer("cookies is no list");
  if (cookies.length > 0)
    headers["set-cookie"] = cookies.map((one) => headerText("set-cookie", one));
  return { ...plain(answer), headers };
}

function plain(answer: Record<string, unknown>): Omit<ProxyAnswer, "headers"> {
  const { statusCode, body, isBase64Encoded = false } = answer;
  // [observed] Digits in a string are taken as well.
  const status =
    typeof statusCode === "string" && /^\d{3}$/.test(statusCode) ? Number(statusCode) : statusCode;
  if (typeof status !== "number" || !Number.isInteger(status) || status < 200 || status > 599) {
    throw new MalformedAnswer("statusCode is no number of an HTTP status");
  }
  if (body !== undefined && body !== null && typeof body !== "string") {
    throw new MalformedAnswer("body is no string");
  }
  if (typeof isBase64Encoded !== "boolean") {
    throw new MalformedAnswer("isBase64Encoded is neither true nor false");
  }
  return { status, body: body ?? "", isBase64Encoded };
}

/** One list of both kinds of headers; where both have a name, those of `multi` come first and nothing comes twice. */
function merged(single: unknown, multi: unknown): Record<string, string[]> {
  // A name may be one that every object has: `constructor`.
  const result = new Map<string, string[]>();
  for (const [name, values] of Object.entries(
    objectIn(multi ?? {}, "multiValueHeaders is no object"),
  )) {
    if (!Array.isArray(values)) throw new MalformedAnswer(`multiValueHeaders.${name} is no list`);
    result.set(
      name,
      values.map((value) => headerText(name, value)),
    );
  }
  for (const [name, value] of Object.entries(objectIn(single ?? {}, "headers is no object"))) {
    const text = headerText(name, value);
    const values = result.get(name) ?? [];
    if (!values.includes(text)) result.set(name, [...values, text]);
  }
  return Object.fromEntries(result);
}

function headerText(name: string, value: unknown): string {
  if (!["string", "number", "boolean"].includes(typeof value)) {
    throw new MalformedAnswer(`the header ${name} is no text`);
  }
  const text = String(value);
  try {
    validateHeaderName(name);
    validateHeaderValue(name, text);
  } catch {
    throw new MalformedAnswer(`the header ${JSON.stringify(name)} cannot be sent`);
  }
  return text;
}

function objectIn(value: unknown, otherwise: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new MalformedAnswer(otherwise);
  }
  return value as Record<string, unknown>;
}
