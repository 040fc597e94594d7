import type { IncomingMessage, ServerResponse } from "node:http";

/** Streams an upstream's body to the client, whose headers are written. What breaks off upstream breaks off at the client, too. */
export function passBody(
  from: IncomingMessage,
  to: ServerResponse,
  broken: (reason: string) => void,
): void {
  // Its `close` has been, and nobody else would end what comes from upstream.
  if (to.destroyed) {
    from.destroy();
    return;
  }
  from.on("error", (error) => {
    if (!to.writableEnded && !to.destroyed)
      broken(`the upstream's answer broke off: ${error.message}`);
    to.destroy();
  });
  to.on("close", () => {
    from.destroy();
  });
  from.pipe(to);
}
