import { isIP } from "node:net";
import { checkServerIdentity, connect, type ConnectionOptions, type TLSSocket } from "node:tls";
import {
  anyStrength,
  requestText,
  type Call,
  type Sight,
  type TlsClient,
  type TlsVersion,
} from "./call";

/** How long a connection may take, in milliseconds. */
const patience = 10_000;

/** Node's own TLS. */
export const nodeClient: TlsClient = {
  send: (call, version) => exchange(call, { minVersion: version, maxVersion: version }),
};

/** Options of a connection as the call means it. */
export function tlsOptions(call: Call): ConnectionOptions {
  const { client, chainPem = "" } = call;
  return {
    host: "127.0.0.1",
    port: call.port,
    servername: call.serverName,
    ca: call.ca,
    ciphers: anyStrength,
    // Without a name, or with an address, the gateway shows the certificate of AWS's own hosts.
    checkServerIdentity: (name, certificate) =>
      call.serverName === "" || isIP(call.serverName) !== 0
        ? undefined
        : checkServerIdentity(name, certificate),
    ...(client === undefined ? {} : { cert: client.pem + chainPem, key: client.keyPem }),
  };
}

/** One request on a connection of its own; `more` goes over the call's TLS options. */
export function exchange(
  call: Call,
  more: ConnectionOptions,
  onSocket: (socket: TLSSocket) => void = () => undefined,
): Promise<Sight> {
  return new Promise((resolve) => {
    let text = "";
    let socket: TLSSocket;
    try {
      socket = connect({ ...tlsOptions(call), ...more });
    } catch (error) {
      resolve({ outcome: "no handshake", words: `not sent: ${String(error)}` });
      return;
    }
    onSocket(socket);
    const end = (sight: Sight) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(sight);
    };
    const timer = setTimeout(() => {
      end({ outcome: "no handshake", words: `no answer within ${patience} ms` });
    }, patience);
    socket.on("secureConnect", () => socket.write(requestText(call)));
    socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
    socket.on("end", () => {
      end(sightOf(text));
    });
    socket.on("error", (error: Error) => {
      end(text === "" ? { outcome: "no handshake", words: error.message } : sightOf(text));
    });
    socket.on("close", () => {
      end({ outcome: "no handshake", words: "closed" });
    });
  });
}

/** The status of an HTTP answer; `closed` for nothing at all. */
export function sightOf(answer: string): Sight {
  const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
  return { outcome: status === undefined ? "closed" : Number(status), words: answer };
}

/** One version alone. */
export function only(version: TlsVersion): ConnectionOptions {
  return { minVersion: version, maxVersion: version };
}
