import type { IncomingMessage } from "node:http";
import { bodyLimit } from "../tls/httpConnections";
import { AnswerError, badRequest, requestTooLarge } from "./answers";

const nothing = Buffer.alloc(0);

/** Collects the body. One that is too large is read to its end and forgotten, so that the client gets to read the answer. */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const announced = request.headers["content-length"];
  if ((announced ?? "0") === "0" && request.headers["transfer-encoding"] === undefined) {
    // Without either header there is no body (RFC 9112, 6.3): nothing to wait for.
    request.resume();
    return Promise.resolve(nothing);
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = Number(announced ?? 0) > bodyLimit ? Infinity : 0;
    const refuse = () => {
      chunks.length = 0;
      reject(new AnswerError(requestTooLarge, "the request's body is over 10 MB"));
    };
    if (length > bodyLimit) refuse();
    request.on("data", (chunk: Buffer) => {
      if (length > bodyLimit) return;
      length += chunk.length;
      if (length > bodyLimit) refuse();
      else chunks.push(chunk);
    });
    request.on("end", () => {
      resolve(Buffer.concat(chunks));
    });
    request.on("close", () => {
      if (request.complete) return;
      reject(new AnswerError(badRequest, "the client went away before the request was complete"));
    });
  });
}
