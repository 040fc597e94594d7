import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { AccountView, BehaviorView, DistributionView, OriginView } from "../accountView";
import type { Backends } from "../gateway/backends";
import { endToEndHeaders } from "../gateway/clientHeaders";
import { malformedTarget } from "../malformedTarget";
import type { NewLogEntry, RequestLog } from "../requestLog";
import { normalHost } from "../tls/clientHello";
import { FrontDoor } from "../tls/frontDoor";
import { HttpConnections } from "../tls/httpConnections";
import { passBody } from "../passBody";
import { behaviorFor, forwardingOf, originsOf } from "./behaviors";
import {
  badGateway,
  EdgeError,
  edgeHeaders,
  newEdgeIds,
  sendEdgeError,
  type EdgeIds,
} from "./edgeAnswers";
import { EdgeStates, type EdgeState } from "./edgeState";
import { OriginAddresses } from "./originAddress";
import { callOrigin } from "./originCall";
import { OriginConnections } from "./originConnections";
import { policyHeaders } from "./responseHeaders";
import { mayFailOver, redirected, refuseBodyOfGet, refuseViewer } from "./viewerRules";

/** The listener that plays CloudFront for every distribution of the account, by HTTPS and plain HTTP on one port. */
export class EdgeListener {
  private readonly door: FrontDoor;
  private readonly http: HttpConnections;
  private readonly states: EdgeStates;
  private readonly origins: OriginConnections;
  private readonly addresses: OriginAddresses;
  private readonly serverNames = new WeakMap<Socket, string>();
  private state: EdgeState | undefined;

