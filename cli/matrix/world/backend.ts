import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** Headers by which proxies tell a backend of a client's certificate. */
export const certificateHeaders = [
  "x-amzn-mtls-clientcert",
  "x-amzn-mtls-clientcert-subject",
  "x-client-cert",
  "x-forwarded-client-cert",
  "x-ssl-client-verify",
  "ssl-client-cert",
  "client-cert",
] as const;

/** An HTTP backend that believes its headers: it answers 409 when one of them claims a certificate, else 200. */
export interface Backend {
  url: string;
  close(): Promise<void>;
}

/** 409 for a request with one of those headers, else 200. */
export function statusOf({ headers }: IncomingMessage): 200 | 409 {
  return certificateHeaders.some((name) => headers[name] !== undefined) ? 409 : 200;
}

export async function startBackend(): Promise<Backend> {
  const server = createServer((request, response) => {
    response.writeHead(statusOf(request)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
