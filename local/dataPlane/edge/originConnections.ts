import { createHash } from "node:crypto";
import { Agent as PlainAgent } from "node:http";
import { Agent } from "node:https";
import {
  checkServerIdentity,
  createSecureContext,
  rootCertificates,
  type SecureContext,
} from "node:tls";
import type { AccountView, DistributionView, OriginView } from "../accountView";
import { badGateway } from "./edgeAnswers";

/** How long an idle connection to an origin is kept: CloudFront's default, in milliseconds. */
export const originKeepAlive = 5_000;

/**
 * CloudFront's connections to origins, pooled per origin and client certificate: a request never travels on a connection that was made with
 * another certificate. A changed certificate makes a new pool; the old one ends with the requests that are on it.
 */
export class OriginConnections {
  private readonly pools = new Map<string, Agent>();
  private readonly plain = new PlainAgent({ keepAlive: true, timeout: originKeepAlive });

  constructor(private readonly account: AccountView) {}

  plainAgent(): PlainAgent {
    return this.plain;
  }

  /** The pool for HTTPS to an origin: TLS 1.2 alone, the server's certificate checked against the public CAs and this machine's stand-in for one. */
  secureAgent(distribution: DistributionView, origin: OriginView): Agent {
    if (!origin.sslProtocols.includes("TLSv1.2")) {
      throw badGateway(
        `the origin ${origin.domainName} is offered ${origin.sslProtocols.join(", ") || "no TLS version"}, and not TLSv1.2`,
      );
    }
    const key = this.keyOf(distribution, origin);
    const known = this.pools.get(key);
    if (known) return known;
    const agent = new Agent({
      keepAlive: true,
      timeout: originKeepAlive,
      maxCachedSessions: 0,
      secureContext: this.contextFor(origin),
      rejectUnauthorized: true,
      ALPNProtocols: ["http/1.1"],
      checkServerIdentity: (host, certificate) => {
        // OpenSSL judges by the machine's clock; the account's may be ahead of it.
        if (Date.parse(certificate.valid_to) < this.account.now().getTime()) {
          return new Error(`the origin's certificate has expired on ${certificate.valid_to}`);
        }
        const error = checkServerIdentity(host, certificate);
        return error && checkServerIdentity(origin.domainName, certificate);
      },
    });
    this.pools.set(key, agent);
    return agent;
  }

  /** Lets go of the pools whose origin or certificate is not in the account any more. */
  refresh(): void {
    const current = new Set(
      this.account
        .distributions()
        .flatMap((distribution) =>
          distribution.origins.map((origin) => this.keyOf(distribution, origin)),
        ),
    );
    for (const [key, agent] of this.pools) {
      if (current.has(key)) continue;
      this.pools.delete(key);
      // `destroy` would break requests under way; these two end idle connections now and busy ones after their answer.
      agent.maxFreeSockets = 0;
      for (const sockets of Object.values(agent.freeSockets))
        sockets?.forEach((socket) => socket.destroy());
    }
  }

  close(): void {
    for (const agent of this.pools.values()) agent.destroy();
    this.plain.destroy();
  }

  private keyOf(distribution: DistributionView, origin: OriginView): string {
    const client = origin.clientCertificate;
    const parts = [
      distribution.id,
      origin.id,
      origin.domainName,
      client ? `${client.certificatePem}${client.chainPem}${client.privateKeyPem}` : "",
      this.account.publicCa.certificatePem,
    ];
    return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
  }

  private contextFor(origin: OriginView): SecureContext {
    const client = origin.clientCertificate;
    try {
      return createSecureContext({
        ca: [...rootCertificates, this.account.publicCa.certificatePem],
        minVersion: "TLSv1.2",
        maxVersion: "TLSv1.2",
        ...(client
          ? {
              cert: `${client.certificatePem.trimEnd()}\n${client.chainPem}`,
              key: client.privateKeyPem,
            }
          : {}),
      });
    } catch (error) {
      throw badGateway(
        `the client certificate ${client?.arn ?? ""} cannot be used: ${String(error)}`,
      );
    }
  }
}
