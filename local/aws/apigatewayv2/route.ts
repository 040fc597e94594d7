import type { Account } from "../../account/account";
import type { CheckFailure, ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { text } from "../text";
import { apiPart } from "./apiPart";
import { httpApiError } from "./httpApiStore";

const noAuthorizers = "there are no authorizers here";
const webSocketOnly = "it is for WebSocket APIs";

/** `aws.apigatewayv2.Route` of an HTTP API. */
export function route(account: Account): ResourceType {
  return apiPart(account, {
    token: "aws:apigatewayv2/route:Route",
    title: "Route",
    operation: "Route",
    properties: {
      emulated: ["apiId", "operationName", "region", "routeKey", "target"],
      refused: {
        authorizationScopes: noAuthorizers,
        authorizerId: noAuthorizers,
        modelSelectionExpression: webSocketOnly,
        requestModels: webSocketOnly,
        requestParameters: webSocketOnly,
        routeResponseSelectionExpression: webSocketOnly,
      },
      inert: { apiKeyRequired: [false], authorizationType: ["NONE"] },
      replaces: ["apiId"],
      defaults: { apiKeyRequired: false, authorizationType: "NONE" },
      enums: { authorizationType: ["NONE", "AWS_IAM", "CUSTOM", "JWT"] },
    },
    check,
    list: (api) => api.routes,
    refuse(api, inputs, id, operation) {
      const twin = Object.entries(api.routes).find(
        ([other, { routeKey }]) => other !== id && routeKey === inputs.routeKey,
      );
      if (twin !== undefined) {
        const detail = `Route with key ${text(inputs.routeKey)} already exists for this API`;
        throw httpApiError(operation, "ConflictException", detail);
      }
      const integration = text(inputs.target).slice("integrations/".length);
      if (api.integrations[integration] === undefined) {
        const detail = `Invalid Integration identifier specified in target (${text(inputs.target)})`;
        throw httpApiError(operation, "NotFoundException", detail);
      }
    },
    describe: (settings) => ({ operationName: "", ...settings }),
  });
}

function check({ routeKey, target }: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (target === undefined) {
    const reason =
      "a route without a target is not emulated by the AWS on this machine: give integrations/ID";
    failures.push({ property: "target", reason });
  } else if (typeof target === "string" && !/^integrations\/.+$/.test(target)) {
    failures.push({ property: "target", reason: `expected integrations/ID, got "${target}"` });
  }
  const verbs = "ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT";
  const form = new RegExp(`^(\\$default|(${verbs}) /[^?#]*)$`);
  if (typeof routeKey === "string" && !form.test(routeKey)) {
    const reason = `The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default", got "${routeKey}"`;
    failures.push({ property: "routeKey", reason });
  }
  return failures;
}
