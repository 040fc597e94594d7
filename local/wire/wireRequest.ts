import type { IncomingMessage } from "node:http";

/** One call of AWS's API, with what its signature says of where it goes. */
export interface WireRequest {
  /** Signing name of the service: "apigateway", "acm", "s3", "cloudfront", "sts". */
  service: string;
  region: string;
  method: string;
  /** Path as it was sent, still encoded, without the query. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: string;
}

/** What goes back. */
export interface WireResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** One service's part of AWS's API. */
export interface WireService {
  /** Answers a call. Throws `AwsError` for what AWS would refuse. */
  answer(request: WireRequest): WireResponse;
  /** An error in the service's own form. */
  refuse(error: WireFault): WireResponse;
}

/** An error as it goes over the wire. */
export interface WireFault {
  status: number;
  code: string;
  message: string;
}

/**
 * The service and the Region that a request is signed for (Signature Version 4). The signature itself is not checked:
 * the account on this machine knows no secret keys.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html
 *
 * @returns undefined for a request without such a signature
 */
export function signedScope(
  authorization: string | undefined,
): { service: string; region: string } | undefined {
  const scope =
    /^AWS4-HMAC-SHA256 .*Credential=[^/,]+\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request/;
  const [, region, service] = scope.exec(authorization ?? "") ?? [];
  return service === undefined || region === undefined ? undefined : { service, region };
}
