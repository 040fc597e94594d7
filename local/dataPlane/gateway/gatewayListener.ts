import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { TLSSocket } from "node:tls";
import type { AccountView } from "../accountView";
import type { LogEntry } from "../logEntry";
import { FunctionProcesses } from "../lambda/functionProcesses";
import { malformedTarget } from "../malformedTarget";
import type { NewLogEntry, RequestLog } from "../requestLog";
import { normalHost } from "../tls/clientHello";
import { FrontDoor } from "../tls/frontDoor";
import { HttpConnections } from "../tls/httpConnections";
import { badRequest, forbidden, newRequestIds, sendAnswer, type GatewayAnswer } from "./answers";
import { ApiRouter } from "./apiRouter";
import type { Backends } from "./backends";
import { PresentedCertificate } from "./clientCheck";
import { closeUnanswered } from "./closeUnanswered";
import { GatewayStates, type GatewayState } from "./gatewayState";

/** A connection after its handshake. */
export interface ClientConnection {
  /** By SNI; "" without one. */
  serverName: string;
  certificate: PresentedCertificate | undefined;
}

/** The listener that plays API Gateway for every custom domain and every execute-api host of the account. */
export class GatewayListener {
  private readonly door: FrontDoor;
  private readonly http: HttpConnections;
  private readonly states: GatewayStates;
  private readonly router: ApiRouter;
  private readonly connections = new WeakMap<Socket, ClientConnection>();
  private state: GatewayState | undefined;

  constructor(
    private readonly account: AccountView,
    private readonly log: RequestLog,
    backends: Backends,
    functionEnvironment?: () => Record<string, string>,
  ) {
    const functions = new FunctionProcesses((arn, messages) => {
      try {
        account.writeFunctionLog(arn, messages);
      } catch (error) {
        const reason = `the log of ${arn} cannot be written: ${String(error)}`;
        this.note({ layer: "upstream", outcome: "failed", reason });
      }
    }, functionEnvironment);
    this.states = new GatewayStates(account, (serverName, reason) => {
      this.note({ layer: "tls", outcome: "failed", serverName, reason });
    });
    this.router = new ApiRouter(account, this.states, backends, functions, (entry) => {
      this.note(entry);
    });
    this.http = new HttpConnections({
      request: (request, response) => {
        try {
          this.handle(request, response);
        } catch (error) {
          // Nobody gets in, and nobody else is cut off, because something here is broken.
          request.socket.destroy();
          const serverName = this.connections.get(request.socket)?.serverName ?? "";
          this.note({ layer: "http", outcome: "failed", serverName, reason: String(error) });
        }
      },
      unusable: (socket, what) => {
        const { status } = what;
        const serverName = this.connections.get(socket)?.serverName ?? "";
        const phrase = status === 431 ? "Request Header Fields Too Large" : "Bad Request";
        if (status !== 0) {
          socket.write(
            `HTTP/1.1 ${status} ${phrase}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
          );
        }
        this.note({ ...what, layer: "http", outcome: "refused", serverName });
      },
    });
    this.door = new FrontDoor({
      tlsFor: (name) => this.state?.domain(name)?.tls ?? this.state?.awsTls,
      secure: (socket, name) => {
        this.admit(socket, name);
      },
      failed: (serverName, reason) => {
        this.note({ layer: "tls", outcome: "failed", serverName, reason });
      },
    });
  }

  listen(port: number, host: string): Promise<number> {
    return this.door.listen(port, host);
  }

  /** Serves the account's state of this moment from now on. Requests that are being answered keep the state they began with. */
  async refresh(): Promise<void> {
    const state = await this.states.build();
    this.state = state;
    this.router.refresh();
    // A connection made before its domain asked for certificates can never show one: it is closed while nobody waits on it.
    for (const socket of this.http.idle()) {
      const connection = this.connections.get(socket);
      const asked = connection && state.domain(connection.serverName)?.check;
      if (asked && !connection.certificate) socket.end();
    }
  }

  /** Resolves when the access logs have a line for every request that was answered. */
  logged(): Promise<void> {
    return this.router.accessLogs.settled();
  }

  async close(): Promise<void> {
    this.http.close();
    await this.router.close();
    await this.door.close();
  }

  /** Decides by the presence of a certificate whether HTTP is spoken at all. */
  private admit(socket: TLSSocket, serverName: string): void {
    const certificate = PresentedCertificate.of(socket);
    this.connections.set(socket, { serverName, certificate });
    if (this.state?.domain(serverName)?.check === undefined || certificate) {
      this.http.serve(socket);
      return;
    }
    closeUnanswered(socket, (requestLine) => {
      const [method = "", path = ""] = requestLine.split(" ");
      this.noteNoCertificate(serverName, { method, path });
    });
  }

  private handle(request: IncomingMessage, response: ServerResponse): void {
    const connection = this.connections.get(request.socket);
    const { state } = this;
    if (!connection || !state) return void request.socket.destroy();
    const { serverName, certificate } = connection;
    const domain = state.domain(serverName);
    if (domain?.check !== undefined && !certificate) {
      this.http.leave(request, response);
      this.noteNoCertificate(serverName, { method: request.method, path: request.url });
      return;
    }
    const host = normalHost(request.headers.host ?? "");
    const ids = newRequestIds(this.account.now());
    const about = {
      serverName,
      host,
      method: request.method ?? "",
      path: request.url ?? "",
      clientFingerprint: certificate?.fingerprint ?? "",
      requestId: ids.requestId,
    };
    const refuse = (answer: GatewayAnswer, reason: string, rules: LogEntry["rules"] = []) => {
      this.note({
        ...about,
        layer: "http",
        outcome: "refused",
        status: answer.status,
        reason,
        rules,
      });
      sendAnswer(response, answer, ids);
    };
    if (domain?.check && certificate) {
      const decision = certificate.decide(domain.check, this.account.now());
      if (!decision.allowed) {
        const refused = { state, host: serverName, request, response, ids, about, certificate };
        this.router.refused(refused, forbidden);
        refuse(forbidden, decision.reason, decision.rules);
        return;
      }
    }
    const problem = malformedTarget(request);
    if (problem) {
      refuse(badRequest, problem);
      return;
    }
    const target = state.domain(host);
    if (host !== serverName && (domain?.check !== undefined || target?.check !== undefined)) {
      const reason = `the Host header ${JSON.stringify(host)} is not the server name of the TLS connection`;
      refuse(forbidden, reason);
      return;
    }
    void this.router.answer({ state, host, request, response, ids, about, certificate });
  }

  private noteNoCertificate(serverName: string, request: { method?: string; path?: string }): void {
    const reason = "the client presented no certificate: connection closed without an answer";
    this.note({ ...request, layer: "tls", outcome: "refused", serverName, reason });
  }

  private note(entry: Omit<NewLogEntry, "listener">): void {
    this.log.add({ ...entry, listener: "gateway" });
  }
}
