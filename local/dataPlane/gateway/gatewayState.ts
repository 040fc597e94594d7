import type { Server as TlsServer } from "node:tls";
import type {
  AccountView,
  DomainView,
  HttpApiStageView,
  KeyedCertificate,
  RestApiView,
  StageView,
} from "../accountView";
import { createNamedTls } from "../tls/serverTls";
import { ClientChecks, type ClientCheck } from "./clientCheck";
import { HttpRoutes } from "./httpApi/httpRoutes";
import type { ServedApi } from "./place";
import { Routes } from "./routes";

/** A custom domain as it is served. */
export interface ServedDomain {
  view: DomainView;
  tls: TlsServer;
  /** Present on a domain with mutual TLS. */
  check?: ClientCheck;
}

/** One consistent picture of the account's API Gateway. A request is answered from one picture, whatever changes meanwhile. */
export class GatewayState {
  constructor(
    private readonly domains: Map<string, ServedDomain>,
    private readonly apis: Map<string, ServedApi>,
    private readonly hosts: Map<string, ServedApi>,
    /** For execute-api hosts, and for clients without SNI or with an unknown one. */
    readonly awsTls: TlsServer,
  ) {}

  /** The custom domain for a host name, by its own name or by a wildcard. */
  domain(host: string): ServedDomain | undefined {
    return this.domains.get(host) ?? this.domains.get(host.replace(/^[^.]+/, "*"));
  }

  /** The API of a host `<apiId>.execute-api.<region>.amazonaws.com`. */
  executeApi(host: string): ServedApi | undefined {
    return this.hosts.get(host);
  }

  api(id: string): ServedApi | undefined {
    return this.apis.get(id);
  }
}

/** Builds pictures and keeps what does not change between them: TLS contexts, parsed truststores, routes. */
export class GatewayStates {
  private readonly checks = new ClientChecks();
  private tls = new Map<string, TlsServer>();
  private awsCertificate?: { names: string; certificate: KeyedCertificate };
  private readonly routes = new Map<string, { definition: object; routes: Routes }>();
  private readonly httpRoutes = new WeakMap<object, HttpRoutes>();

  constructor(
    private readonly account: AccountView,
    private readonly failed: (name: string, reason: string) => void,
  ) {}

  async build(): Promise<GatewayState> {
    const aws = await this.certificateOfAws();
    const domains = answering(this.account);
    const checks = this.checks.keep(domains.flatMap(({ truststore }) => truststore ?? []));
    const tls = new Map<string, TlsServer>();
    const served = new Map<string, ServedDomain>();
    for (const view of domains) {
      try {
        const check = view.truststore && checks.get(view.truststore);
        const side = this.namedTls(
          tls,
          view.domainName,
          view.serverCertificate,
          check !== undefined,
        );
        served.set(view.domainName.toLowerCase(), { view, tls: side, check });
      } catch (error) {
        this.failed(view.domainName, `server certificate: ${String(error)}`);
      }
    }
    const awsTls = this.namedTls(tls, "", aws, false);
    this.tls = tls;
    const apis: ServedApi[] = [
      ...this.account.restApis().map((api) => ({ kind: "REST" as const, ...api })),
      ...this.account.httpApis().map((api) => ({ kind: "HTTP" as const, ...api })),
    ];
    const hosts = apis.map(
      (api) => [`${api.id}.execute-api.${api.region}.amazonaws.com`, api] as const,
    );
    const ids = apis.map((api) => [api.id, api] as const);
    return new GatewayState(served, new Map(ids), new Map(hosts), awsTls);
  }

  /** The routes of what is deployed to a stage. */
  routesOf(api: RestApiView, stage: StageView): Routes {
    const key = `${api.id}/${stage.name}`;
    const known = this.routes.get(key);
    if (known?.definition === stage.definition) return known.routes;
    const routes = Routes.of(stage.definition);
    this.routes.set(key, { definition: stage.definition, routes });
    return routes;
  }

  /** The routes that a stage of an HTTP API serves. */
  httpRoutesOf(stage: HttpApiStageView): HttpRoutes {
    const known = this.httpRoutes.get(stage.routes) ?? new HttpRoutes(stage.routes);
    this.httpRoutes.set(stage.routes, known);
    return known;
  }

  /** A name of its own for each TLS side: none is ever shared, so no session or request for a certificate crosses from one to another. */
  private namedTls(
    into: Map<string, TlsServer>,
    name: string,
    certificate: KeyedCertificate,
    ask: boolean,
  ) {
    const { certificatePem, chainPem, privateKeyPem } = certificate;
    const key = JSON.stringify([name, certificatePem, chainPem, privateKeyPem, ask]);
    const tls = this.tls.get(key) ?? createNamedTls({ certificate, askForCertificate: ask });
    into.set(key, tls);
    return tls;
  }

  private async certificateOfAws(): Promise<KeyedCertificate> {
    const regions = new Set(
      [...this.account.domains(), ...this.account.restApis(), ...this.account.httpApis()].map(
        (one) => one.region,
      ),
    );
    if (regions.size === 0) regions.add("us-east-1");
    const names = [...regions].sort().map((region) => `*.execute-api.${region}.amazonaws.com`);
    if (this.awsCertificate?.names !== names.join()) {
      const certificate = await this.account.publicCa.serverCertificate(names);
      this.awsCertificate = { names: names.join(), certificate };
    }
    return this.awsCertificate.certificate;
  }
}

/** The domains that names lead to: where one name is a domain in several Regions, the one that DNS leads to, else the first. */
function answering(account: AccountView): DomainView[] {
  const byName = new Map<string, DomainView>();
  for (const domain of account.domains()) {
    const name = domain.domainName.toLowerCase();
    const isTarget = () => account.resolve(name) === domain.regionalDomainName.toLowerCase();
    if (!byName.has(name) || isTarget()) byName.set(name, domain);
  }
  return [...byName.values()];
}
