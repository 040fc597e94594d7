import type { ApiRequest } from "../gateway/apiRequest";
import { eventCertificate } from "./clientCertificate";
import { withProxyHeaders } from "./proxyEvent";

/**
 * The event of an HTTP API's integration with payload format 2.0.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * [assumed] `rawPath` has the stage before it unless that is `$default`, and never the mapping of a domain; `rawQueryString` is what
 * the client sent, to the letter.
 */
export function httpEventTwo(request: ApiRequest, binary: boolean): object {
  const { context, query, body, pathParameters, stageVariables } = request;
  const headers = withProxyHeaders(request);
  const cookies = headers
    .filter(([name]) => name === "cookie")
    .flatMap(([, value]) => value.split(/;\s*/));
  const stage = context.stage ?? "";
  const rawPath = stage === "$default" ? request.path : `/${stage}${request.path}`;
  const clientCert = eventCertificate(context);
  return {
    version: "2.0",
    routeKey: context.routeKey,
    rawPath,
    rawQueryString: request.rawQuery,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: joined(headers.filter(([name]) => name !== "cookie")),
    ...given("queryStringParameters", joined([...query])),
    requestContext: {
      accountId: context.accountId,
      apiId: context.apiId,
      ...(clientCert === undefined ? {} : { authentication: { clientCert } }),
      domainName: context.domainName,
      domainPrefix: context.domainPrefix,
      http: {
        method: context.httpMethod,
        path: rawPath,
        protocol: context.protocol,
        sourceIp: request.sourceIp,
        userAgent: context["identity.userAgent"],
      },
      requestId: context.requestId,
      routeKey: context.routeKey,
      stage,
      time: context.requestTime,
      timeEpoch: Number(context.requestTimeEpoch),
    },
    ...(body.length === 0 ? {} : { body: body.toString(binary ? "base64" : "utf8") }),
    ...given("pathParameters", pathParameters),
    isBase64Encoded: binary && body.length > 0,
    ...given("stageVariables", stageVariables),
  };
}

/** Values of one name are joined by commas. */
function joined(entries: readonly [string, string][]): Record<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of entries) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

/** A field that is left out when there is nothing in it. */
function given(name: string, value: Record<string, string>): Record<string, unknown> {
  return Object.keys(value).length === 0 ? {} : { [name]: value };
}
