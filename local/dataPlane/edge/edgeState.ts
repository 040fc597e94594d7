import type { Server as TlsServer } from "node:tls";
import type { AccountView, DistributionView, KeyedCertificate } from "../accountView";
import { createNamedTls } from "../tls/serverTls";

/** One consistent picture of the account's distributions. */
export class EdgeState {
  constructor(
    private readonly byName: Map<string, DistributionView>,
    private readonly tlsByName: Map<string, TlsServer>,
    private readonly cloudFrontTls: TlsServer,
  ) {}

  /** By domain name or alias; an alias may be a wildcard. A disabled distribution answers nobody. */
  distribution(host: string): DistributionView | undefined {
    return this.byName.get(host) ?? this.byName.get(host.replace(/^[^.]+/, "*"));
  }

  /** `*.cloudfront.net` for its own names and for clients without SNI; nothing for a name that is nobody's alias. [assumed] */
  tlsFor(serverName: string): TlsServer | undefined {
    if (serverName === "" || serverName.endsWith(".cloudfront.net")) return this.cloudFrontTls;
    return this.tlsByName.get(serverName) ?? this.tlsByName.get(serverName.replace(/^[^.]+/, "*"));
  }
}

/** Builds pictures and keeps the TLS contexts that do not change between them. */
export class EdgeStates {
  private tls = new Map<string, TlsServer>();
  private certificate?: KeyedCertificate;

  constructor(
    private readonly account: AccountView,
    private readonly failed: (name: string, reason: string) => void,
  ) {}

  async build(): Promise<EdgeState> {
    this.certificate ??= await this.account.publicCa.serverCertificate(["*.cloudfront.net"]);
    const tls = new Map<string, TlsServer>();
    const byName = new Map<string, DistributionView>();
    const tlsByName = new Map<string, TlsServer>();
    for (const distribution of this.account.distributions().filter(({ enabled }) => enabled)) {
      byName.set(distribution.domainName.toLowerCase(), distribution);
      for (const alias of distribution.aliases.map((name) => name.toLowerCase())) {
        byName.set(alias, distribution);
        if (!distribution.viewerCertificate) continue;
        try {
          const { viewerCertificate, viewerTlsFrom } = distribution;
          tlsByName.set(alias, this.namedTls(tls, alias, viewerCertificate, viewerTlsFrom));
        } catch (error) {
          this.failed(alias, `viewer certificate: ${String(error)}`);
        }
      }
    }
    const own = this.namedTls(tls, "", this.certificate);
    this.tls = tls;
    return new EdgeState(byName, tlsByName, own);
  }

  private namedTls(
    into: Map<string, TlsServer>,
    name: string,
    certificate: KeyedCertificate,
    minVersion?: DistributionView["viewerTlsFrom"],
  ): TlsServer {
    const { certificatePem, chainPem, privateKeyPem } = certificate;
    const key = JSON.stringify([name, certificatePem, chainPem, privateKeyPem, minVersion]);
    const options = { certificate, askForCertificate: false, minVersion };
    const tls = this.tls.get(key) ?? createNamedTls(options);
    into.set(key, tls);
    return tls;
  }
}
