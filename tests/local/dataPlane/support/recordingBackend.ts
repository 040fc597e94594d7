import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Actor } from "./actors";

/** A request as a backend got it. */
export interface Seen {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A backend or origin on this machine that remembers what it was asked. */
export class RecordingBackend {
  seen: Seen[] = [];
  /** How it answers; `{}` until a test says otherwise. */
  reply: (response: ServerResponse) => void = (response) => {
    response.end("{}");
  };

  private constructor(readonly server: Server) {}

  /** Speaks HTTPS when it has a certificate. */
  static async start(certificate?: Actor): Promise<RecordingBackend> {
    const listener: RequestListener = (request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        const { method = "", url = "", headers } = request;
        backend.seen.push({ method, url, headers, body });
        backend.reply(response);
      });
    };
    const server = certificate
      ? createTlsServer({ cert: certificate.pem, key: certificate.keyPem }, listener)
      : createServer(listener);
    const backend = new RecordingBackend(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return backend;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
