import { createHash } from "node:crypto";
import type { ApiRequest } from "../gateway/apiRequest";
import { eventCertificate } from "./clientCertificate";

/** What stands in `identity` for authorization that there is none of. */
const nobody = {
  accessKey: null,
  accountId: null,
  caller: null,
  cognitoAuthenticationProvider: null,
  cognitoAuthenticationType: null,
  cognitoIdentityId: null,
  cognitoIdentityPoolId: null,
  principalOrgId: null,
};

/**
 * The event of a REST API's Lambda proxy integration.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 *
 * @param binary the request's media type is one of the API's binary ones
 */
export function restEvent(request: ApiRequest, binary: boolean): object {
  const { context } = request;
  return {
    resource: context.resourcePath,
    ...common(request, withProxyHeaders(request, canonical), binary),
    requestContext: {
      // [assumed] Resources of an OpenAPI body have no ID on this machine: it is made of the path.
      resourceId: resourceId(request),
      ...commonContext(request),
      ...(context.deploymentId === undefined ? {} : { deploymentId: context.deploymentId }),
      requestId: context.requestId,
      resourcePath: context.resourcePath,
    },
  };
}

/**
 * The event of an HTTP API's integration with payload format 1.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpEventOne(request: ApiRequest, binary: boolean): object {
  const { context } = request;
  const resource = context.routeKey?.split(" ").at(-1);
  return {
    version: "1.0",
    resource,
    ...common(request, withProxyHeaders(request, lowerCase), binary),
    requestContext: {
      authorizer: { claims: null, scopes: null },
      resourceId: null,
      ...commonContext(request),
      requestId: context.extendedRequestId,
      resourcePath: resource,
    },
  };
}

function common(
  request: ApiRequest,
  headers: readonly [string, string][],
  binary: boolean,
): Record<string, unknown> {
  const { query, body, pathParameters, stageVariables } = request;
  const entries = [...query];
  return {
    path: request.publicPath,
    httpMethod: request.method,
    headers: orNull(Object.fromEntries(headers)),
    multiValueHeaders: orNull(grouped(headers)),
    queryStringParameters: orNull(Object.fromEntries(entries)),
    multiValueQueryStringParameters: orNull(grouped(entries)),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(stageVariables),
    body: body.length === 0 ? null : body.toString(binary ? "base64" : "utf8"),
    isBase64Encoded: binary && body.length > 0,
  };
}

function commonContext({ context, sourceIp }: ApiRequest): Record<string, unknown> {
  const clientCert = eventCertificate(context);
  return {
    accountId: context.accountId,
    apiId: context.apiId,
    domainName: context.domainName,
    domainPrefix: context.domainPrefix,
    extendedRequestId: context.extendedRequestId,
    httpMethod: context.httpMethod,
    identity: {
      ...nobody,
      sourceIp,
      user: null,
      userAgent: context["identity.userAgent"] || null,
      userArn: null,
      ...(clientCert === undefined ? {} : { clientCert }),
    },
    path: context.path,
    protocol: context.protocol,
    requestTime: context.requestTime,
    requestTimeEpoch: Number(context.requestTimeEpoch),
    stage: context.stage,
  };
}

const canonical = (name: string) => name;
const lowerCase = (name: string) => name.toLowerCase();

/**
 * The client's headers with those that API Gateway puts on them: a REST API keeps the names as the client wrote them, an HTTP API
 * writes all in lower case. [assumed] A REST API leaves Content-Length out, as the events that AWS shows do.
 */
export function withProxyHeaders(
  request: ApiRequest,
  named: (name: string) => string = lowerCase,
): [name: string, value: string][] {
  const own = new Set([
    "x-amzn-trace-id",
    "x-forwarded-for",
    "x-forwarded-port",
    "x-forwarded-proto",
  ]);
  if (named === canonical) own.add("content-length");
  const forwardedFor = [request.headers["x-forwarded-for"], request.sourceIp].filter(Boolean);
  return [
    ...request.headerList
      .filter(([name]) => !own.has(name.toLowerCase()))
      .map(([name, value]) => [named(name), value] as [string, string]),
    [named("X-Amzn-Trace-Id"), request.ids.traceId],
    [named("X-Forwarded-For"), forwardedFor.join(", ")],
    [named("X-Forwarded-Port"), "443"],
    [named("X-Forwarded-Proto"), "https"],
  ];
}

function grouped(entries: readonly [string, string][]): Record<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const [name, value] of entries) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(groups);
}

function orNull<T extends object>(value: T): T | null {
  return Object.keys(value).length === 0 ? null : value;
}

function resourceId({ apiId, context }: ApiRequest): string {
  const hash = createHash("sha256").update(`${apiId}${context.resourcePath ?? ""}`);
  return BigInt(`0x${hash.digest("hex")}`)
    .toString(36)
    .slice(0, 6);
}
