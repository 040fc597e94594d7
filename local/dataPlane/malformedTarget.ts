import type { IncomingMessage } from "node:http";

/** Why a request's target or Host cannot be trusted to mean one thing; undefined when it can. */
export function malformedTarget(request: IncomingMessage): string | undefined {
  if (!request.url?.startsWith("/")) return "the request target is not a path";
  const hosts = request.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === "host",
  );
  // HTTP/1.0 knows no Host.
  if (hosts.length === 0 && request.httpVersion !== "1.0") return "no Host header";
  return hosts.length > 1 ? "more than one Host header" : undefined;
}
