import { AnswerError, notEmulated } from "./answers";
import type { ApiRequest } from "./apiRequest";
import { asText, jsonAt } from "./parameterMapping";

const directive =
  /^[ \t]*#(set|if|elseif|else|end|foreach|macro|include|parse|define|stop|break|evaluate)\b/m;
const name = "(?:input|context|util|stageVariables)\\b(?:\\.[A-Za-z_][A-Za-z0-9_]*)*";
const call = `(${name})(?:\\(([^()]*)\\))?`;
const reference = new RegExp(`\\$!?(?:\\{${call}\\}|${call})`, "g");

/**
 * Renders a mapping template. The local AWS knows plain references of Velocity (`$input.json('$.a')`, `$input.path`, `$input.params('x')`,
 * `$input.body`, `$context.*`, `$stageVariables.*`); a template with directives (`#set`, `#foreach`, ...) or other functions is refused by name.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
export function renderTemplate(template: string, request: ApiRequest, body: Buffer): string {
  const found = directive.exec(template);
  if (found) throw refusal(`the Velocity directive #${found[1] ?? ""}`);
  return template.replace(
    reference,
    (_all, braced?: string, bracedArgument?: string, bare?: string, bareArgument?: string) =>
      valueOf(braced ?? bare ?? "", bracedArgument ?? bareArgument, request, body),
  );
}

function valueOf(
  path: string,
  argument: string | undefined,
  request: ApiRequest,
  body: Buffer,
): string {
  const name = argument === undefined ? undefined : argument.trim().replace(/^(['"])(.*)\1$/, "$2");
  if (path === "input.body" && name === undefined) return body.toString("utf8");
  if (path === "input.json" && name !== undefined) return JSON.stringify(at(body, name) ?? "");
  if (path === "input.path" && name !== undefined) return asText(at(body, name)) ?? "";
  if (path === "input.params" && name !== undefined) {
    const header = request.headers[name.toLowerCase()];
    return (
      request.pathParameters[name] ??
      request.query.get(name) ??
      (Array.isArray(header) ? header.join(",") : header) ??
      ""
    );
  }
  if (path.startsWith("context.") && name === undefined) {
    return request.context[path.slice("context.".length)] ?? "";
  }
  if (path.startsWith("stageVariables.") && name === undefined) {
    return request.stageVariables[path.slice("stageVariables.".length)] ?? "";
  }
  throw refusal(`$${path}${argument === undefined ? "" : `(${argument})`}`);
}

function at(body: Buffer, path: string): unknown {
  const text = body.toString("utf8");
  let json: unknown;
  try {
    json = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new AnswerError(
      {
        status: 400,
        errorType: "BadRequestException",
        message: "Could not parse request body into json",
      },
      "a mapping template reads the body as JSON, and it is none",
    );
  }
  return jsonAt(json, path.replace(/^\$\.?/, ""));
}

function refusal(what: string): AnswerError {
  return new AnswerError(
    notEmulated(`${what} in mapping templates`),
    `the mapping template uses ${what}, which the local AWS does not emulate`,
  );
}
