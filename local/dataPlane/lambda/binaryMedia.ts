import type { ApiRequest } from "../gateway/apiRequest";

/**
 * True when a REST API hands the request's body to a function as base64: its media type is one of the API's binary ones.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function isBinaryRequest(binaryTypes: readonly string[], { headers }: ApiRequest): boolean {
  return isOneOf(binaryTypes, headers["content-type"]);
}

/** True when a REST API decodes a function's base64: the first media type that the client accepts is one of the binary ones. */
export function isBinaryAnswer(binaryTypes: readonly string[], { headers }: ApiRequest): boolean {
  return isOneOf(binaryTypes, headers.accept?.split(",")[0]);
}

/** [observed] The bodies that an HTTP API hands to a function as text; all others are base64. */
export function isTextType(type: string | undefined): boolean {
  return type === undefined || /^(text\/|application\/(.*\+)?(json|javascript|xml)\b)/i.test(type);
}

function isOneOf(binaryTypes: readonly string[], given: string | undefined): boolean {
  const type = given?.split(";")[0]?.trim().toLowerCase();
  return binaryTypes.some((one) => one === "*/*" || one.toLowerCase() === type);
}
