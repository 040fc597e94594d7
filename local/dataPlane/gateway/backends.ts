/** Public host names that are served by something on this machine instead. */
export class Backends {
  private readonly byHost: Map<string, URL>;

  constructor(backends: Record<string, string>) {
    this.byHost = new Map(
      Object.entries(backends).map(([host, base]) => [host.toLowerCase(), new URL(base)]),
    );
  }

  /** Where to connect for `url`: the stand-in's protocol, address and port, or the URL's own. The Host header stays the public name. */
  addressOf(url: URL): { secure: boolean; hostname: string; port: number; prefix: string } {
    const base = this.byHost.get(url.hostname.toLowerCase()) ?? url;
    const secure = base.protocol === "https:";
    return {
      secure,
      hostname: base.hostname.replace(/^\[(.*)\]$/, "$1"),
      port: base.port === "" ? (secure ? 443 : 80) : Number(base.port),
      prefix: base === url ? "" : base.pathname.replace(/\/$/, ""),
    };
  }

  has(host: string): boolean {
    return this.byHost.has(host.toLowerCase());
  }
}
