import type { Server as TlsServer } from "node:tls";
import type {
  AccountView,
  BasePathMappingView,
  DomainView,
  KeyedCertificate,
  RestApiView,
  StageView,
} from "../accountView";
import { createNamedTls } from "../tls/serverTls";
import { ClientChecks, type ClientCheck } from "./clientCheck";
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
    private readonly apis: Map<string, RestApiView>,
    private readonly hosts: Map<string, RestApiView>,
    /** For execute-api hosts, and for clients without SNI or with an unknown one. */
    readonly awsTls: TlsServer,
  ) {}

  /** The custom domain for a host name, by its own name or by a wildcard. */
  domain(host: string): ServedDomain | undefined {
    return this.domains.get(host) ?? this.domains.get(host.replace(/^[^.]+/, "*"));
  }

  /** The API of a host `<apiId>.execute-api.<region>.amazonaws.com`. */
  executeApi(host: string): RestApiView | undefined {
    return this.hosts.get(host);
  }

  api(id: string): RestApiView | undefined {
    return this.apis.get(id);
  }
}

/** Builds pictures and keeps what does not change between them: TLS contexts, parsed truststores, routes. */
export class GatewayStates {
  private readonly checks = new ClientChecks();
  private tls = new Map<string, TlsServer>();
  private awsCertificate?: { names: string; certificate: KeyedCertificate };
  private readonly routes = new Map<string, { definition: object; routes: Routes }>();

  constructor(
    private readonly account: AccountView,
    private readonly failed: (name: string, reason: string) => void,
  ) {}

  async build(): Promise<GatewayState> {
    const aws = await this.certificateOfAws();
    const domains = this.account.domains();
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
    const apis = this.account.restApis();
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
      [...this.account.domains(), ...this.account.restApis()].map((one) => one.region),
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

/** The mapping with the longest base path that the path begins with, and what remains of the path. */
export function mappingFor(
  mappings: BasePathMappingView[],
  path: string,
): { mapping: BasePathMappingView; rest: string } | undefined {
  const longestFirst = [...mappings].sort((a, b) => b.basePath.length - a.basePath.length);
  for (const mapping of longestFirst) {
    const base = mapping.basePath === "" ? "" : `/${mapping.basePath}`;
    if (path === base || path.startsWith(`${base}/`)) {
      return { mapping, rest: path.slice(base.length) || "/" };
    }
  }
  return undefined;
}
