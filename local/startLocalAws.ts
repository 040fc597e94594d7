import { Account } from "./account/account";
import type { LogEvent } from "./account/logStore";
import { PublicCa } from "./account/publicCa";
import { StateFolder } from "./account/stateFolder";
import { View } from "./account/view";
import { CertificateIssuer } from "./aws/acm/certificateIssuer";
import { logGroupKey } from "./aws/cloudwatch/accessLogTarget";
import { awsProvider } from "./aws/provider";
import { giveZones, plainName } from "./aws/route53/zoneStore";
import { expireAll } from "./aws/s3/expireVersions";
import type { AccountView } from "./dataPlane/accountView";
import { type DataPlane, startDataPlane } from "./dataPlane";
import { LocalAwsError } from "./localAwsError";
import type { Intercept } from "./provider/intercept";
import { type ProviderServer, serveProvider } from "./provider/providerServer";
import { Resources } from "./resources";
import { tlsProvider } from "./tls/provider";
import { startWireServer } from "./wire/wireServer";

export interface LocalAwsOptions {
  /** The folder in which the account lives; made when it is not there. One process at a time. */
  state: string;
  /** Public hosted zones that the account has beside example.com, example.net and example.org. @default none */
  zones?: string[];
  /** Port of the listener that plays API Gateway. @default any free port */
  gatewayPort?: number;
  /** Port of the listener that plays CloudFront. @default any free port */
  edgePort?: number;
  /** Port of the listener that speaks AWS's own protocols, for the AWS CLI and SDKs. @default any free port */
  wirePort?: number;
  /** Country in which CloudFront sees every viewer of this machine, by ISO 3166 code. @default "US" */
  viewerCountry?: string;
  /** Where relative paths of a program's file assets begin: the program's folder. @default the process's own folder */
  assetFolder?: string;
  /** The account's clock. @default the machine's */
  clock?: () => Date;
  /** How long a custom domain is UPDATING after it was made or changed, ms on the account's clock; a day at most. @default 0 */
  domainUpdateMs?: number;
  /** How long a distribution is InProgress after it was made or changed, ms on the account's clock; a day at most. @default 0 */
  distributionDeployMs?: number;
  /** Gets one line for each request and refusal of the data plane. @default nowhere */
  log?: (line: string) => void;
  /** Stands between the engine and the providers: for tests of what faults leave behind. @default nothing */
  intercept?: Intercept;
}

/** The AWS on this machine, running. */
export interface LocalAws {
  /** What a `pulumi` command needs in its environment to work on this account, and never on a real one. */
  env: Record<string, string>;
  gatewayPort: number;
  edgePort: number;
  /** Where the AWS CLI and SDKs read the account: the value of AWS_ENDPOINT_URL in `env`. */
  endpointUrl: string;
  /** PEM of the local stand-in for the public web PKI: for `curl --cacert`. */
  publicCaFile: string;
  account: AccountView;
  dataPlane: DataPlane;
  /** Makes resources of provider aws without an engine; `region` is that of resources that name none. */
  resources(region: string): Resources;
  /** What GetDomainName has as `truststoreWarnings` and the provider drops: findings, one a line; [] for no warnings. */
  truststoreWarnings(domainName: string): string[];
  /**
   * The events of a log group by its ARN, oldest first; [] for a group that is not there. Await `dataPlane.settled()` first
   * to have the lines of all requests so far.
   */
  logEvents(logGroupArn: string): LogEvent[];
  /** Ends everything; the state stays in its folder. */
  close(): Promise<void>;
}

/** A day, ms: nothing takes AWS as long, and no date is so far ahead that it is none. */
const longestPace = 86_400_000;

/** Names that documentation uses (RFC 2606): the account has their public zones from the start. */
const documentationZones = ["example.com", "example.net", "example.org"];

