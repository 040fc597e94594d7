import { type LocalAws, type LocalAwsOptions, startLocalAws } from "@mtls-gateway/local";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ProviderClient } from "./providerClient";

/** An AWS on this machine in a folder of its own, with a client of each provider. */
export class LocalAccount {
  private readonly clients: ProviderClient[] = [];

  private constructor(
    readonly folder: string,
    readonly local: LocalAws,
    readonly aws: ProviderClient,
    readonly tls: ProviderClient,
  ) {}

  /** The aws provider is configured for us-east-2 unless `region` says otherwise. */
  static async start(
    options: Partial<LocalAwsOptions> & { region?: string } = {},
  ): Promise<LocalAccount> {
    const folder = options.state ?? mkdtempSync(join(tmpdir(), "mtls-gateway-local-"));
    const local = await startLocalAws({ ...options, state: folder });
    const aws = new ProviderClient(portOf(local, "aws"));
    const tls = new ProviderClient(portOf(local, "tls"));
    await aws.configure({ region: options.region ?? "us-east-2" });
    await tls.configure({});
    return new LocalAccount(folder, local, aws, tls);
  }

  /** One more instance of the aws provider, as a program's explicit provider is. */
  async instance(config: Record<string, unknown>): Promise<ProviderClient> {
    const client = new ProviderClient(portOf(this.local, "aws"));
    this.clients.push(client);
    await client.configure(config);
    return client;
  }

  /** Ends it and keeps the folder. */
  async stop(): Promise<void> {
    for (const client of [this.aws, this.tls, ...this.clients]) client.close();
    await this.local.close();
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function portOf(local: LocalAws, provider: string): number {
  const pairs = local.env.PULUMI_DEBUG_PROVIDERS?.split(",") ?? [];
  const own = pairs.find((pair) => pair.startsWith(`${provider}:`));
  return Number(own?.split(":")[1]);
}
