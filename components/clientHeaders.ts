/**
 * What API Gateway knows of a verified client certificate, under the header by which the backend gets it. Serial number: as
 * API Gateway writes it. Dates: `Aug  1 12:00:00 2027 GMT`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html
 */
const clientHeaders = {
  "x-client-subject": "subjectDN",
  "x-client-issuer": "issuerDN",
  "x-client-serial": "serialNumber",
  "x-client-not-before": "validity.notBefore",
  "x-client-not-after": "validity.notAfter",
} as const;

/**
 * Request parameters for an integration of a REST API that tell the backend whose certificate was verified. A caller cannot
 * forge them with an integration of type `http` (not `http_proxy`): it hands on no header that is not mapped.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html
 *
 * A CA that the domain trusts can put any subject into a certificate: a backend that tells callers apart compares the issuer
 * as well.
 *
 * @example
 * ```typescript
 * import { restClientHeaders } from "mtls-gateway";
 * import * as aws from "@pulumi/aws";
 *
 * declare const method: aws.apigateway.Method;
 * new aws.apigateway.Integration("orders", {
 *   restApi: method.restApi,
 *   resourceId: method.resourceId,
 *   httpMethod: method.httpMethod,
 *   type: "HTTP",
 *   integrationHttpMethod: "GET",
 *   uri: "https://backend.example.com/orders",
 *   requestParameters: restClientHeaders(),
 * });
 * ```
 */
export function restClientHeaders(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(clientHeaders).map(([header, field]) => [
      `integration.request.header.${header}`,
      `context.identity.clientCert.${field}`,
    ]),
  );
}

/**
 * The same for an integration of an HTTP API: what a caller puts into these headers is overwritten. For an API whose every
 * domain does mutual TLS: AWS does not say what becomes of a header that is overwritten with what there is not.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
 */
export function httpClientHeaders(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(clientHeaders).map(([header, field]) => [
      `overwrite:header.${header}`,
      `$context.identity.clientCert.${field}`,
    ]),
  );
}
