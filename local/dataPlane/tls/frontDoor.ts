import { createServer, type Server, type Socket } from "node:net";
import type { Server as TlsServer, TLSSocket } from "node:tls";
import { maxClientHello, readOpening } from "./clientHello";

/** How long a client may take from the connection to the end of the handshake, in milliseconds. */
export const handshakeTimeout = 10_000;

/** What a listener makes of the connections that come in at its front door. */
export interface FrontDoorRooms {
  /** The TLS side for a name ("" without SNI); undefined breaks the handshake off. */
  tlsFor(serverName: string): TlsServer | undefined;
  /** Takes over a connection that speaks no TLS; absent: it is closed. */
  plain?(socket: Socket): void;
  /** Takes over after the handshake. */
  secure(socket: TLSSocket, serverName: string): void;
  /** A connection that never came through. */
  failed(serverName: string, reason: string): void;
}

/**
 * One listening port that reads the ClientHello first and then hands the connection to the TLS side of the name asked for.
 * It holds every connection, so that `close` can end all of them at once, and gives each a deadline for its handshake.
 */
export class FrontDoor {
  private readonly server: Server;
  private readonly connections = new Set<Socket>();
  private readonly handshaking = new Map<string, Handshake>();
  private closing = false;
  private readonly wired = new WeakSet<TlsServer>();

  constructor(
    private readonly rooms: FrontDoorRooms,
    private readonly timeout = handshakeTimeout,
  ) {
    this.server = createServer((socket) => {
      this.open(socket);
    });
    this.server.on("error", () => undefined);
  }

  /** Listens; rejects with Node's own error (`EADDRINUSE`, `EACCES`). Resolves to the port. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, host, () => {
        this.server.off("error", reject);
        const address = this.server.address();
        resolve(typeof address === "object" && address ? address.port : port);
      });
    });
  }

  /** Stops listening and ends every connection now. */
  close(): Promise<void> {
    this.closing = true;
    const closed = new Promise<void>((resolve) => {
      this.server.close(() => {
        resolve();
      });
    });
    for (const socket of this.connections) socket.destroy();
    return closed;
  }

  private open(socket: Socket): void {
    this.connections.add(socket);
    socket.setNoDelay(true);
    const handshake: Handshake = { serverName: "", done: false };
    const deadline = setTimeout(() => {
      this.fail(handshake, "timeout in the TLS handshake");
      socket.destroy();
    }, this.timeout).unref();
    handshake.settle = () => {
      handshake.done = true;
      clearTimeout(deadline);
    };
    const key = peerOf(socket);
    socket.on("error", (error) => {
      this.fail(handshake, error.message);
    });
    socket.on("close", () => {
      this.connections.delete(socket);
      if (this.handshaking.get(key) === handshake) this.handshaking.delete(key);
      this.fail(handshake, "the client closed the connection before the handshake was complete");
    });
    this.handshaking.set(key, handshake);
    this.peek(socket, handshake);
  }

  /** Collects bytes until the opening is known, then puts them back for whoever takes over. */
  private peek(socket: Socket, handshake: Handshake): void {
    let bytes: Buffer = Buffer.alloc(0);
    const read = () => {
      let chunk: Buffer | null;
      while ((chunk = socket.read() as Buffer | null) !== null) {
        bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
      }
      const opening = readOpening(bytes);
      if (opening.kind === "partial" && bytes.length <= maxClientHello) return;
      socket.off("readable", read);
      if (bytes.length > 0) socket.unshift(bytes);
      if (opening.kind === "tls") this.startTls(socket, handshake, opening.serverName);
      else this.startPlain(socket, handshake);
    };
    socket.on("readable", read);
  }

  private startTls(socket: Socket, handshake: Handshake, serverName: string): void {
    handshake.serverName = serverName;
    const tls = this.rooms.tlsFor(serverName);
    if (!tls) {
      this.fail(handshake, "no certificate for this server name");
      // Alert handshake_failure(40), fatal: what a TLS stack without a certificate for the name sends.
      socket.end(Buffer.from([21, 3, 3, 0, 2, 2, 40]), () => socket.destroy());
      return;
    }
    this.wire(tls);
    tls.emit("connection", socket);
  }

  private startPlain(socket: Socket, handshake: Handshake): void {
    if (!this.rooms.plain) {
      this.fail(handshake, "the first bytes are no TLS ClientHello");
      socket.destroy();
      return;
    }
    handshake.settle?.();
    this.rooms.plain(socket);
  }

  private wire(tls: TlsServer): void {
    if (this.wired.has(tls)) return;
    this.wired.add(tls);
    tls.on("secureConnection", (socket) => {
      const handshake = this.handshaking.get(peerOf(socket));
      socket.on("error", () => undefined);
      if (!handshake || handshake.done) return void socket.destroy();
      try {
        this.rooms.secure(socket, handshake.serverName);
        handshake.settle?.();
      } catch (error) {
        this.fail(handshake, String(error));
        socket.destroy();
      }
    });
    tls.on("tlsClientError", (error, socket) => {
      const handshake = this.handshaking.get(peerOf(socket));
      if (handshake) this.fail(handshake, error.message);
      socket.destroy();
    });
  }

  private fail(handshake: Handshake, reason: string): void {
    if (handshake.done || this.closing) return;
    handshake.settle?.();
    this.rooms.failed(handshake.serverName, reason);
  }
}

interface Handshake {
  serverName: string;
  /** True once it came through, failed, or was handed on. */
  done: boolean;
  settle?: () => void;
}

/** Unique among the connections open at one port: the TLS socket and the raw one below it answer the same. */
function peerOf(socket: Socket): string {
  return `${socket.remoteAddress ?? ""}|${socket.remotePort ?? 0}`;
}
