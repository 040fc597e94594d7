import type { Account } from "../../account/account";
import { notEmulated } from "../../provider/checkInputs";
import type { CheckFailure, PropertyRules, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { list, object, text, textMap } from "../text";
import { apiPart } from "./apiPart";
import { httpApiError } from "./httpApiStore";
import { mappingProblem } from "./parameterRules";

const webSocketOnly = "it is for WebSocket APIs";
const vpc = "there are no VPC links here";

const properties: PropertyRules = {
  emulated: [
    "apiId",
    "description",
    "integrationMethod",
    "integrationType",
    "integrationUri",
    "payloadFormatVersion",
    "region",
    "requestParameters",
    "responseParameters",
    "timeoutMilliseconds",
  ],
  refused: {
    connectionId: vpc,
    contentHandlingStrategy: webSocketOnly,
    credentialsArn: "give API Gateway an aws.lambda.Permission",
    integrationSubtype: "there is no service here to call",
    requestTemplates: webSocketOnly,
    templateSelectionExpression: webSocketOnly,
    tlsConfig: vpc,
  },
  inert: {
    connectionType: ["INTERNET"],
    // WebSocket APIs alone have the other types.
    integrationType: ["HTTP_PROXY", "AWS_PROXY"],
    passthroughBehavior: ["WHEN_NO_MATCH"],
  },
  replaces: ["apiId", "integrationSubtype", "integrationType"],
  defaults: { connectionType: "INTERNET", payloadFormatVersion: "1.0" },
  computed: ["integrationMethod", "timeoutMilliseconds"],
  enums: {
    integrationMethod: ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"],
    integrationType: ["AWS", "AWS_PROXY", "HTTP", "HTTP_PROXY", "MOCK"],
    payloadFormatVersion: ["1.0", "2.0"],
  },
  ranges: { timeoutMilliseconds: [50, 30_000] },
  sets: ["responseParameters"],
};

/** `aws.apigatewayv2.Integration` of an HTTP API: HTTP_PROXY to a public URL, AWS_PROXY to a function of Lambda. */
export function httpIntegration(account: Account): ResourceType {
  return apiPart(account, {
    token: "aws:apigatewayv2/integration:Integration",
    title: "Integration",
    operation: "Integration",
    properties,
    check,
    list: (api) => api.integrations,
    refuseDelete(api, id) {
      const user = Object.values(api.routes).find(({ target }) => target === `integrations/${id}`);
      if (user === undefined) return;
      const detail = `Cannot delete Integration '${id}': route ${text(user.routeKey)} refers to it`;
      throw httpApiError("DeleteIntegration", "ConflictException", detail);
    },
    describe: (settings) => ({
      description: "",
      timeoutMilliseconds: 30_000,
      ...settings,
      integrationResponseSelectionExpression: "",
    }),
  });
}

function check(inputs: Values): CheckFailure[] {
  return text(inputs.integrationType) === "AWS_PROXY" ? checkFunction(inputs) : checkUrl(inputs);
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
function checkFunction(inputs: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const { integrationUri, integrationMethod } = inputs;
  if (integrationUri === undefined || typeof integrationUri === "string") {
    const isFunction =
      /^(arn:aws:apigateway:[\w-]+:lambda:path\/2015-03-31\/functions\/)?arn:aws:lambda:[\w-]+:\d{12}:function:[\w-]+(:\$LATEST)?(\/invocations)?$/;
    if (!isFunction.test(integrationUri ?? "")) {
      const reason = `Invalid function ARN or invalid uri: ${integrationUri ?? ""}`;
      failures.push({ property: "integrationUri", reason });
    }
  }
  if (typeof integrationMethod === "string" && integrationMethod !== "POST") {
    const reason = `Lambda is called by POST alone, not by ${integrationMethod}`;
    failures.push({ property: "integrationMethod", reason });
  }
  for (const property of ["requestParameters", "responseParameters"]) {
    if (inputs[property] === undefined) continue;
    const reason = notEmulated(
      `${property} with AWS_PROXY`,
      "the function gets the request as it is",
    );
    failures.push({ property, reason });
  }
  return failures;
}

function checkUrl(inputs: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  const fail = (property: string, reason: string) => failures.push({ property, reason });
  const { integrationUri, integrationMethod, requestParameters, responseParameters } = inputs;
  if (text(inputs.payloadFormatVersion) === "2.0") {
    fail("payloadFormatVersion", "PayloadFormatVersion 2.0 is for functions: HTTP_PROXY has 1.0");
  }
  if (integrationMethod === undefined) fail("integrationMethod", "HttpMethod must not be empty");
  if (integrationUri === undefined) fail("integrationUri", "HTTP_PROXY needs the backend's URL");
  if (typeof integrationUri === "string" && !/^https?:\/\/[^/]+/.test(integrationUri)) {
    fail("integrationUri", `Invalid HTTP endpoint specified for URI: ${integrationUri}`);
  }
  for (const [key, value] of Object.entries(textMap(requestParameters))) {
    const problem = mappingProblem("request", key, value);
    if (problem !== undefined) fail(`requestParameters.${key}`, problem);
  }
  for (const [index, one] of list(responseParameters).map(object).entries()) {
    for (const [key, value] of Object.entries(textMap(one.mappings))) {
      const problem = mappingProblem("response", key, value);
      if (problem !== undefined) fail(`responseParameters[${index}].mappings.${key}`, problem);
    }
  }
  return failures;
}
