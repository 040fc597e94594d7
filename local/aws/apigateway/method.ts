import type { Account } from "../../account/account";
import type { ApiMethod } from "../../account/state";
import type { PropertyRules, ResourceType } from "../../provider/resourceType";
import { text } from "../text";
import { functionUriProblem } from "./apiDefinition";
import { methodPart } from "./methodPart";
import { gatewayError } from "./restApiStore";

const place = ["httpMethod", "region", "resourceId", "restApi"];
const verbs = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
const noModels = "bodies are not validated here";

/** `aws.apigateway.Method` */
export function method(account: Account): ResourceType {
  return methodPart(account, {
    token: "aws:apigateway/method:Method",
    title: "API Gateway Method",
    prefix: "agm",
    operation: "PutMethod",
    properties: {
      emulated: [...place, "authorization", "operationName", "requestParameters"],
      refused: {
        authorizerId: "there are no authorizers here",
        authorizationScopes: "there are no authorizers here",
        requestModels: noModels,
        requestValidatorId: noModels,
      },
      inert: { authorization: ["NONE"], apiKeyRequired: [false] },
      replaces: ["httpMethod", "resourceId", "restApi"],
      enums: { httpMethod: verbs },
    },
    get: ({ settings }) => settings,
    put: (found, inputs) => ({ ...found, settings: inputs, responses: found?.responses ?? {} }),
    remove: () => undefined,
  });
}

/** `aws.apigateway.MethodResponse` */
export function methodResponse(account: Account): ResourceType {
  return methodPart(account, {
    token: "aws:apigateway/methodResponse:MethodResponse",
    title: "API Gateway Method Response",
    prefix: "agmr",
    operation: "PutMethodResponse",
    properties: {
      emulated: [...place, "responseModels", "responseParameters", "statusCode"],
      replaces: ["httpMethod", "resourceId", "restApi", "statusCode"],
      enums: { httpMethod: verbs },
    },
    get: ({ responses }, { statusCode }) => responses[text(statusCode)],
    put(found, inputs, operation) {
      const kept = existing(found, operation);
      return { ...kept, responses: { ...kept.responses, [text(inputs.statusCode)]: inputs } };
    },
    remove(found, { statusCode }) {
      Reflect.deleteProperty(found.responses, text(statusCode));
      return found;
    },
  });
}

const integrationProperties: PropertyRules = {
  emulated: [
    ...place,
    "integrationHttpMethod",
    "passthroughBehavior",
    "requestParameters",
    "requestTemplates",
    "timeoutMilliseconds",
    "type",
    "uri",
  ],
  refused: {
    connectionId: "there are no VPC links here",
    credentials: "give API Gateway an aws.lambda.Permission",
    integrationTarget: "there are no VPC links here",
    tlsConfig: "backends are verified as public ones",
    contentHandling: "bodies pass as they are",
    cacheKeyParameters: "there is no cache here",
  },
  inert: { connectionType: ["INTERNET"], responseTransferMode: ["BUFFERED"] },
  replaces: [
    "httpMethod",
    "integrationHttpMethod",
    "passthroughBehavior",
    "resourceId",
    "restApi",
    "type",
  ],
  defaults: { timeoutMilliseconds: 29_000, connectionType: "INTERNET" },
  computed: ["passthroughBehavior", "cacheNamespace", "responseTransferMode"],
  enums: {
    httpMethod: verbs,
    integrationHttpMethod: verbs,
    passthroughBehavior: ["NEVER", "WHEN_NO_MATCH", "WHEN_NO_TEMPLATES"],
    type: ["AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"],
  },
  ranges: { timeoutMilliseconds: [50, 300_000] },
};

/** `aws.apigateway.Integration`: HTTP, HTTP_PROXY, MOCK, and AWS_PROXY to functions of Lambda. */
export function integration(account: Account): ResourceType {
  return methodPart(account, {
    token: "aws:apigateway/integration:Integration",
    title: "API Gateway Integration",
    prefix: "agi",
    operation: "PutIntegration",
    properties: integrationProperties,
    get: (found) => found.integration?.settings,
    put(found, inputs, operation) {
      const kept = existing(found, operation);
      if (text(inputs.type) === "AWS_PROXY") {
        const problem = functionUriProblem({
          httpMethod: inputs.integrationHttpMethod ?? "",
          uri: inputs.uri ?? "",
        });
        if (problem !== undefined) throw gatewayError(operation, "BadRequestException", problem);
      } else if (text(inputs.type) !== "MOCK" && !/^https?:\/\//.test(text(inputs.uri))) {
        const detail = `Invalid HTTP endpoint specified for URI (${text(inputs.uri)})`;
        throw gatewayError(operation, "BadRequestException", detail);
      }
      if (text(inputs.type) !== "MOCK" && text(inputs.integrationHttpMethod) === "") {
        const detail = "Enumeration value for HttpMethod must be non-empty";
        throw gatewayError(operation, "BadRequestException", detail);
      }
      const responses = kept.integration?.responses ?? {};
      return { ...kept, integration: { settings: inputs, responses } };
    },
    remove: ({ settings, responses }) => ({ settings, responses }),
  });
}

/** `aws.apigateway.IntegrationResponse` */
export function integrationResponse(account: Account): ResourceType {
  return methodPart(account, {
    token: "aws:apigateway/integrationResponse:IntegrationResponse",
    title: "API Gateway Integration Response",
    prefix: "agir",
    operation: "PutIntegrationResponse",
    properties: {
      emulated: [
        ...place,
        "responseParameters",
        "responseTemplates",
        "selectionPattern",
        "statusCode",
      ],
      refused: { contentHandling: "bodies pass as they are" },
      replaces: ["httpMethod", "resourceId", "restApi", "statusCode"],
      enums: { httpMethod: verbs },
    },
    get: (found, { statusCode }) => found.integration?.responses[text(statusCode)],
    put(found, inputs, operation) {
      const kept = existing(found, operation);
      const code = text(inputs.statusCode);
      if (kept.integration === undefined) {
        throw gatewayError(
          operation,
          "NotFoundException",
          "Invalid Integration identifier specified",
        );
      }
      if (kept.responses[code] === undefined) {
        throw gatewayError(
          operation,
          "NotFoundException",
          "Invalid Response status code specified",
        );
      }
      const responses = { ...kept.integration.responses, [code]: inputs };
      return { ...kept, integration: { ...kept.integration, responses } };
    },
    remove(found, { statusCode }) {
      Reflect.deleteProperty(found.integration?.responses ?? {}, text(statusCode));
      return found;
    },
  });
}

function existing(found: ApiMethod | undefined, operation: string): ApiMethod {
  if (found === undefined) {
    throw gatewayError(operation, "NotFoundException", "Invalid Method identifier specified");
  }
  return found;
}
