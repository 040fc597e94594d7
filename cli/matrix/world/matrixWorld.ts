import { startDataPlane, startLocalAws, type LocalAws, type LogEntry } from "@mtls-gateway/local";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Call } from "../clients/call";
import type { Seen } from "../row";
import { makeActor, pemOf, type Actor, type ActorSpec } from "./actor";
import { startBackend } from "./backend";
import { Cloud, region, stage } from "./cloud";

type DataPlane = LocalAws["dataPlane"];

/** A domain that rows shake hands with. */
export interface Target {
  name: string;
  plane: DataPlane;
}

/**
 * An AWS on this machine for the matrix, in a folder of its own. Its clock stands still unless a row moves it, so that a
 * second more or less decides. Domains come about through the control plane; one that the control plane refuses can be
 * forced on a second data plane, to see that the gateway would have refused its clients as well.
 */
export class MatrixWorld {
  private readonly targets = new Map<string, Promise<Target>>();
  private readonly known = new Map<string, Promise<Actor>>();
  private readonly ends: (() => Promise<void> | void)[] = [];
  private readonly recorded = new Set<string>();
  private moved = 0;

  private constructor(
    /** Whole seconds, as certificates have them. */
    readonly noon: Date,
    readonly folder: string,
  ) {}

  local!: LocalAws;
  cloud!: Cloud;
  root!: Actor;
  issuing!: Actor;
  client!: Actor;
  /** A client of the issuing CA. */
  underIssuing!: Actor;
  /** PEM of the stand-in for the public web PKI. */
  publicCa = "";

