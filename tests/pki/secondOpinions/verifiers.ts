import { execFile } from "node:child_process";
import * as fs from "node:fs";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import * as tls from "node:tls";
import type { Actor } from "../support/actors";
import { pem } from "../support/actors";
import type { ChainCase } from "./chainCases";

/** What `openssl verify` says: "" when it accepts, else its error. */
export async function askOpenssl(folder: string, one: ChainCase): Promise<string> {
  const store = path.join(folder, "truststore.pem");
  const leaf = path.join(folder, "leaf.pem");
  fs.writeFileSync(store, one.truststore.map((ca) => ca.toPem()).join(""));
  fs.writeFileSync(leaf, pem(one.leaf));
  const time = String(one.at.getTime() / 1000);
  const options = [
    "-x509_strict",
    "-purpose",
    "sslclient",
    "-attime",
    time,
    "-no-CApath",
    "-no-CAstore",
  ];
  const args = ["verify", ...options, "-CAfile", store, leaf];
  return new Promise((resolve, reject) => {
    execFile("openssl", args, (error, stdout, stderr) => {
      if (error && typeof error.code === "string")
        reject(new Error("openssl did not run", { cause: error }));
      else resolve(error ? (/error \d+ at .*/.exec(stderr + stdout)?.[0] ?? stderr) : "");
    });
  });
}

/** What Node's TLS server says of the client's chain in a real handshake: "" when authorized, else the error. */
export async function askNode(server: Actor, one: ChainCase): Promise<string> {
  const listener = tls.createServer({
    cert: pem(server),
    key: keyPem(server),
    ca: one.truststore.map((ca) => ca.toPem()),
    requestCert: true,
    rejectUnauthorized: false,
    // The verdict asked for is that on the path; which algorithms are too weak is another question.
    ciphers: "DEFAULT@SECLEVEL=0",
  });
  const verdict = new Promise<string>((resolve, reject) => {
    listener.on("secureConnection", (socket) => {
      const error = socket.authorizationError as unknown;
      resolve(socket.authorized ? "" : String(error));
      socket.destroy();
    });
    listener.on("tlsClientError", (error) => {
      resolve(`handshake: ${error.message}`);
    });
    listener.on("error", reject);
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const socket = tls.connect({
    port: (listener.address() as AddressInfo).port,
    host: "127.0.0.1",
    cert: pem(one.leaf),
    key: keyPem(one.leaf),
    rejectUnauthorized: false,
    ciphers: "DEFAULT@SECLEVEL=0",
  });
  socket.on("error", () => undefined);
  try {
    return await verdict;
  } finally {
    socket.destroy();
    await new Promise((resolve) => listener.close(resolve));
  }
}

function keyPem({ key }: Actor): string {
  return key.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
