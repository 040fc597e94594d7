import type { AccountView } from "./accountView";
import { EdgeListener } from "./edge/edgeListener";
import { Backends } from "./gateway/backends";
import { GatewayListener } from "./gateway/gatewayListener";
import type { LogEntry } from "./logEntry";
import { petStoreHost, startPetStoreBackend, type PetStoreBackend } from "./petStoreBackend";
import { Refresher } from "./refresher";
import { RequestLog } from "./requestLog";

export interface DataPlaneOptions {
  /** Port of the listener that plays API Gateway. @default any free port */
  gatewayPort?: number;
  /** Port of the listener that plays CloudFront. @default any free port */
  edgePort?: number;
  /** Address that both listen on. @default "127.0.0.1" */
  host?: string;
  /** Country in which CloudFront sees every viewer of this machine, by ISO 3166 code. @default "US" */
  viewerCountry?: string;
  /** Base URL to use in place of a public host name (of an integration or origin). @default PetStore's host on a local stand-in */
  backends?: Record<string, string>;
  /** More variables for every function of Lambda, asked for when one is started. @default none */
  functionEnvironment?: () => Record<string, string>;
  /** Gets one line for each request and refusal. @default nowhere */
  log?: (line: string) => void;
}

/** The running data plane: AWS's side of every connection, on this machine. */
export interface DataPlane {
  gatewayPort: number;
  edgePort: number;
  /**
   * Resolves when the listeners serve the account's current state, and access logs have a line for every request so far;
   * rejects with the reason while they cannot.
   */
  settled(): Promise<void>;
  /** Ends every listener, connection and timer at once. */
  close(): Promise<void>;
  /** Requests and refusals with reasons, oldest first; the last 1,000. */
  log: readonly LogEntry[];
}

/** Starts the data plane of the local account. A port that is taken rejects with Node's error: `code` "EADDRINUSE" and `port`. */
export async function startDataPlane(
  account: AccountView,
  options: DataPlaneOptions = {},
): Promise<DataPlane> {
  const host = options.host ?? "127.0.0.1";
  const log = new RequestLog(() => account.now(), options.log);
  let petStore: PetStoreBackend | undefined;
  const opened: { close(): Promise<void> }[] = [];
  try {
    const given = options.backends ?? {};
    if (!(petStoreHost in given)) {
      petStore = await startPetStoreBackend(host);
      opened.push(petStore);
    }
    const backends = new Backends({
      ...given,
      ...(petStore ? { [petStoreHost]: petStore.url } : {}),
    });
    const gateway = new GatewayListener(account, log, backends, options.functionEnvironment);
    opened.push(gateway);
    const gatewayAddress = () => ({ hostname: host, port: gatewayPort });
    const country = options.viewerCountry ?? "US";
    const edge = new EdgeListener(account, log, backends, gatewayAddress, country);
    opened.push(edge);
    await gateway.refresh();
    await edge.refresh();
    const gatewayPort = await gateway.listen(options.gatewayPort ?? 0, host);
    const edgePort = await edge.listen(options.edgePort ?? 0, host);
    const refresher = new Refresher(
      account,
      async () => {
        await gateway.refresh();
        await edge.refresh();
      },
      options.log,
    );
    return {
      gatewayPort,
      edgePort,
      settled: async () => {
        await refresher.settled();
        await gateway.logged();
      },
      close: async () => {
        refresher.close();
        await closeAll(opened);
      },
      log: log.entries,
    };
  } catch (error) {
    await closeAll(opened);
    throw error;
  }
}

async function closeAll(opened: { close(): Promise<void> }[]): Promise<void> {
  await Promise.all(opened.map((one) => one.close()));
}
