import type { TLSSocket } from "node:tls";

/** How long the client's request is waited for before the connection is closed. Milliseconds. */
const requestWait = 1_000;
/** How long the client may take to close its side. Milliseconds. */
const lingering = 5_000;
const enough = 16 * 1024;

/**
 * What API Gateway does with a client that presents no certificate: the handshake completes, the request is read, the connection is closed in
 * good order (close_notify, FIN) with no HTTP answer; curl says `(52) Empty reply from server`. [observed]
 * Reading goes on after the close: unread bytes would turn it into a reset. `done` gets the request line, "" when none came.
 */
export function closeUnanswered(socket: TLSSocket, done: (requestLine: string) => void): void {
  let head = "";
  let ended = false;
  const end = () => {
    if (ended) return;
    ended = true;
    clearTimeout(wait);
    done(/^[^\r\n]*/.exec(head)?.[0] ?? "");
    if (socket.destroyed) return;
    socket.end();
    const linger = setTimeout(() => socket.destroy(), lingering).unref();
    socket.once("close", () => {
      clearTimeout(linger);
    });
  };
  const wait = setTimeout(end, requestWait).unref();
  socket.once("close", end);
  socket.once("end", end);
  socket.on("data", (chunk: Buffer) => {
    if (ended) return;
    head += chunk.toString("latin1");
    if (head.includes("\r\n\r\n") || head.length > enough) end();
  });
}