/** Starts the account, the two providers and the data plane. Rejects with `LocalAwsError` on wrong use. */
export async function startLocalAws(options: LocalAwsOptions): Promise<LocalAws> {
  for (const zone of options.zones ?? []) {
    if (/^([a-z0-9-]+\.)+[a-z0-9-]+\.?$/i.test(zone)) continue;
    throw new LocalAwsError(
      `The zone ${JSON.stringify(zone)} is no domain name: give one like example.com.`,
    );
  }
  const { domainUpdateMs = 0, distributionDeployMs = 0 } = options;
  for (const [name, value] of Object.entries({ domainUpdateMs, distributionDeployMs })) {
    if (value >= 0 && value <= longestPace) continue;
    throw new LocalAwsError(
      `${name} is ${value}: give a number of milliseconds from 0 to ${longestPace}.`,
    );
  }
  const folder = StateFolder.open(options.state);
  const ends: (() => Promise<void> | void)[] = [
    () => {
      folder.release();
    },
  ];
  const close = async () => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    return await start(folder, options, ends, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function start(
  folder: StateFolder,
  options: LocalAwsOptions,
  ends: (() => Promise<void> | void)[],
  close: () => Promise<void>,
): Promise<LocalAws> {
  const account = new Account(folder, options.clock ?? (() => new Date()), {
    domainUpdate: options.domainUpdateMs ?? 0,
    deployment: options.distributionDeployMs ?? 0,
  });
  const closing = new AbortController();
  ends.push(() => {
    closing.abort();
    account.close();
  });
  addZones(account, [...documentationZones, ...(options.zones ?? [])]);
  expireAll(account);
  const publicCa = await PublicCa.open(folder, account.now);
  const issuer = new CertificateIssuer(account, publicCa);
  ends.push(() => {
    issuer.stop();
  });
  const view = new View(account, publicCa);
  const wire = await startWireServer(account, options.wirePort);
  ends.push(() => wire.close());
  const dataPlane = await openDataPlane(view, options, wire.url);
  ends.push(() => dataPlane.close());
  const aws = awsProvider(account, issuer, options.assetFolder ?? process.cwd());
  const definitions = [aws, tlsProvider(account.now)];
  const servers: ProviderServer[] = [];
  for (const definition of definitions) {
    const server = await serveProvider(definition, options.intercept);
    servers.push(server);
    ends.push(() => server.close());
  }
  return {
    env: {
      ...environment(definitions.map(({ name }, at) => `${name}:${servers[at]?.port ?? 0}`)),
      AWS_ENDPOINT_URL: wire.url,
      AWS_CONFIG_FILE: configFile(folder),
    },
    endpointUrl: wire.url,
    gatewayPort: dataPlane.gatewayPort,
    edgePort: dataPlane.edgePort,
    publicCaFile: folder.file(PublicCa.certificateFile),
    account: view,
    dataPlane,
    resources: (region) => new Resources(aws, region, closing.signal),
    truststoreWarnings: (name) =>
      Object.values(account.state.domains)
        .filter((domain) => domain.name === name)
        .flatMap(({ truststore }) => truststore?.warnings ?? []),
    logEvents: (arn) => account.logs.read(logGroupKey(arn) ?? ""),
    close,
  };
}

function addZones(account: Account, names: readonly string[]): void {
  const known = new Set(Object.values(account.state.zones).map(({ name }) => name));
  const missing = names.filter((name) => !known.has(plainName(name)));
  if (missing.length === 0) return;
  account.change((draft) => {
    giveZones(draft, missing);
  });
}

async function openDataPlane(
  view: AccountView,
  options: LocalAwsOptions,
  endpointUrl: string,
): Promise<DataPlane> {
  try {
    return await startDataPlane(view, {
      // The AWS SDK of a function finds this account, and never a real one.
      functionEnvironment: () => ({ AWS_ENDPOINT_URL: endpointUrl }),
      ...(options.gatewayPort === undefined ? {} : { gatewayPort: options.gatewayPort }),
      ...(options.edgePort === undefined ? {} : { edgePort: options.edgePort }),
      ...(options.viewerCountry === undefined ? {} : { viewerCountry: options.viewerCountry }),
      ...(options.log === undefined ? {} : { log: options.log }),
    });
  } catch (error) {
    const { code, port } = error as NodeJS.ErrnoException & { port?: number };
    if (code === "EADDRINUSE") {
      throw new LocalAwsError(
        `Port ${port ?? ""} of 127.0.0.1 is in use: end the process that listens there, or choose another port.`,
      );
    }
    if (code === "EACCES") {
      throw new LocalAwsError(
        `Port ${port ?? ""} of 127.0.0.1 may not be opened by this user: choose a port from 1024 on.`,
      );
    }
    throw error;
  }
}

/** The AWS CLI takes no profile that its file does not have, not even none: ours is called default and says nothing. */
function configFile(folder: StateFolder): string {
  const name = "aws-config";
  folder.writeAtomically(name, "[default]\n");
  return folder.file(name);
}

/** Nothing of a real account is left in reach: credentials are dummies, and metadata is not asked. */
function environment(providers: readonly string[]): Record<string, string> {
  return {
    PULUMI_DEBUG_PROVIDERS: providers.join(","),
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    AWS_ACCESS_KEY_ID: "AKIALOCALAWSDUMMYKEY",
    AWS_SECRET_ACCESS_KEY: "not-a-secret-of-any-account",
    AWS_SESSION_TOKEN: "",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_PROFILE: "default",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  };
}
