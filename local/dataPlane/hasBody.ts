import type { IncomingMessage } from "node:http";

/** True when a request's headers announce a body (RFC 9112, 6.3). A chunked one counts, though it may turn out to be empty. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"]) > 0;
}
