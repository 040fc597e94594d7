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

/** The client's headers as they may go on: nothing of the connection, nothing that claims a certificate. */
export function forwardableHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set(
    (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase()),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) =>
        !hopByHop.has(name) &&
        !named.has(name) &&
        !certificateIdentity.test(name.replace(/_/g, "-")),
    ),
  );
}

/** The same as a list of name and value, as the client wrote and ordered them: for Lambda, which is told every value. */
export function forwardableHeaderList(
  rawHeaders: readonly string[],
  headers: IncomingHttpHeaders,
): [name: string, value: string][] {
  const kept = forwardableHeaders(headers);
  return rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() in kept ? [[name, rawHeaders[index + 1] ?? ""]] : [],
  );
}

/** An upstream's headers as they may go back to the client. */
export function endToEndHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = new Set(
    (headers.connection ?? "").split(",").map((name) => name.trim().toLowerCase()),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopByHop.has(name) && !named.has(name)),
  );
}
