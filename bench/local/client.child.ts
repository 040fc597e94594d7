/** The client of a benchmark, in a process of its own. */
import { Agent, request as httpsRequest, type RequestOptions } from "node:https";
import { connect, createSecureContext, type SecureContext, type TLSSocket } from "node:tls";
import { type Certificates, domain, path, type Run } from "./messages";

let certificates: Certificates;
const held: TLSSocket[] = [];
const contexts = new Map<string, SecureContext>();

/** Made once for each kind of client: reading the PEM is no part of a handshake. */
function contextOf({ rogue, version }: Pick<Run, "rogue" | "version">): SecureContext {
  const key = `${version} ${rogue === true}`;
  const { certificate: cert, key: privateKey } =
    rogue === true ? certificates.rogue : certificates.client;
  const made =
    contexts.get(key) ??
    createSecureContext({
      cert,
      key: privateKey,
      ca: certificates.publicCa,
      minVersion: version,
      maxVersion: version,
    });
  contexts.set(key, made);
  return made;
}

function handshake(run: Run): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect(
      { host: "127.0.0.1", port: run.port, servername: domain, secureContext: contextOf(run) },
      () => {
        resolve(socket);
      },
    );
    socket.on("error", reject);
  });
}

async function once(run: Run, agent: Agent): Promise<void> {
  if (run.what === "handshake") {
    // Closed in order, so that the server has its half of the handshake done.
    const socket = await handshake(run);
    await new Promise<void>((resolve) => {
      socket.on("close", () => {
        resolve();
      });
      socket.resume().end();
    });
    return;
  }
  await new Promise<void>((resolve, reject) => {
    const request = httpsRequest(
      {
        host: "127.0.0.1",
        port: run.port,
        servername: domain,
        headers: { host: domain },
        secureContext: contextOf(run),
        path: run.status === 403 || run.what === "connectAndRequest" ? "/mock" : path,
        agent: run.what === "request" ? agent : new Agent({ maxCachedSessions: 0 }),
      } as RequestOptions,
      (response) => {
        response.resume();
        response.on("end", () => {
          if (response.statusCode === (run.status ?? 200)) resolve();
          else reject(new Error(`answered ${response.statusCode ?? 0}`));
        });
      },
    );
    request.on("error", reject);
    request.end();
  });
}

/** Milliseconds that the run takes. */
async function perform(run: Run): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: run.parallel, maxCachedSessions: 0 });
  let left = run.times;
  const work = async () => {
    while (left-- > 0) await once(run, agent);
  };
  // Connections that are kept are there before the clock runs.
  if (run.what === "request")
    await Promise.all(Array.from({ length: run.parallel }, () => once(run, agent)));
  const began = performance.now();
  await Promise.all(Array.from({ length: run.parallel }, work));
  const took = performance.now() - began;
  agent.destroy();
  return took;
}

/** Opens connections and keeps them. */
async function hold(run: Run): Promise<void> {
  for (let count = 0; count < run.times; count += run.parallel) {
    held.push(...(await Promise.all(Array.from({ length: run.parallel }, () => handshake(run)))));
  }
}

type Message = { certificates: Certificates } | { run: Run } | { hold: Run };

process.on("message", (message: Message) => {
  if ("certificates" in message) {
    ({ certificates } = message);
    process.send?.(0);
  } else if ("run" in message) {
    void perform(message.run).then((took) => process.send?.(took));
  } else {
    void hold(message.hold).then(() => process.send?.(held.length));
  }
});
process.on("disconnect", () => process.exit(0));
