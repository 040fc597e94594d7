import type {
  AccountView,
  DistributionView,
  DomainView,
  FunctionView,
  HttpApiView,
  KeyedCertificate,
  PublicCa,
  RestApiView,
} from "@mtls-gateway/local/dist/dataPlane/index";
import { actor, inAcm, noon, pemOf, type Actor } from "./actors";
import { petStoreDefinition } from "./petStoreDefinition";

export const region = "us-east-2";
export const apiId = "a1b2c3d4e5";
export const executeApiHost = `${apiId}.execute-api.${region}.amazonaws.com`;

/** An account of three lists and a clock. `change` says so to whoever listens, as the control plane does. */
export class FakeAccount implements AccountView {
  domainList: DomainView[] = [];
  apiList: RestApiView[] = [];
  httpApiList: HttpApiView[] = [];
  distributionList: DistributionView[] = [];
  functionList: FunctionView[] = [];
  /** ARN of the function and message of each event. */
  functionEvents: [string, string][] = [];
  /** Log group's ARN and message of each event. */
  logEvents: [string, string][] = [];
  /** What every write to a log throws. @default nothing */
  logFailure: Error | undefined;
  records: Record<string, string> = {};
  clock = noon;
  private readonly listeners = new Set<() => void>();

  private constructor(readonly publicCa: PublicCa & { issue(names: string[]): Promise<Actor> }) {}

  static async create(): Promise<FakeAccount> {
    const root = await actor({ commonName: "Local public CA", ca: true });
    const issue = (names: string[]) =>
      actor({
        commonName: names[0] ?? "",
        issuer: root,
        extendedKeyUsage: ["serverAuth"],
        subjectAltNames: names,
      });
    return new FakeAccount({
      certificatePem: root.pem,
      issue,
      serverCertificate: async (names) => inAcm(await issue(names)),
    });
  }

  domains(): DomainView[] {
    return this.domainList;
  }
  restApis(): RestApiView[] {
    return this.apiList;
  }
  httpApis(): HttpApiView[] {
    return this.httpApiList;
  }
  writeLog(logGroupArn: string, message: string): void {
    if (this.logFailure) throw this.logFailure;
    this.logEvents.push([logGroupArn, message]);
  }
  functions(): FunctionView[] {
    return this.functionList;
  }
  writeFunctionLog(functionArn: string, messages: readonly string[]): void {
    for (const message of messages) this.functionEvents.push([functionArn, message]);
  }
  distributions(): DistributionView[] {
    return this.distributionList;
  }
  resolve(hostname: string): string | undefined {
    return this.records[hostname];
  }
  now(): Date {
    return this.clock;
  }
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
  get listening(): number {
    return this.listeners.size;
  }
  change(mutate: () => void): void {
    mutate();
    for (const listener of this.listeners) listener();
  }

  /** A domain with PetStore at its root; with mutual TLS when there is a truststore. */
  async domain(name: string, truststore?: Actor[]): Promise<DomainView> {
    return {
      domainName: name,
      region,
      regionalDomainName: `d-${name.replace(/[^a-z0-9]/g, "")}.execute-api.${region}.amazonaws.com`,
      serverCertificate: await this.publicCa.serverCertificate([name]),
      securityPolicy: "TLS_1_2",
      ...(truststore ? { truststore: storeOf(truststore, "v1") } : {}),
      mappings: [{ basePath: "", apiId, stage: "prod" }],
    };
  }

  petStore(overrides: Partial<RestApiView> = {}): RestApiView {
    return this.api(petStoreDefinition, overrides);
  }

  api(definition: object, overrides: Partial<RestApiView> = {}): RestApiView {
    const stage = { name: "prod", deploymentId: "d1", definition, variables: {} };
    return {
      id: apiId,
      region,
      name: "PetStore",
      executeApiEnabled: false,
      stages: [stage],
      ...overrides,
    };
  }

  /** A distribution in front of `originDomain`, as OriginMtlsDistribution makes it. */
  distribution(originDomain: string, clientCertificate?: KeyedCertificate): DistributionView {
    return {
      id: "E1ABCDEFGHIJKL",
      domainName: "d111111abcdef8.cloudfront.net",
      aliases: [],
      enabled: true,
      origins: [
        {
          id: "api",
          domainName: originDomain,
          path: "",
          httpsPort: 443,
          httpPort: 80,
          protocolPolicy: "https-only",
          sslProtocols: ["TLSv1.2"],
          customHeaders: {},
          clientCertificate,
        },
      ],
      behaviors: [
        {
          pathPattern: "*",
          targetOriginId: "api",
          viewerProtocolPolicy: "redirect-to-https",
          allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
          cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
          originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
        },
      ],
    };
  }
}

/** A truststore of these CAs at a version. */
export function storeOf(cas: Actor[], version: string): NonNullable<DomainView["truststore"]> {
  return {
    pem: pemOf(cas),
    uri: "s3://truststore/truststore.pem",
    version,
    readAt: noon.toISOString(),
  };
}
