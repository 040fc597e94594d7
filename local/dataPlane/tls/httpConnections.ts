import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** How long a connection may be without a complete request: before the first one and between two. Milliseconds. */
export const idleTimeout = 60_000;
/** How long a request's body may take. Milliseconds. */
export const bodyTimeout = 30_000;
/** Largest request line and headers together, in bytes. https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const maxHeaderSize = 10_240;

/** Bodies announced larger than this get no `100 Continue`: API Gateway's payload limit, in bytes. */
export const bodyLimit = 10 * 1024 * 1024;

/** What stands behind the HTTP parser. */
export interface HttpRooms {
  request(request: IncomingMessage, response: ServerResponse): void;
  /** Bytes that are no HTTP request. The connection is closed by the caller. */
  malformed(socket: Socket, reason: string, status: number): void;
}

/**
 * HTTP/1.1 on connections that a front door hands over. Node's own deadlines work only on servers that listen, so each connection gets
 * one here: a client that trickles headers, or keeps a connection open for nothing, is closed.
 */
export class HttpConnections {
  private readonly server: Server;
  private readonly open = new Map<Socket, { requests: number; deadline?: NodeJS.Timeout }>();

  constructor(
    private readonly rooms: HttpRooms,
    private readonly timeouts = { idle: idleTimeout, body: bodyTimeout },
  ) {
    this.server = createServer(
      { maxHeaderSize, keepAliveTimeout: timeouts.idle, noDelay: true },
      (request, response) => {
        this.accept(request, response);
      },
    );
    // A body that will be refused for its size is not asked for.
    this.server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
      if (!(Number(request.headers["content-length"]) > bodyLimit)) response.writeContinue();
      this.accept(request, response);
    });
    this.server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
      this.refuse(error, socket);
    });
  }

  /** Serves requests on `socket` until it closes. */
  serve(socket: Socket): void {
    this.open.set(socket, { requests: 0 });
    socket.on("close", () => {
      clearTimeout(this.open.get(socket)?.deadline);
      this.open.delete(socket);
    });
    this.arm(socket, this.timeouts.idle);
    this.server.emit("connection", socket);
  }

  /** Connections on which no request is being answered. */
  idle(): Socket[] {
    return [...this.open].filter(([, state]) => state.requests === 0).map(([socket]) => socket);
  }

  /** Ends every deadline; the connections themselves belong to the front door. */
  close(): void {
    for (const state of this.open.values()) clearTimeout(state.deadline);
    this.server.close();
  }

  private accept(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const state = this.open.get(socket);
    if (!state) return void socket.destroy();
    state.requests += 1;
    this.arm(socket, this.timeouts.body, () => request.complete);
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    response.on("close", () => {
      state.requests -= 1;
      if (state.requests === 0 && this.open.has(socket)) this.arm(socket, this.timeouts.idle);
    });
    this.rooms.request(request, response);
  }

  /** Ends the connection when the time is up, unless it then turns out that the client has done its part. */
  private arm(socket: Socket, milliseconds: number, done: () => boolean = () => false): void {
    const state = this.open.get(socket);
    if (!state) return;
    clearTimeout(state.deadline);
    state.deadline = setTimeout(() => {
      if (!done()) socket.destroy();
    }, milliseconds).unref();
  }

  private refuse(error: NodeJS.ErrnoException, socket: Socket): void {
    const status = error.code === "HPE_HEADER_OVERFLOW" ? 431 : 400;
    const reset = error.code === "ECONNRESET" || error.code === "EPIPE" || !socket.writable;
    if (!reset) this.rooms.malformed(socket, error.message, status);
    socket.destroySoon();
  }
}
