import * as https from "node:https";
import { TLSSocket } from "node:tls";

/** A client certificate as PEM: the leaf, then the rest of its chain, and the key. */
export interface Credential {
  certificatePem: string;
  privateKeyPem: string;
}

/** What came back: an HTTP answer, or the way in which the connection ended without one. */
export type Reply =
  | { kind: "answer"; status: number; body: string; protocol: string }
  | { kind: "closed"; reason: string };

/** How long one request may take, in milliseconds. */
const timeoutMs = 10_000;

/**
 * Sends one GET over a TLS connection of its own to a port on this machine, in the name of the URL's host: SNI, Host
 * header and the check of the server's certificate are those of the public name.
 *
 * @param url the public URL, such as `https://api.example.com/pets`
 * @param port the port on 127.0.0.1 that plays the host
 * @param ca PEM of the certificate authority that the server's certificate must chain to
 */
export function get(
  url: string,
  port: number,
  ca: string,
  credential?: Credential,
): Promise<Reply> {
  const { hostname, host, pathname, search } = new URL(url);
  return new Promise((resolve) => {
    let protocol = "";
    const request = https.request(
      {
        host: "127.0.0.1",
        port,
        servername: hostname,
        path: pathname + search,
        headers: { host },
        ca,
        cert: credential?.certificatePem,
        key: credential?.privateKeyPem,
        agent: false,
        timeout: timeoutMs,
      },
      (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (text: string) => (body += text));
        response.on("end", () => {
          resolve({ kind: "answer", status: response.statusCode ?? 0, body, protocol });
        });
        response.on("error", (error) => {
          resolve(closed(error));
        });
      },
    );
    request.on("socket", (socket) => {
      socket.once("secureConnect", () => {
        if (socket instanceof TLSSocket) protocol = socket.getProtocol() ?? "";
      });
    });
    request.on("timeout", () =>
      request.destroy(new Error(`no answer within ${timeoutMs / 1000} s`)),
    );
    request.on("error", (error) => {
      resolve(closed(error));
    });
    request.end();
  });
}

function closed(error: Error): Reply {
  return { kind: "closed", reason: error.message };
}
