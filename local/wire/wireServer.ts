import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account } from "../account/account";
import { LocalAwsError } from "../localAwsError";
import { AwsError } from "../provider/awsError";
import { acmService } from "./acm/acmService";
import { apiGatewayService } from "./apigateway/apiGatewayService";
import { cloudFrontService } from "./cloudfront/cloudFrontService";
import { s3Service } from "./s3/s3Service";
import { stsService } from "./sts/stsService";
import { signedScope, type WireFault, type WireRequest, type WireService } from "./wireRequest";

/** Bytes of a call's body; every call that is answered here is smaller by far. */
const maxBody = 1024 * 1024;

/** The part of AWS's API that reads the account on this machine. */
export interface WireServer {
  /** For AWS_ENDPOINT_URL: `http://127.0.0.1:PORT`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 for the AWS CLI and the AWS SDKs, in plain HTTP. Which service a call is for stands in its
 * signature, so that one address serves all of them.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 *
 * @param port default: any free one
 * @throws LocalAwsError when the port is in use
 */
export async function startWireServer(account: Account, port = 0): Promise<WireServer> {
  // A map: a client chooses the name, and `constructor` is a name too.
  const services: ReadonlyMap<string, WireService> = new Map([
    ["acm", acmService(account)],
    ["apigateway", apiGatewayService(account)],
    ["cloudfront", cloudFrontService(account)],
    ["s3", s3Service(account)],
    ["sts", stsService()],
  ]);
  const server = createServer((request, response) => {
    // No call may end the process: an AWS that other programs use runs in it.
    answer(services, request, response).catch((error: unknown) => {
      giveUp(response, error);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const words = `Port ${port} of 127.0.0.1 is in use: end the process that listens there, or choose another port.`;
      reject(error.code === "EADDRINUSE" ? new LocalAwsError(words) : error);
    });
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function answer(
  services: ReadonlyMap<string, WireService>,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const scope = signedScope(incoming.headers.authorization);
  const service = scope === undefined ? undefined : services.get(scope.service);
  const respond = (): ReturnType<WireService["answer"]> => {
    if (scope === undefined) return plainRefusal(unsigned);
    if (service === undefined) {
      const message = `The AWS on this machine answers no calls of ${scope.service}; it answers ${[...services.keys()].join(", ")}.`;
      return plainRefusal({ status: 501, code: "NotImplemented", message });
    }
    try {
      return service.answer(readRequest(incoming, scope, body));
    } catch (error) {
      return service.refuse(faultOf(error));
    }
  };
  const body = await readBody(incoming);
  const { status, headers, body: content } = respond();
  response.writeHead(status, { "x-amzn-requestid": randomUUID(), ...headers });
  response.end(incoming.method === "HEAD" ? undefined : content);
}

/** The end of a call that could not be answered: its client hung up, or the answer is none that HTTP can carry. */
function giveUp(response: ServerResponse, error: unknown): void {
  if (response.headersSent || response.socket === null || response.socket.destroyed) {
    response.destroy();
    return;
  }
  const { status, headers, body } = plainRefusal(faultOf(error));
  response.writeHead(status, headers).end(body);
}

function readRequest(
  incoming: IncomingMessage,
  scope: { service: string; region: string },
  body: string,
): WireRequest {
  const [path = "/", query = ""] = (incoming.url ?? "/").split(/\?(.*)/s);
  return {
    ...scope,
    method: incoming.method ?? "GET",
    path,
    query: new URLSearchParams(query),
    headers: incoming.headers,
    body,
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const unsigned: WireFault = {
  status: 403,
  code: "MissingAuthenticationToken",
  message: "Missing Authentication Token: sign the request, with any credentials.",
};

function plainRefusal({ status, code, message }: WireFault): ReturnType<WireService["answer"]> {
  const headers = { "content-type": "application/json", "x-amzn-errortype": code };
  return { status, headers, body: JSON.stringify({ __type: code, message }) };
}

function faultOf(error: unknown): WireFault {
  if (error instanceof AwsError) {
    return { status: error.status, code: error.code, message: error.detail };
  }
  if (error instanceof URIError) {
    return { status: 400, code: "InvalidURI", message: "Couldn't parse the specified URI." };
  }
  // A defect of ours: the caller is told so, and the process lives on.
  const message = `The AWS on this machine failed: ${error instanceof Error ? error.message : String(error)}`;
  return { status: 500, code: "InternalFailure", message };
}
