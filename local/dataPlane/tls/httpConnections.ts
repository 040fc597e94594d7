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

/** What came in and is no request that can be handed on. */
export interface Unusable {
  reason: string;
  /** Of the answer; 0: there is none, because an earlier request would take it for its own. */
  status: number;
  method?: string;
  path?: string;
}

/** What stands behind the HTTP parser. */
export interface HttpRooms {
  request(request: IncomingMessage, response: ServerResponse): void;
  /** Writes the answer, if there is to be one. The connection is closed by the caller. */
  unusable(socket: Socket, what: Unusable): void;
}

/** What is known of a connection. */
interface Open {
  /** Responses that have not ended, oldest first. */
  unanswered: Set<ServerResponse>;
  deadline?: NodeJS.Timeout;
  /** Ends the connection; set when no request is taken any more and earlier ones are still to be answered. */
  hangUp?: () => void;
}

/**
 * HTTP/1.1 on connections that a front door hands over. Node's own deadlines work only on servers that listen, so each connection gets
 * one here: a client that trickles headers, or keeps a connection open for nothing, is closed. Nothing is answered by Node itself: who
 * stands behind the parser judges the client first, and keeps the log.
 */
export class HttpConnections {
  private readonly server: Server;
  private readonly open = new Map<Socket, Open>();

  constructor(
    private readonly rooms: HttpRooms,
    private readonly timeouts = { idle: idleTimeout, body: bodyTimeout },
  ) {
    const accept = (request: IncomingMessage, response: ServerResponse) => {
      this.accept(request, response);
    };
    this.server = createServer(
      { maxHeaderSize, keepAliveTimeout: timeouts.idle, noDelay: true, requireHostHeader: false },
      accept,
    );
    // A body that will be refused for its size is not asked for.
    this.server.on("checkContinue", (request: IncomingMessage, response: ServerResponse) => {
      if (!(Number(request.headers["content-length"]) > bodyLimit)) response.writeContinue();
      accept(request, response);
    });
    this.server.on("checkExpectation", accept);
    this.server.on("connect", ({ method, url }: IncomingMessage, socket: Socket) => {
      const what = { reason: "CONNECT asks for a tunnel", status: 0, method, path: url };
      this.turnAway(socket, what);
    });
    this.server.on("clientError", (error: NodeJS.ErrnoException, socket: Socket) => {
      this.refuse(error, socket);
    });
  }

  /** Serves requests on `socket` until it closes. */
  serve(socket: Socket): void {
    const state: Open = { unanswered: new Set() };
    this.open.set(socket, state);
    socket.on("close", () => {
      clearTimeout(state.deadline);
      this.open.delete(socket);
      // Node forgets the responses that waited for their turn: whoever follows one would wait for ever.
      for (const response of state.unanswered) {
        if (response.socket !== null) continue;
        response.destroy();
        response.emit("close");
      }
    });
    this.arm(socket, this.timeouts.idle);
    this.server.emit("connection", socket);
  }

  /** Connections on which no request is being answered. */
  idle(): Socket[] {
    return [...this.open]
      .filter(([, { unanswered }]) => unanswered.size === 0)
      .map(([socket]) => socket);
  }

  /** Leaves a request unanswered and takes no more; the connection ends in good order when the earlier ones are answered. */
  leave(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    request.resume();
    this.hangUp(socket, [response], () => socket.end());
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
    request.on("error", () => undefined);
    response.on("error", () => undefined);
    if (state.hangUp) return void request.resume();
    state.unanswered.add(response);
    this.arm(socket, this.timeouts.body, () => request.complete);
    response.on("close", () => {
      state.unanswered.delete(response);
      if (state.unanswered.size > 0 || !this.open.has(socket)) return;
      if (state.hangUp) state.hangUp();
      else this.arm(socket, this.timeouts.idle);
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
    if (reset) socket.destroySoon();
    else this.turnAway(socket, { reason: error.message, status });
  }

  /** The parser has lost its place, or gave the connection up: nothing that follows is read. */
  private turnAway(socket: Socket, what: Unusable): void {
    const state = this.open.get(socket);
    // Every further byte makes the same error.
    if (state?.hangUp) return;
    const unanswered = [...(state?.unanswered ?? [])];
    // It may be its own body that a request breaks off in: the answer is that request's.
    const own = unanswered.filter(({ req }) => !req.complete);
    const taken = unanswered.length > own.length || own.some(({ headersSent }) => headersSent);
    this.rooms.unusable(socket, taken ? { ...what, status: 0 } : what);
    this.hangUp(socket, own, () => {
      socket.destroySoon();
    });
  }

  /** Calls `end` when everything but `dropped` has been answered. */
  private hangUp(socket: Socket, dropped: ServerResponse[], end: () => void): void {
    const state = this.open.get(socket);
    if (!state) return void socket.destroy();
    for (const response of dropped) state.unanswered.delete(response);
    state.hangUp = end;
    if (state.unanswered.size === 0) end();
  }
}
