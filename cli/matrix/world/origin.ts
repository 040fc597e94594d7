import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { statusOf } from "./backend";

/** An HTTPS server that is no API Gateway. */
export interface Origin {
  port: number;
  close(): Promise<void>;
}

/** Answers as the backend does. With `clientCaPem` it ends the handshake of clients of any other CA. */
export async function startOrigin(options: {
  certificatePem: string;
  privateKeyPem: string;
  clientCaPem?: string;
}): Promise<Origin> {
  const { certificatePem: cert, privateKeyPem: key, clientCaPem: ca } = options;
  const asking = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: true };
  const server = createServer({ cert, key, ...asking }, (request, response) =>
    response.writeHead(statusOf(request)).end(),
  );
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
