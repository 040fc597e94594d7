import { randomBytes, randomUUID } from "node:crypto";
import type { ServerResponse } from "node:http";

/** A response that API Gateway makes itself. https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export interface GatewayAnswer {
  status: number;
  /** Value of `x-amzn-ErrorType`. */
  errorType: string;
  message: string;
  /** What `$context.error.responseType` says, where AWS documents one. */
  responseType?: string;
}

/** A refused client certificate, a disabled execute-api endpoint, a name or stage that leads nowhere. */
export const forbidden: GatewayAnswer = {
  status: 403,
  errorType: "ForbiddenException",
  message: "Forbidden",
  responseType: "ACCESS_DENIED",
};
/** What a web ACL blocked. */
export const blockedByWaf: GatewayAnswer = { ...forbidden, responseType: "WAF_FILTERED" };
/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html */
export const tooManyRequests: GatewayAnswer = {
  status: 429,
  errorType: "TooManyRequestsException",
  message: "Too Many Requests",
  responseType: "THROTTLED",
};
/** A route that an HTTP API does not have. */
export const notFound: GatewayAnswer = {
  status: 404,
  errorType: "NotFoundException",
  message: "Not Found",
};
/** A resource or method that the API does not have. */
export const missingAuthenticationToken: GatewayAnswer = {
  status: 403,
  errorType: "MissingAuthenticationTokenException",
  message: "Missing Authentication Token",
  responseType: "MISSING_AUTHENTICATION_TOKEN",
};
export const internalServerError: GatewayAnswer = {
  status: 500,
  errorType: "InternalServerErrorException",
  message: "Internal server error",
};
/** A function that failed, or answered what a REST API cannot pass on. https://docs.aws.amazon.com/lambda/latest/dg/services-apigateway-errors.html */
export const lambdaFailed: GatewayAnswer = { ...internalServerError, status: 502 };
/** What an HTTP API answers where a function fails. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
export const httpApiError: GatewayAnswer = {
  ...internalServerError,
  message: "Internal Server Error",
};
/** [observed] A function that an HTTP API has waited for in vain. */
export const serviceUnavailable: GatewayAnswer = {
  status: 503,
  errorType: "ServiceUnavailableException",
  message: "Service Unavailable",
};
/** [assumed] An event over Lambda's limit. */
export const requestTooLong: GatewayAnswer = {
  status: 413,
  errorType: "RequestEntityTooLargeException",
  message: "Request Too Long",
  responseType: "REQUEST_TOO_LARGE",
};
export const badRequest: GatewayAnswer = {
  status: 400,
  errorType: "BadRequestException",
  message: "Bad Request",
};
/** A body over 10 MB. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
export const requestTooLarge: GatewayAnswer = {
  status: 413,
  errorType: "RequestEntityTooLargeException",
  message: "HTTP content length exceeded 10485760 bytes.",
};
export const unsupportedMediaType: GatewayAnswer = {
  status: 415,
  errorType: "UnsupportedMediaTypeException",
  message: "Unsupported Media Type",
};
export const integrationTimeout: GatewayAnswer = {
  status: 504,
  errorType: "InternalServerErrorException",
  message: "Endpoint request timed out",
  responseType: "INTEGRATION_TIMEOUT",
};
export const integrationFailure: GatewayAnswer = {
  status: 504,
  errorType: "InternalServerErrorException",
  message: "Network error communicating with endpoint",
  responseType: "INTEGRATION_FAILURE",
};

/** Something AWS has and this machine has not: refused by name, never passed over. */
export function notEmulated(what: string): GatewayAnswer {
  return {
    status: 501,
    errorType: "NotEmulatedByMtlsGatewayLocal",
    message: `The local AWS does not emulate ${what}.`,
  };
}

/** Thrown where a definition asks for something that is answered by a `GatewayAnswer` of its own. */
export class AnswerError extends Error {
  constructor(
    readonly answer: GatewayAnswer,
    reason: string,
  ) {
    super(reason);
  }
}

/** The IDs that API Gateway gives a request. */
export interface RequestIds {
  requestId: string;
  extendedRequestId: string;
  traceId: string;
}

export function newRequestIds(now: Date): RequestIds {
  const seconds = Math.floor(now.getTime() / 1000).toString(16);
  return {
    requestId: randomUUID(),
    extendedRequestId: `${randomBytes(11).toString("base64").replace(/\//g, "-").replace(/\+/g, "_").slice(0, 15)}=`,
    traceId: `Root=1-${seconds.padStart(8, "0")}-${randomBytes(12).toString("hex")}`,
  };
}

/** Sends `answer` with the headers that a REST API, or an HTTP API, puts on its own errors. */
export function sendAnswer(
  response: ServerResponse,
  answer: GatewayAnswer,
  ids: RequestIds,
  kind: "REST" | "HTTP" = "REST",
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = Buffer.from(JSON.stringify({ message: answer.message }));
  response.writeHead(answer.status, {
    "Content-Type": "application/json",
    "Content-Length": body.length,
    ...(kind === "HTTP"
      ? { "Apigw-Requestid": ids.extendedRequestId }
      : {
          "x-amzn-RequestId": ids.requestId,
          "x-amzn-ErrorType": answer.errorType,
          "x-amz-apigw-id": ids.extendedRequestId,
        }),
  });
  response.end(body);
}
