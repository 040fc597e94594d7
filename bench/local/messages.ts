/** A certificate with its key, PEM. */
export interface Keyed {
  certificate: string;
  key: string;
}

/** What every server and client of a benchmark is made with. */
export interface Certificates {
  /** The CA of the server's certificate. */
  publicCa: string;
  server: Keyed;
  /** The truststore. */
  truststore: string;
  client: Keyed;
  /** A client of a CA that is not in the truststore. */
  rogue: Keyed;
}

/** Servers that are measured: the stand-in's gateway, and what Node gives for nothing. `backend` stands behind gateway and proxy. */
export type ServerKind = "gateway" | "tls" | "ticketless" | "https" | "proxy" | "backend";

/** What a server has used. */
export interface Usage {
  /** Milliseconds of CPU since it began. */
  cpu: number;
  /** Resident memory after a garbage collection, in MB. */
  memory: number;
}

/** One run of the client's: what it does again and again, `parallel` at a time. */
export interface Run {
  port: number;
  what: "handshake" | "request" | "connectAndRequest";
  /** How often in all. */
  times: number;
  parallel: number;
  rogue?: boolean;
  version: "TLSv1.2" | "TLSv1.3";
  /** Status that every request has to be answered with. */
  status?: number;
}

/** The domain with mutual TLS, and the path that is asked for. */
export const domain = "api.example.com";
export const path = "/pets";
