import type { AccountView, OriginView } from "../accountView";
import type { Backends } from "../gateway/backends";
import { badGateway, noConnection } from "./edgeAnswers";

/** Where an origin is reached. */
export interface OriginAddress {
  secure: boolean;
  hostname: string;
  port: number;
  /** Put before the origin's own path; only a stand-in for a public host has one. */
  prefix: string;
}

/** Finds origins: in the account (through its Route 53 records) they are at the gateway's listener, others at their own address. */
export class OriginAddresses {
  private gatewayNames = new Set<string>();

  constructor(
    private readonly account: AccountView,
    private readonly backends: Backends,
    private readonly gateway: () => { hostname: string; port: number },
  ) {}

  /** Throws an EdgeError (502) for an origin that cannot be reached at all. */
  of(origin: OriginView, viewerIsSecure: boolean): OriginAddress {
    const secure =
      origin.protocolPolicy === "match-viewer"
        ? viewerIsSecure
        : origin.protocolPolicy !== "http-only";
    const port = secure ? origin.httpsPort : origin.httpPort;
    const name = origin.domainName.toLowerCase();
    if (this.backends.has(name))
      return this.backends.addressOf(new URL(`http${secure ? "s" : ""}://${name}:${port}`));
    const target = this.isGateway(name) ? name : this.account.resolve(name);
    if (target === undefined) {
      throw noConnection(
        `the origin's domain name ${name} does not resolve: no record of the account's Route 53 zones answers`,
      );
    }
    if (!this.isGateway(target)) return { secure, hostname: target, port, prefix: "" };
    if (!secure || port !== 443) {
      throw badGateway(
        `API Gateway listens for HTTPS on port 443 only; the origin ${name} asks for ${secure ? "HTTPS" : "HTTP"} on port ${port}`,
      );
    }
    return { secure, ...this.gateway(), prefix: "" };
  }

  /** Learns the names that API Gateway itself gives out in this account: no record is needed for them. */
  refresh(): void {
    this.gatewayNames = new Set([
      ...this.account.domains().map(({ regionalDomainName }) => regionalDomainName.toLowerCase()),
      ...[...this.account.restApis(), ...this.account.httpApis()].map(
        ({ id, region }) => `${id}.execute-api.${region}.amazonaws.com`,
      ),
    ]);
  }

  private isGateway(name: string): boolean {
    return this.gatewayNames.has(name.toLowerCase().replace(/\.$/, ""));
  }
}
