import type { Actor } from "../world/actor";

export type TlsVersion = "TLSv1.2" | "TLSv1.3";

export const tlsVersions: readonly TlsVersion[] = ["TLSv1.2", "TLSv1.3"];

/** One HTTPS request to this machine. */
export interface Call {
  port: number;
  /** SNI; "" for none. */
  serverName: string;
  /** Host header. */
  host: string;
  /** PEM of the CA that the server's certificate must chain to. */
  ca: string;
  client?: Pick<Actor, "pem" | "keyPem">;
  /** PEM of what the client sends beside its leaf. */
  chainPem?: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  /** @default "GET" */
  method?: string;
  /** What follows the headers as it is: they have to announce it. @default nothing */
  body?: string;
}

/** What a client saw of a connection: the status of the answer, or how it ended without one. */
export type Sight = { outcome: number | "closed" | "no handshake" | "handshake"; words: string };

/** A client of TLS that rows are tried with. */
export interface TlsClient {
  send(call: Call, version: TlsVersion): Promise<Sight>;
}

/** The request as it stands on the wire; the connection is closed after the answer. */
export function requestText({ method = "GET", path, host, headers = {}, body = "" }: Call): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\nHost: ${host}\r\n${lines.join("")}Connection: close\r\n\r\n${body}`;
}

/** Weak keys and signatures have to be shown to be refused: OpenSSL's own bar is taken away. */
export const anyStrength = "DEFAULT:@SECLEVEL=0";
