import { Agent, request } from "node:https";
import type { Call, Sight, TlsVersion } from "./call";
import { only, tlsOptions } from "./nodeClient";

/** Requests one after the other on one connection. */
export class KeptConnection {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private asked = false;

  constructor(
    private readonly call: Call,
    private readonly version: TlsVersion,
  ) {}

  /** The answer to one request. One that needs a new connection, the first apart, counts as broken. */
  ask(): Promise<Sight> {
    const { call, agent, asked } = this;
    this.asked = true;
    return new Promise((resolve) => {
      const sent = request(
        {
          ...tlsOptions(call),
          ...only(this.version),
          agent,
          path: call.path,
          headers: { host: call.host },
        },
        (response) => {
          response.resume();
          response.on("end", () => {
            const kept = sent.reusedSocket === asked;
            const outcome = kept ? (response.statusCode ?? 0) : "no handshake";
            resolve({ outcome, words: kept ? "" : "the connection was not kept" });
          });
        },
      );
      sent.on("error", ({ message }) => {
        resolve({ outcome: "no handshake", words: message });
      });
      sent.end();
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
