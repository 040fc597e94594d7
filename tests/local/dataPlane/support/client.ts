import { request as httpsRequest, Agent } from "node:https";
import { connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import type { IncomingHttpHeaders } from "node:http";
import type { Actor } from "./actors";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a client does: where it connects, whom it asks for, what it shows. */
export interface Call {
  port: number;
  /** SNI and, unless `headers.host` says otherwise, Host. */
  name: string;
  ca: string;
  client?: Actor;
  /** Sent beside the client's certificate. */
  chain?: Actor[];
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  tls?: ConnectionOptions;
  agent?: Agent;
}

export const tlsVersions = ["TLSv1.2", "TLSv1.3"] as const;

/** TLS options that `call` means. */
export function tlsOptions(call: Call): ConnectionOptions {
  const { client } = call;
  return {
    host: "127.0.0.1",
    port: call.port,
    servername: call.name,
    ca: call.ca,
    ...(client
      ? { cert: client.pem + (call.chain ?? []).map(({ pem }) => pem).join(""), key: client.keyPem }
      : {}),
    ...call.tls,
  };
}

/** One HTTPS request. Rejects with Node's error when there is no answer. */
export function ask(call: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      {
        ...tlsOptions(call),
        path: call.path ?? "/pets",
        method: call.method ?? "GET",
        headers: { host: call.name, ...call.headers },
        agent: call.agent ?? new Agent({ maxCachedSessions: 0 }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () => {
          const body = Buffer.concat(chunks).toString("utf8");
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      },
    );
    request.on("error", reject);
    request.end(call.body);
  });
}

/** A TLS connection after its handshake. */
export function handshake(call: Call): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect(tlsOptions(call), () => {
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

/** All that comes until the peer closes; rejects on a reset. */
export function readToEnd(socket: TLSSocket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.on("end", () => {
      resolve(text);
    });
    socket.on("error", reject);
  });
}
