import {
  request as httpRequest,
  Agent,
  type IncomingMessage,
  type OutgoingHttpHeaders,
} from "node:http";
import { request as httpsRequest, Agent as SecureAgent } from "node:https";
import {
  AnswerError,
  integrationFailure,
  integrationTimeout,
  internalServerError,
} from "./answers";
import type { Backends } from "./backends";

/** What became of the call to the backend, for the access log. */
export interface BackendOutcome {
  /** Status of the backend's answer. */
  status?: number;
  /** Milliseconds from the call to the head of its answer. */
  latency?: number;
  /** Why there was no answer. */
  error?: string;
}

/** One call from API Gateway to a backend. */
export interface BackendCall {
  /** The public URL; its path and query are in `path`. */
  url: URL;
  path: string;
  method: string;
  headers: OutgoingHttpHeaders;
  body: Buffer;
  /** Milliseconds. */
  timeout: number;
  outcome: BackendOutcome;
}

/** What the call itself decides: a mapping that had a say in the length of the body would make a second request of its end. */
const ownHeaders = new Set(["host", "content-length", "transfer-encoding"]);

/** The calls from API Gateway to backends, over connections that are kept. */
export class BackendCalls {
  private readonly agent = new Agent({ keepAlive: true, timeout: 5_000 });
  private readonly secureAgent = new SecureAgent({ keepAlive: true, timeout: 5_000 });

  constructor(private readonly backends: Backends) {}

  /** Ends every connection. */
  close(): void {
    this.agent.destroy();
    this.secureAgent.destroy();
  }

  /** The backend's answer; rejects with an `AnswerError` when there is none in time. */
  send(call: BackendCall): Promise<IncomingMessage> {
    const { url, outcome, timeout, body } = call;
    const { secure, hostname, port, prefix } = this.backends.addressOf(url);
    const headers: OutgoingHttpHeaders = { host: url.host };
    for (const [name, value] of Object.entries(call.headers)) {
      if (value !== undefined && !ownHeaders.has(name)) headers[name] = value;
    }
    if (body.length > 0 || ["POST", "PUT", "PATCH"].includes(call.method)) {
      headers["content-length"] = body.length;
    }
    const began = performance.now();
    return new Promise<IncomingMessage>((resolve, reject) => {
      const fail = (answer: typeof integrationFailure, reason: string) => {
        outcome.error = reason;
        reject(new AnswerError(answer, reason));
      };
      const outgoing = (secure ? httpsRequest : httpRequest)({
        host: hostname,
        port,
        method: call.method,
        path: prefix + call.path,
        headers,
        agent: secure ? this.secureAgent : this.agent,
        ...(secure ? { servername: url.hostname } : {}),
      });
      const timer = setTimeout(() => {
        outgoing.destroy();
        fail(integrationTimeout, `${url.host} did not answer in ${timeout} ms`);
      }, timeout).unref();
      outgoing.on("close", () => {
        clearTimeout(timer);
        // Node drops an answer of 101 without a word.
        if (outcome.status !== undefined || outcome.error !== undefined) return;
        const what = "gave no answer that can be passed on before the connection ended";
        fail(integrationFailure, `${url.host} ${what}`);
      });
      outgoing.on("response", (answer) => {
        if (answer.statusCode !== undefined) outcome.status = answer.statusCode;
        outcome.latency = Math.round(performance.now() - began);
        resolve(answer);
      });
      outgoing.on("error", (error) => {
        fail(integrationFailure, `cannot reach ${url.host}: ${error.message}`);
      });
      // An empty chunk would be one more buffer to write.
      if (body.length === 0) outgoing.end();
      else outgoing.end(body);
    });
  }
}

/** The host of an integration's URI, and its path with the query in it and `query` after that. */
export function targetOf(uri: string, query: URLSearchParams): { url: URL; path: string } {
  const [matches, origin = "", path = "", own = ""] =
    /^(https?:\/\/[^/?#]+)([^?#]*)(?:\?([^#]*))?/i.exec(uri) ?? [];
  const url = matches === undefined ? undefined : originUrl(origin);
  if (url === undefined) {
    throw new AnswerError(
      internalServerError,
      `the integration's URI ${JSON.stringify(uri)} is no HTTP URL`,
    );
  }
  const text = [own, query.toString()].filter((part) => part !== "").join("&");
  return { url, path: (path || "/") + (text === "" ? "" : `?${text}`) };
}

const origins = new Map<string, URL>();

/** Parsed once: an API has few backends. Undefined for what is no URL. */
function originUrl(origin: string): URL | undefined {
  const known = origins.get(origin);
  if (known !== undefined || !URL.canParse(origin)) return known;
  // A path parameter in the host would make as many as clients ask for.
  if (origins.size >= 100) origins.clear();
  const url = new URL(origin);
  origins.set(origin, url);
  return url;
}
