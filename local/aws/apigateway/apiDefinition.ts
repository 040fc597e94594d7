import type { ApiMethod, RestApi } from "../../account/state";
import type { Values } from "../../provider/values";
import { object, text } from "../text";
import { gatewayError, pathOf } from "./restApiStore";

/** Verbs of an OpenAPI path item, and API Gateway's own for all others. */
const verbs = new Set([
  "get",
  "put",
  "post",
  "delete",
  "options",
  "head",
  "patch",
  "x-amazon-apigateway-any-method",
]);

/** Reads an OpenAPI 2.0 or 3.0 body. Throws what PutRestApi answers to a bad one. */
export function readBody(body: string, operation: string): Values {
  const refuse = (why: string): never => {
    throw gatewayError(operation, "BadRequestException", why);
  };
  let definition: Values;
  try {
    definition = object(JSON.parse(body) as Values);
  } catch {
    return refuse(
      "Unable to parse API definition because of a malformed document (the AWS on this machine reads JSON alone, not YAML)",
    );
  }
  const version = text(definition.openapi) || text(definition.swagger);
  if (!/^3\.0|^2\.0$/.test(version)) {
    refuse(
      `Invalid OpenAPI input: the document says neither "openapi": "3.0.x" nor "swagger": "2.0" (${version || "no version"})`,
    );
  }
  const problems: string[] = [];
  for (const [path, item] of Object.entries(object(definition.paths))) {
    if (!path.startsWith("/")) problems.push(`Paths have to begin with a slash: '${path}'`);
    for (const [verb, method] of methodsOf(object(item))) {
      if (object(method)["x-amazon-apigateway-integration"] === undefined) continue;
      problems.push(...integrationProblems(`${verb.toUpperCase()} ${path}`, object(method)));
    }
  }
  if (problems.length > 0) refuse(`Errors found during import:\n\t${problems.join("\n\t")}`);
  return definition;
}

/** The API as it is at this moment: its body, and what was made by hand besides. Throws what CreateDeployment answers. */
export function snapshot(api: RestApi, operation: string): Values {
  const body = text(api.settings.body);
  const definition: Values =
    body === ""
      ? { openapi: "3.0.1", info: { title: text(api.settings.name), version: "1" } }
      : readBody(body, operation);
  const paths: Values = { ...object(definition.paths) };
  for (const resource of Object.values(api.resources)) {
    const path = pathOf(api, resource.id);
    for (const [verb, method] of Object.entries(resource.methods)) {
      const key = verb === "ANY" ? "x-amazon-apigateway-any-method" : verb.toLowerCase();
      paths[path] = { ...object(paths[path]), [key]: methodDefinition(method, operation) };
    }
  }
  const methods = Object.values(paths).flatMap((item) => methodsOf(object(item)));
  if (methods.length === 0) {
    const detail = "The REST API doesn't contain any methods";
    throw gatewayError(operation, "BadRequestException", detail);
  }
  for (const [, method] of methods) {
    if (object(method)["x-amazon-apigateway-integration"] !== undefined) continue;
    const detail = "No integration defined for method";
    throw gatewayError(operation, "BadRequestException", detail);
  }
  const binaryTypes = api.settings.binaryMediaTypes;
  return {
    ...definition,
    ...(binaryTypes === undefined ? {} : { "x-amazon-apigateway-binary-media-types": binaryTypes }),
    paths,
  };
}

function methodsOf(item: Values): [string, Values][] {
  return Object.entries(item)
    .filter(([verb]) => verbs.has(verb))
    .map(([verb, method]) => [verb, object(method)]);
}

function integrationProblems(where: string, method: Values): string[] {
  const integration = object(method["x-amazon-apigateway-integration"]);
  const type = text(integration.type).toLowerCase();
  if (!["http", "http_proxy", "mock", "aws", "aws_proxy"].includes(type)) {
    return [`Unable to put integration on '${where}': the type '${type}' is not known`];
  }
  if (type === "aws") {
    return [
      `the integration type aws of '${where}' is not emulated by the AWS on this machine: functions are called by aws_proxy, and there is no other service to call`,
    ];
  }
  if (type === "aws_proxy") {
    const problem = functionUriProblem(integration);
    return problem === undefined ? [] : [`Unable to put integration on '${where}': ${problem}`];
  }
  if (type.startsWith("http") && !/^https?:\/\//.test(text(integration.uri))) {
    return [`Invalid HTTP endpoint specified for URI on '${where}': '${text(integration.uri)}'`];
  }
  return [];
}

/** Why PutIntegration does not take an AWS_PROXY integration; undefined when it does. */
export function functionUriProblem(integration: Values): string | undefined {
  if (text(integration.httpMethod) === "")
    return "Enumeration value for HttpMethod must be non-empty";
  if (integration.credentials !== undefined) {
    return "credentials are not emulated by the AWS on this machine: give API Gateway an aws.lambda.Permission";
  }
  const uri = text(integration.uri);
  if (!/^arn:aws:apigateway:[a-z0-9-]+:lambda:path\/.+/.test(uri)) {
    return uri.startsWith("arn:aws:apigateway:")
      ? `the service of ${uri} is not emulated by the AWS on this machine: AWS_PROXY calls functions of Lambda`
      : `Invalid ARN specified in the request (${uri})`;
  }
  if (/\/functions\/arn:aws:lambda:[^/]+:function:[^/]+\/invocations$/.test(uri)) return undefined;
  return "AWS ARN for integration contains invalid action";
}

/** A hand-made method in the words of an OpenAPI body, as an export of the API shows it. */
function methodDefinition(
  { settings, responses, integration }: ApiMethod,
  operation: string,
): Values {
  if (integration === undefined) {
    const detail = "No integration defined for method";
    throw gatewayError(operation, "BadRequestException", detail);
  }
  const given = integration.settings;
  const definition: Values = {
    type: text(given.type).toLowerCase(),
    passthroughBehavior: (text(given.passthroughBehavior) || "WHEN_NO_MATCH").toLowerCase(),
    timeoutInMillis: given.timeoutMilliseconds ?? 29_000,
    requestParameters: given.requestParameters ?? {},
    requestTemplates: given.requestTemplates ?? {},
    responses: {},
  };
  if (given.uri !== undefined) definition.uri = given.uri;
  if (given.integrationHttpMethod !== undefined) {
    definition.httpMethod = given.integrationHttpMethod;
  }
  for (const response of Object.values(integration.responses)) {
    const pattern = text(response.selectionPattern) || "default";
    (definition.responses as Values)[pattern] = {
      statusCode: text(response.statusCode),
      responseParameters: response.responseParameters ?? {},
      responseTemplates: response.responseTemplates ?? {},
    };
  }
  return {
    ...(settings.operationName === undefined ? {} : { operationId: settings.operationName }),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status]) => [status, { description: status }]),
    ),
    "x-amazon-apigateway-integration": definition,
  };
}
