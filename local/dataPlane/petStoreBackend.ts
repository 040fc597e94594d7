import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

/** Public host of AWS's own PetStore backend, which the sample REST API calls. https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-create-api-from-example.html */
export const petStoreHost = "petstore-demo-endpoint.execute-api.com";

/** The pets that AWS's backend answers with. */
export const pets = [
  { id: 1, type: "dog", price: 249.99 },
  { id: 2, type: "cat", price: 124.99 },
  { id: 3, type: "fish", price: 0.99 },
] as const;

/** A stand-in for AWS's public PetStore backend, on plain HTTP. */
export interface PetStoreBackend {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  close(): Promise<void>;
}

const bodyLimit = 64 * 1024;

/** Starts the backend on a free port of `host`. */
export async function startPetStoreBackend(host: string): Promise<PetStoreBackend> {
  const server = createServer((request, response) => {
    answer(request, response);
  });
  server.on("clientError", (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, host, resolve);
  });
  server.on("error", () => undefined);
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://${host}:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function answer(request: IncomingMessage, response: ServerResponse): void {
  const path = (request.url ?? "").replace(/\?.*$/s, "");
  const id = /^\/petstore\/pets\/(\d{1,9})$/.exec(path);
  if (path === "/petstore/pets" && request.method === "GET") {
    send(response, 200, pets);
  } else if (path === "/petstore/pets" && request.method === "POST") {
    create(request, response);
  } else if (id && request.method === "GET") {
    const found = pets.find((pet) => pet.id === Number(id[1]));
    if (found) send(response, 200, found);
    else
      send(response, 400, {
        errors: [{ key: "GetPetRequest.petId", message: "The value is out of range." }],
      });
  } else {
    send(response, 404, { message: "Not Found" });
  }
}

function create(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on("error", () => undefined);
  request.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= bodyLimit) chunks.push(chunk);
  });
  request.on("end", () => {
    if (length > bodyLimit) {
      send(response, 413, { message: "Too large" });
      return;
    }
    try {
      const pet: unknown = JSON.parse(Buffer.concat(chunks).toString("utf8"));
      send(response, 200, { pet, message: "success" });
    } catch {
      send(response, 400, { message: "Bad Request" });
    }
  });
}

/** AWS's backend indents its answers by two spaces, as the walk-through shows. */
function send(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body, undefined, 2));
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": bytes.length,
  });
  response.end(bytes);
}
