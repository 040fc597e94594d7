import type { IncomingHttpHeaders } from "node:http";

/** Headers that concern one connection only (RFC 9110, 7.6.1). `Connection` may name more. */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Headers by which proxies tell a backend who presented a certificate. From a client they are a forgery. */
const certificateIdentity =
  /^(x-amzn-mtls-|x-amzn-tls-|x-amzn-clientcert|x-(forwarded-)?(tls-)?client-?cert|x-forwarded-(ssl|tls)|x-ssl-|ssl-|x-tls-|x-client-(verify|dn|serial|subject|issuer)|x-arr-clientcert|x-mtls-|client-cert|cloudfront-viewer-cert|cf-client-cert|x-goog-client-cert|x-envoy-peer)/;

/** What was found about names of headers: most requests have the same ones. */
const claims = new Map<string, boolean>();

function claimsCertificate(name: string): boolean {
  const known = claims.get(name);
  if (known !== undefined) return known;
  // Clients choose names: what is remembered of them has an end.
  if (claims.size >= 1000) claims.clear();
  const claim = certificateIdentity.test(name.replace(/_/g, "-"));
  claims.set(name, claim);
  return claim;
}

/** The client's headers as they may go on: nothing of the connection, nothing that claims a certificate. */
export function forwardableHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return kept(headers, (name) => !claimsCertificate(name));
}

/** The same as a list of name and value, as the client wrote and ordered them: for Lambda, which is told every value. */
export function forwardableHeaderList(
  rawHeaders: readonly string[],
  forwardable: IncomingHttpHeaders,
): [name: string, value: string][] {
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && Object.hasOwn(forwardable, name.toLowerCase())
      ? [[name, rawHeaders[index + 1] ?? ""]]
      : [],
  );
}

/** An upstream's headers as they may go back to the client. */
export function endToEndHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return kept(headers, () => true);
}

/** Headers that are not of one connection and that `wanted` wants. */
function kept(
  headers: IncomingHttpHeaders,
  wanted: (name: string) => boolean,
): IncomingHttpHeaders {
  const named = namedBy(headers.connection);
  const result: IncomingHttpHeaders = {};
  for (const name of Object.keys(headers)) {
    if (!hopByHop.has(name) && named?.has(name) !== true && wanted(name)) {
      result[name] = headers[name];
    }
  }
  return result;
}

/** The headers that `Connection` names as its own; undefined for none. */
function namedBy(connection: string | undefined): Set<string> | undefined {
  if (connection === undefined || /^(keep-alive|close)$/i.test(connection)) return undefined;
  return new Set(connection.split(",").map((name) => name.trim().toLowerCase()));
}