  constructor(
    account: AccountView,
    private readonly log: RequestLog,
    backends: Backends,
    gateway: () => { hostname: string; port: number },
    /** Where every viewer is, by ISO 3166 code. */
    private readonly viewerCountry: string,
  ) {
    this.states = new EdgeStates(account, (serverName, reason) => {
      this.note({ layer: "tls", outcome: "failed", serverName, reason });
    });
    this.origins = new OriginConnections(account);
    this.addresses = new OriginAddresses(account, backends, gateway);
    this.http = new HttpConnections({
      request: (request, response) => void this.handle(request, response),
      unusable: (socket, what) => {
        if (what.status !== 0) {
          socket.write(
            `HTTP/1.1 ${what.status} Bad Request\r\nServer: CloudFront\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
          );
        }
        const serverName = this.serverNames.get(socket) ?? "";
        this.note({ ...what, layer: "http", outcome: "refused", serverName });
      },
    });
    this.door = new FrontDoor({
      tlsFor: (name) => this.state?.tlsFor(name),
      plain: (socket) => {
        this.http.serve(socket);
      },
      secure: (socket, name) => {
        this.serverNames.set(socket, name);
        this.http.serve(socket);
      },
      failed: (serverName, reason) => {
        this.note({ layer: "tls", outcome: "failed", serverName, reason });
      },
    });
  }

  listen(port: number, host: string): Promise<number> {
    return this.door.listen(port, host);
  }

  /** Serves the account's state of this moment from now on. */
  async refresh(): Promise<void> {
    this.state = await this.states.build();
    this.origins.refresh();
    this.addresses.refresh();
  }

  async close(): Promise<void> {
    this.http.close();
    this.origins.close();
    await this.door.close();
  }

  /** Never rejects: whatever happens becomes an answer and a log entry, the entry first. */
  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const ids = newEdgeIds();
    const about = {
      serverName: this.serverNames.get(request.socket) ?? "",
      host: normalHost(request.headers.host ?? ""),
      method: request.method ?? "",
      path: request.url ?? "",
      requestId: ids.requestId,
    };
    try {
      const answer = await this.answer(request, response, ids, about.host);
      this.note({ ...about, layer: "upstream", outcome: "served", status: response.statusCode });
      if (answer) {
        passBody(answer, response, (reason) => {
          const { statusCode: status } = response;
          this.note({ ...about, layer: "upstream", outcome: "failed", status, reason });
        });
      }
    } catch (error) {
      const known =
        error instanceof EdgeError
          ? error
          : new EdgeError(502, "CloudFront wasn't able to connect to the origin.", String(error));
      const refused = known.status < 500;
      this.note({
        ...about,
        layer: refused ? "http" : "upstream",
        outcome: refused ? "refused" : "failed",
        status: known.status,
        reason: known.message,
      });
      request.resume();
      sendEdgeError(response, known, ids);
    }
  }

  private async answer(
    request: IncomingMessage,
    response: ServerResponse,
    ids: EdgeIds,
    host: string,
  ): Promise<IncomingMessage | undefined> {
    const secure = request.socket instanceof TLSSocket;
    const distribution = this.distributionFor(request, host);
    refuseViewer(distribution, this.viewerCountry);
    const [path = "/"] = (request.url ?? "/").split("?");
    const behavior = behaviorFor(distribution, path);
    if (!secure && redirected(request, response, behavior, ids)) return undefined;
    if (!behavior.allowedMethods.includes(request.method ?? "")) {
      throw new EdgeError(
        403,
        "This distribution is not configured to allow the HTTP request method that was used for this request. The distribution supports only cachable requests.",
        `method ${request.method ?? ""} is not among the behaviour's allowed methods`,
      );
    }
    refuseBodyOfGet(request);
    const answer = await this.fromOrigins(request, distribution, behavior, { ids, host, secure });
    const status = answer.statusCode ?? 502;
    const headers = endToEndHeaders(answer.headers);
    response.writeHead(status, {
      ...headers,
      ...policyHeaders(behavior, headers),
      ...edgeHeaders(ids, status >= 400 ? "Error" : "Miss"),
    });
    return answer;
  }

  /** The primary origin's answer, or the next one's where the origin group says so. */
  private async fromOrigins(
    request: IncomingMessage,
    distribution: DistributionView,
    behavior: BehaviorView,
    about: { ids: EdgeIds; host: string; secure: boolean },
  ): Promise<IncomingMessage> {
    const { origins, failoverCodes } = originsOf(distribution, behavior);
    const [first, ...others] = origins;
    if (!first) throw badGateway(`distribution ${distribution.id} has no origin`);
    const call = (origin: OriginView) =>
      this.fromOrigin(request, distribution, behavior, origin, about);
    const [secondary] = mayFailOver(request) ? others : [];
    if (!secondary) return call(first);
    try {
      const answer = await call(first);
      if (!failoverCodes.includes(answer.statusCode ?? 502)) return answer;
      answer.resume();
    } catch (error) {
      const code = error instanceof EdgeError ? error.failoverCode : undefined;
      if (code === undefined || !failoverCodes.includes(code)) throw error;
    }
    return call(secondary);
  }

  private fromOrigin(
    request: IncomingMessage,
    distribution: DistributionView,
    behavior: BehaviorView,
    origin: OriginView,
    { ids, host, secure }: { ids: EdgeIds; host: string; secure: boolean },
  ): Promise<IncomingMessage> {
    const [path = "/", ...query] = (request.url ?? "/").split("?");
    const forwarding = forwardingOf(behavior, request.headers);
    const address = this.addresses.of(origin, secure);
    const originHost = forwarding.host ? host : origin.domainName;
    const search = forwarding.query && query.length > 0 ? `?${query.join("?")}` : "";
    return callOrigin({
      secure: address.secure,
      origin: origin.domainName,
      presentsCertificate: origin.clientCertificate !== undefined,
      body: request,
      options: {
        host: address.hostname,
        port: address.port,
        servername: originHost,
        method: request.method,
        path: `${address.prefix}${origin.path}${path}${search}`,
        agent: address.secure
          ? this.origins.secureAgent(distribution, origin)
          : this.origins.plainAgent(),
      },
      headers: {
        ...forwarding.headers,
        host: originHost,
        via: ids.via,
        "x-amz-cf-id": ids.requestId,
        "x-forwarded-for": [forwarding.headers["x-forwarded-for"], request.socket.remoteAddress]
          .filter(Boolean)
          .join(", "),
        ...Object.fromEntries(
          Object.entries(origin.customHeaders).map(([name, value]) => [name.toLowerCase(), value]),
        ),
      },
    });
  }

  private distributionFor(request: IncomingMessage, host: string): DistributionView {
    const problem = malformedTarget(request);
    if (problem !== undefined) throw new EdgeError(400, "Bad request.", problem);
    const distribution = this.state?.distribution(host);
    const serverName = this.serverNames.get(request.socket);
    if (!distribution) {
      throw new EdgeError(
        403,
        "Bad request. We can't connect to the server for this app or website at this time.",
        `no distribution answers to the host ${JSON.stringify(host)}`,
      );
    }
    if (
      serverName !== undefined &&
      serverName !== "" &&
      this.state?.distribution(serverName) !== distribution
    ) {
      throw new EdgeError(
        421,
        "The distribution does not match the certificate for which the HTTPS connection was established.",
        `the Host header ${JSON.stringify(host)} belongs to another distribution than the server name of the TLS connection`,
      );
    }
    return distribution;
  }

  private note(entry: Omit<NewLogEntry, "listener">): void {
    this.log.add({ ...entry, listener: "edge" });
  }
}
