import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { actor } from "../../tests/local/dataPlane/support/actors";
import type { Certificates, Run, ServerKind, Usage } from "./messages";
import { domain } from "./messages";

const register = require.resolve("../../tests/register.js");

/** A process that answers each message with one. */
class Child {
  private readonly child: ChildProcess;

  constructor(file: string, args: string[]) {
    const execArgv = ["-r", register, "--expose-gc"];
    this.child = fork(join(__dirname, file), args, { execArgv });
  }

  ask<Answer>(message: object | string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const gone = (status: number | null) => {
        reject(new Error(`the process ended with ${status ?? "a signal"}`));
      };
      this.child.once("exit", gone);
      this.child.once("message", (answer) => {
        this.child.off("exit", gone);
        resolve(answer as Answer);
      });
      this.child.send(message);
    });
  }

  end(): void {
    this.child.disconnect();
  }
}

/** A server in a process of its own. */
export class MeasuredServer {
  private constructor(
    private readonly child: Child,
    readonly port: number,
  ) {}

  /** @param backend the server behind this one */
  static async start(
    kind: ServerKind,
    certificates: Certificates,
    backend?: MeasuredServer,
  ): Promise<MeasuredServer> {
    const child = new Child("server.child.ts", [kind]);
    const start = { certificates, backend: backend?.port ?? 0 };
    return new MeasuredServer(child, await child.ask<number>(start));
  }

  usage(): Promise<Usage> {
    return this.child.ask("usage");
  }

  end(): void {
    this.child.end();
  }
}

/** The client, in a process of its own. */
export class MeasuringClient {
  private readonly child = new Child("client.child.ts", []);

  static async start(certificates: Certificates): Promise<MeasuringClient> {
    const client = new MeasuringClient();
    await client.child.ask({ certificates });
    return client;
  }

  /** Milliseconds that the run took. */
  perform(run: Run): Promise<number> {
    return this.child.ask({ run });
  }

  /** Resolves to the number of connections that are held. */
  hold(run: Run): Promise<number> {
    return this.child.ask({ hold: run });
  }

  end(): void {
    this.child.end();
  }
}

/** Certificates of the cheapest kind, P-256: where the handshake costs least, what is around it costs most. */
export async function certificatesOf(): Promise<Certificates> {
  const [publicCa, root, other] = await Promise.all(
    ["Public CA", "MyRootCA", "OtherRootCA"].map((commonName) => actor({ commonName, ca: true })),
  );
  if (!publicCa || !root || !other) throw new Error("unreachable");
  const names = { extendedKeyUsage: ["serverAuth"], subjectAltNames: [domain] };
  const server = await actor({ commonName: domain, issuer: publicCa, ...names });
  const client = await actor({ commonName: "my-client", issuer: root });
  const rogue = await actor({ commonName: "my-client", issuer: other });
  const keyed = ({ pem, keyPem }: typeof client) => ({ certificate: pem, key: keyPem });
  return {
    publicCa: publicCa.pem,
    truststore: root.pem,
    server: keyed(server),
    client: keyed(client),
    rogue: keyed(rogue),
  };
}
