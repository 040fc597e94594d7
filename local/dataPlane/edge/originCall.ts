import {
  request as httpRequest,
  type ClientRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type RequestOptions,
} from "node:http";
import { request as httpsRequest } from "node:https";
import { hasBody } from "../hasBody";
import { badGateway, gatewayTimeout, noConnection } from "./edgeAnswers";

/** CloudFront's default connection and response timeouts, in milliseconds. */
const defaultTimeouts = { connect: 10_000, response: 30_000 };

/** One request to an origin. */
export interface OriginCall {
  secure: boolean;
  options: RequestOptions & { servername?: string };
  headers: OutgoingHttpHeaders;
  /** Name for reasons in the log. */
  origin: string;
  presentsCertificate: boolean;
  body: IncomingMessage;
}

/** Resolves to the origin's answer; rejects with an EdgeError: 502 when no connection or answer came about, 504 when time ran out. */
export async function callOrigin(
  call: OriginCall,
  timeouts = defaultTimeouts,
): Promise<IncomingMessage> {
  const bodiless = !hasBody(call.body);
  try {
    return await attempt(call, bodiless, timeouts);
  } catch (error) {
    // An idle connection that the origin closed in the same moment: CloudFront tries again on a new one.
    if (error instanceof StaleConnection && bodiless) return attempt(call, bodiless, timeouts);
    throw error;
  }
}

/** A connection from the pool broke before anything was answered. */
class StaleConnection extends Error {}

function attempt(
  call: OriginCall,
  bodiless: boolean,
  { connect: connectTimeout, response: responseTimeout }: typeof defaultTimeouts,
): Promise<IncomingMessage> {
  // Without either header Node sends the body of a GET, HEAD, DELETE or OPTIONS bare: the origin would read it as the next request.
  const unframed = !bodiless && call.headers["content-length"] === undefined;
  return new Promise((resolve, reject) => {
    const outgoing = (call.secure ? httpsRequest : httpRequest)({
      ...call.options,
      headers: unframed ? { ...call.headers, "transfer-encoding": "chunked" } : call.headers,
    });
    const expire = (what: string, failoverCode: 503 | 504) => () => {
      outgoing.destroy();
      reject(gatewayTimeout(`${call.origin} ${what}`, failoverCode));
    };
    let timer = setTimeout(
      expire(`did not accept a connection in ${connectTimeout} ms`, 503),
      connectTimeout,
    ).unref();
    const connected = () => {
      clearTimeout(timer);
      timer = setTimeout(
        expire(`did not answer in ${responseTimeout} ms`, 504),
        responseTimeout,
      ).unref();
    };
    outgoing.on("socket", (socket) => {
      if (outgoing.reusedSocket) connected();
      else socket.once(call.secure ? "secureConnect" : "connect", connected);
    });
    outgoing.on("response", (answer) => {
      // From here on the timeout is one of silence, not of the whole answer.
      clearTimeout(timer);
      answer.setTimeout(responseTimeout, () => {
        answer.destroy(new Error(`${call.origin} fell silent for ${responseTimeout} ms`));
      });
      resolve(answer);
    });
    outgoing.on("close", () => {
      clearTimeout(timer);
      // Node drops an answer of 101 without a word; when there was an answer or an error this is of no effect.
      reject(badGateway(`${call.origin} gave no answer before the connection ended`));
    });
    outgoing.on("error", (error: NodeJS.ErrnoException) => {
      const stale =
        outgoing.reusedSocket && (error.code === "ECONNRESET" || error.code === "EPIPE");
      reject(
        stale && bodiless
          ? new StaleConnection(error.message)
          : failureOf(error)(reasonOf(call, outgoing, error)),
      );
    });
    if (bodiless) outgoing.end();
    else {
      call.body.pipe(outgoing);
      call.body.once("close", () => {
        if (!call.body.complete) outgoing.destroy();
      });
    }
  });
}

/** No connection came about, or one broke. */
function failureOf({ code = "" }: NodeJS.ErrnoException): typeof badGateway {
  const unreachable = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH"];
  return unreachable.includes(code) ? noConnection : badGateway;
}

function reasonOf(call: OriginCall, outgoing: ClientRequest, error: NodeJS.ErrnoException): string {
  const closed =
    error.code === "ECONNRESET" && outgoing.socket !== null && !outgoing.socket.connecting;
  if (closed && !call.presentsCertificate) {
    return `${call.origin} closed the connection without an answer, and the origin has no originMtlsConfig: CloudFront presents no client certificate`;
  }
  const code = error.code && !error.message.includes(error.code) ? ` (${error.code})` : "";
  return `no connection to ${call.origin}: ${error.message}${code}`;
}
