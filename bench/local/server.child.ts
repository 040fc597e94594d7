/** A server that is measured, in a process of its own: `node -r ./tests/register.js bench/local/server.child.ts gateway`. */
import { constants } from "node:crypto";
import { createServer as createHttp, request as httpRequest, Agent } from "node:http";
import { createServer as createHttps } from "node:https";
import { createServer as createTls } from "node:tls";
import type { AddressInfo, Server } from "node:net";
import { startDataPlane } from "@mtls-gateway/local/dist/dataPlane/index";
import { FakeAccount } from "../../tests/local/dataPlane/support/fakeAccount";
import { type Certificates, domain, path, type ServerKind, type Usage } from "./messages";

const answer = JSON.stringify([{ id: 1, type: "dog", price: 249.99 }]);
const [, , kind] = process.argv as [string, string, ServerKind];

/** What a bare server is made with: the same certificates, and the truststore as OpenSSL has it. */
function options({ server, truststore }: Certificates) {
  const { certificate: cert, key } = server;
  return { cert, key, ca: truststore, requestCert: true, rejectUnauthorized: true };
}

async function start(certificates: Certificates, backend: number): Promise<number> {
  switch (kind) {
    case "backend": {
      const server = createHttp((_, response) => {
        response.writeHead(200, { "Content-Type": "application/json" }).end(answer);
      });
      return listen(server);
    }
    case "gateway":
      return startGateway(certificates, backend);
    case "tls":
    case "ticketless": {
      const secureOptions = kind === "ticketless" ? constants.SSL_OP_NO_TICKET : 0;
      const server = createTls({ ...options(certificates), secureOptions }, (socket) => {
        socket.on("error", () => undefined);
        socket.resume();
      });
      return listen(server);
    }
    case "https": {
      const server = createHttps(options(certificates), (_, response) => response.end(answer));
      return listen(server);
    }
    case "proxy": {
      const agent = new Agent({ keepAlive: true });
      const server = createHttps(options(certificates), (request, response) => {
        const { method, url, headers } = request;
        const to = { host: "127.0.0.1", port: backend, method, path: url, headers, agent };
        const outgoing = httpRequest(to, (incoming) => {
          response.writeHead(incoming.statusCode ?? 502, incoming.headers);
          incoming.pipe(response);
        });
        request.pipe(outgoing);
      });
      return listen(server);
    }
  }
}

/** The stand-in's gateway with one domain with mutual TLS: `/pets` leads to the backend, `/mock` to no backend. */
async function startGateway(certificates: Certificates, backend: number): Promise<number> {
  const account = await FakeAccount.create();
  const { server, truststore } = certificates;
  const get = (integration: object) => ({
    get: { "x-amazon-apigateway-integration": integration },
  });
  const definition = {
    openapi: "3.0.1",
    paths: {
      [path]: get({
        type: "http_proxy",
        httpMethod: "GET",
        uri: `http://127.0.0.1:${backend}${path}`,
      }),
      "/mock": get({
        type: "mock",
        requestTemplates: { "application/json": '{"statusCode": 200}' },
        responses: {
          default: { statusCode: 200, responseTemplates: { "application/json": answer } },
        },
      }),
    },
  };
  account.apiList = [account.api(definition)];
  const view = await account.domain(domain);
  const keyed = {
    certificatePem: server.certificate,
    chainPem: "",
    privateKeyPem: server.key,
    arn: "",
  };
  const store = { pem: truststore, uri: "s3://b/k", version: "1", readAt: "" };
  account.domainList = [{ ...view, serverCertificate: keyed, truststore: store }];
  const plane = await startDataPlane(account);
  return plane.gatewayPort;
}

function listen(server: Server & { keepAliveTimeout?: number }): Promise<number> {
  // Between two rounds a kept connection waits longer than Node's five seconds.
  if (server.keepAliveTimeout !== undefined) server.keepAliveTimeout = 0;
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function usage(): Usage {
  global.gc?.();
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1000, memory: process.memoryUsage().rss / 2 ** 20 };
}

interface Start {
  certificates: Certificates;
  /** Port of the backend, of servers that have one. */
  backend: number;
}

process.on("message", (message: Start | "usage") => {
  if (message === "usage") process.send?.(usage());
  else void start(message.certificates, message.backend).then((port) => process.send?.(port));
});
process.on("disconnect", () => process.exit(0));