  static async create(): Promise<MatrixWorld> {
    const noon = new Date(Math.floor(Date.now() / 1000) * 1000);
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-matrix-"));
    const world = new MatrixWorld(noon, folder);
    world.ends.push(() => {
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    try {
      await world.open();
      return world;
    } catch (error) {
      await world.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const end of this.ends.splice(0).reverse()) await end();
  }

  now(): Date {
    return new Date(this.noon.getTime() + this.moved);
  }

  /** An instant some seconds after noon. */
  at(seconds: number): Date {
    return new Date(this.noon.getTime() + seconds * 1000);
  }

  /** The account's clock stands some seconds after noon while `act` goes on. */
  async later<T>(seconds: number, act: () => Promise<T>): Promise<T> {
    this.moved = seconds * 1000;
    try {
      return await act();
    } finally {
      this.moved = 0;
    }
  }

  actor(spec: ActorSpec): Promise<Actor> {
    return makeActor(this.noon, spec);
  }

  /** An actor of this world that several rows share, made when it is first asked for. */
  shared(name: string, make: () => Promise<Actor>): Promise<Actor> {
    const known = this.known.get(name) ?? make();
    this.known.set(name, known);
    return known;
  }

  /** CAs one under the other, the root first; the same ones for the same name. */
  async chainOf(length: number, name: string): Promise<Actor[]> {
    const chain: Actor[] = [];
    for (let index = 0; index < length; index += 1) {
      const issuer = chain.at(-1);
      const commonName = `${name} ${index}`;
      chain.push(await this.shared(commonName, () => this.actor({ commonName, ca: true, issuer })));
    }
    return chain;
  }

  /** Roots of one key and names of their own: always the same ones, from the first on. */
  async crowdOf(size: number): Promise<Actor[]> {
    const { keys } = await this.shared("crowd", () => this.actor({ commonName: "crowd" }));
    return Promise.all(
      Array.from({ length: size }, (_, index) => {
        const commonName = `A certificate authority with a name of ordinary length ${index}`;
        return this.shared(commonName, () => this.actor({ commonName, ca: true, keys }));
      }),
    );
  }

  /** The domain with mutual TLS that trusts exactly these CAs; made through the control plane, which has to take them. */
  trusting(...cas: Pick<Actor, "pem">[]): Promise<Target> {
    return this.target(`truststore ${pemOf(cas)}`, async () => {
      const { id } = await this.cloud.domain(pemOf(cas));
      await this.cloud.settled();
      return { name: id, plane: this.local.dataPlane };
    });
  }

  /** The domain without mutual TLS. */
  openDomain(): Promise<Target> {
    return this.target("open", async () => {
      const { id } = await this.cloud.domain();
      await this.cloud.settled();
      return { name: id, plane: this.local.dataPlane };
    });
  }

  /** A domain that trusts exactly these CAs although the control plane refuses them: on a data plane of its own. */
  forced(...cas: Pick<Actor, "pem">[]): Promise<Target> {
    const pem = pemOf(cas);
    return this.target(`forced ${pem}`, async () => {
      const name = `forced${this.targets.size}.example.com`;
      const { account } = this.local;
      const serverCertificate = await account.publicCa.serverCertificate([name]);
      const domain = {
        domainName: name,
        region,
        regionalDomainName: `d-${name.replaceAll(".", "-")}.execute-api.${region}.amazonaws.com`,
        serverCertificate,
        securityPolicy: "TLS_1_2",
        truststore: { pem, uri: `s3://forced/${name}`, version: "1", readAt: "" },
        mappings: [{ basePath: "", apiId: this.cloud.api, stage }],
      };
      const plane = await startDataPlane({
        domains: () => [domain],
        restApis: () => account.restApis(),
        httpApis: () => [],
        distributions: () => [],
        functions: () => [],
        writeLog: () => undefined,
        writeFunctionLog: () => undefined,
        resolve: () => undefined,
        publicCa: account.publicCa,
        onChange: () => () => undefined,
        now: () => this.now(),
      });
      this.ends.push(() => plane.close());
      return { name, plane };
    });
  }

  /** A request for the pets, at a target. */
  call({ name, plane }: Target, more: Partial<Call> = {}): Call {
    return {
      port: plane.gatewayPort,
      serverName: name,
      host: name,
      ca: this.publicCa,
      path: "/pets",
      ...more,
    };
  }

  /** A request for the pets, by way of CloudFront. */
  edgeCall(domainName: string): Call {
    const plane = this.local.dataPlane;
    return this.call({ name: domainName, plane }, { port: plane.edgePort });
  }

  /** The newest entries of every data plane, to tell later which ones came after. */
  async logs(): Promise<LogEntry[]> {
    const targets = await Promise.all(this.targets.values());
    const planes = new Set([this.local.dataPlane, ...targets.map(({ plane }) => plane)]);
    return [...planes].flatMap(({ log }) => [...log]);
  }

  /** Leads a name of example.com to this machine's API Gateway where it is a domain, else to this machine. */
  async record(name: string): Promise<void> {
    if (this.recorded.has(name)) return;
    this.recorded.add(name);
    const domain = this.local.account.domains().find(({ domainName }) => domainName === name);
    if (domain === undefined) await this.cloud.record(name, "A", "127.0.0.1");
    else await this.cloud.record(name, "CNAME", domain.regionalDomainName);
  }

  /** What API Gateway answers to a domain with this truststore. */
  upload(...cas: (Pick<Actor, "pem"> | string | Buffer)[]): Promise<Seen> {
    const parts = cas.map((one) =>
      typeof one === "string" || Buffer.isBuffer(one) ? Buffer.from(one) : Buffer.from(one.pem),
    );
    return this.answerTo(async () => {
      const { id } = await this.cloud.domain(Buffer.concat(parts));
      return this.local.truststoreWarnings(id).join("\n");
    });
  }

  /** AWS's answer: `taken`, with the warnings that `act` resolves to, or `refused`, with the text of the error. */
  async answerTo(act: () => Promise<string>): Promise<Seen> {
    try {
      return givenSeen("taken", await act());
    } catch (error) {
      return givenSeen("refused", (error as Error).message);
    }
  }

  private target(key: string, make: () => Promise<Target>): Promise<Target> {
    const known = this.targets.get(key) ?? make();
    this.targets.set(key, known);
    return known;
  }

  private async open(): Promise<void> {
    const backend = await startBackend();
    this.ends.push(() => backend.close());
    this.local = await startLocalAws({
      state: path.join(this.folder, "aws"),
      clock: () => this.now(),
    });
    this.ends.push(() => this.local.close());
    this.publicCa = fs.readFileSync(this.local.publicCaFile, "utf8");
    this.cloud = await Cloud.create(this.local, backend.url);
    this.root = await this.actor({ commonName: "MyRootCA", ca: true });
    this.issuing = await this.actor({ commonName: "MyIssuingCA", ca: true, issuer: this.root });
    this.client = await this.actor({ commonName: "my-client", issuer: this.root });
    this.underIssuing = await this.actor({ commonName: "my-client", issuer: this.issuing });
  }
}

function givenSeen(outcome: "taken" | "refused", reason: string): Seen {
  const rules = [...new Set(reason.match(/\b[A-Z]{2}\d{3}\b(?= (error|warning))/g) ?? [])].sort();
  return { outcome, rules, reason };
}
