/**
 * What the data plane sees of the local AWS account. The control plane implements it; the data plane never reaches behind it.
 * Every method answers with the state of this moment and is cheap: it is called on each change, `now` on each request.
 */
export interface AccountView {
  /** Custom domain names of API Gateway, in all Regions. */
  domains(): DomainView[];
  /** REST APIs of API Gateway, in all Regions. */
  restApis(): RestApiView[];
  /** HTTP APIs of API Gateway, in all Regions. */
  httpApis(): HttpApiView[];
  /** Functions of Lambda, in all Regions. */
  functions(): FunctionView[];
  /** Writes one event to a log group of CloudWatch Logs; nothing happens when the group is gone, as at AWS. */
  writeLog(logGroupArn: string, message: string): void;
  /** Writes events to a function's own log group, as far as the function's role may: it makes the group when there is none. */
  writeFunctionLog(functionArn: string, messages: readonly string[]): void;
  /** CloudFront distributions. */
  distributions(): DistributionView[];
  /** Follows the account's Route 53 alias and CNAME records to the last name (or address); undefined when no record answers. */
  resolve(hostname: string): string | undefined;
  /** The local stand-in for the public web PKI: issues server certificates for AWS's own names (execute-api hosts, `*.cloudfront.net`). */
  publicCa: PublicCa;
  /** Calls `listener` after each change of what the other methods answer. Returns the function that unsubscribes. */
  onChange(listener: () => void): () => void;
  /** The account's clock: the validity of client certificates is judged by it. */
  now(): Date;
}

/** A certificate authority that everybody on this machine's web trusts. */
export interface PublicCa {
  certificatePem: string;
  /** Issues one server certificate (serverAuth) for these DNS names; a name may be a wildcard. */
  serverCertificate(names: string[]): Promise<KeyedCertificate>;
}

/** A certificate with its private key, as ACM holds it. */
export interface KeyedCertificate {
  certificatePem: string;
  /** Intermediates, issuing CA first; may be "". */
  chainPem: string;
  privateKeyPem: string;
  /** ARN of the ACM certificate; "" for a certificate that AWS holds itself. */
  arn: string;
}

/** A custom domain name of API Gateway. */
export interface DomainView {
  /** As created: `api.example.com`, or a wildcard `*.example.com`. */
  domainName: string;
  region: string;
  /** `d-xxxxxxxxxx.execute-api.REGION.amazonaws.com`, the target of DNS records. */
  regionalDomainName: string;
  serverCertificate: KeyedCertificate;
  /** `TLS_1_2`, `TLS_1_0` or `SecurityPolicy_*`. */
  securityPolicy: string;
  /** Absent: the domain has no mutual TLS. */
  truststore?: TruststoreView;
  mappings: BasePathMappingView[];
}

/** The truststore that a domain serves with. */
export interface TruststoreView {
  /** The content API Gateway read at the pinned version when the domain was created or updated. */
  pem: string;
  /** `s3://bucket/key`. */
  uri: string;
  /** S3 object version that was read. */
  version: string;
  /** When API Gateway read it, ISO 8601. */
  readAt: string;
}

/** One API mapped to a domain. */
export interface BasePathMappingView {
  /** Without slashes at the ends, may have several levels (`v1/pets`); "" is the root. */
  basePath: string;
  /** Of a REST or an HTTP API. */
  apiId: string;
  stage: string;
}

/** A REST API of API Gateway. */
export interface RestApiView {
  id: string;
  region: string;
  name: string;
  /** False when `disableExecuteApiEndpoint` is set, and for a PRIVATE API, which no public host name leads to. */
  executeApiEnabled: boolean;
  stages: StageView[];
}

/** What stages of both kinds of API have. */
export interface StageSettings {
  name: string;
  deploymentId: string;
  variables: Record<string, string>;
  /** Absent: no access log. */
  accessLog?: { destinationArn: string; format: string };
  /** Limits of requests by method path (`pets/GET`, REST) or route key (`GET /pets`, HTTP); `*` for all others. @default none */
  throttling?: Record<string, ThrottlingView>;
}

/** A token bucket: `rate` requests a second, `burst` at once. */
export interface ThrottlingView {
  rate: number;
  burst: number;
}

/** One stage of a REST API with what is deployed to it. */
export interface StageView extends StageSettings {
  /** The OpenAPI document (2.0 or 3.x) as deployed. */
  definition: object;
  /** The web ACL in front of the stage and what it does with a request by default; absent: none. */
  webAcl?: WebAclView;
}

/** A web ACL of AWS WAF, by its default action. */
export interface WebAclView {
  arn: string;
  blocks: boolean;
}

/** An HTTP API (version 2 of API Gateway). */
export interface HttpApiView {
  id: string;
  region: string;
  name: string;
  executeApiEnabled: boolean;
  stages: HttpApiStageView[];
}

export interface HttpApiStageView extends StageSettings {
  /** As deployed. */
  routes: HttpRouteView[];
}

export interface HttpRouteView {
  /** `GET /pets/{petId}`, `ANY /{proxy+}` or `$default`. */
  key: string;
  integration: HttpIntegrationView;
}

/** An HTTP_PROXY or AWS_PROXY integration of an HTTP API. */
export interface HttpIntegrationView {
  /** For AWS_PROXY the ARN of a function, by itself or as API Gateway calls it. */
  uri: string;
  /** Of AWS_PROXY alone: what the function is called with, and answers. */
  payloadFormat?: "1.0" | "2.0";
  /** `ANY`: the request's own. */
  method: string;
  /** Milliseconds. */
  timeout: number;
  /** `overwrite:header.x-client` to `$context.identity.clientCert.subjectDN`, ... */
  requestParameters: Record<string, string>;
  /** The same for the answer, by its status code. */
  responseParameters: Record<string, Record<string, string>>;
}

/** A function of Lambda. */
export interface FunctionView {
  arn: string;
  name: string;
  region: string;
  /** Another one after each change of code or settings. */
  revision: string;
  /** `nodejs22.x`, ... */
  runtime: string;
  /** `index.handler`: file and export. */
  handler: string;
  /** Seconds. */
  timeout: number;
  /** MB. */
  memorySize: number;
  environment: Record<string, string>;
  logGroupName: string;
  /** Statements of the function's own policy. */
  permissions: FunctionPermissionView[];
  /** The files of the package. Slow: for a process that begins. */
  files(): FunctionFile[];
}

/** Who may do what with a function. */
export interface FunctionPermissionView {
  /** `lambda:InvokeFunction`, ... */
  action: string;
  /** `apigateway.amazonaws.com`, an account, ... */
  principal: string;
  /** With `*` and `?`; absent: whatever calls. */
  sourceArn?: string;
  /** Absent: whatever calls. */
  sourceAccount?: string;
}

export interface FunctionFile {
  /** Relative to the package, with slashes. */
  path: string;
  content: Buffer;
  executable: boolean;
}

/** A CloudFront distribution. */
export interface DistributionView {
  id: string;
  /** `dxxxxxxxxxxxxx.cloudfront.net`. */
  domainName: string;
  aliases: string[];
  enabled: boolean;
  /** Absent: CloudFront's own `*.cloudfront.net`. */
  viewerCertificate?: KeyedCertificate;
  /** The lowest version of TLS that its aliases take. @default "TLSv1.2" */
  viewerTlsFrom?: "TLSv1.2" | "TLSv1.3";
  origins: OriginView[];
  /** @default none */
  originGroups?: OriginGroupView[];
  /** Countries that are let in, or kept out; absent: everybody is let in. */
  geoRestriction?: { kind: "whitelist" | "blacklist"; countries: string[] };
  /** Absent: none. */
  webAcl?: WebAclView;
  /** In CloudFront's order, the default behaviour (`*`) last. */
  behaviors: BehaviorView[];
}

/** Two origins of which the second answers when the first fails. */
export interface OriginGroupView {
  id: string;
  /** IDs of origins: primary, secondary. */
  members: string[];
  /** Status codes of the primary on which the secondary is asked. */
  failoverCodes: number[];
}

/** A custom origin of a distribution. */
export interface OriginView {
  id: string;
  domainName: string;
  /** Put before the request's path; "" or `/prefix`. */
  path: string;
  httpsPort: number;
  httpPort: number;
  /** `https-only`, `http-only` or `match-viewer`. */
  protocolPolicy: string;
  /** `TLSv1.2`, ... */
  sslProtocols: string[];
  customHeaders: Record<string, string>;
  /** The certificate of `originMtlsConfig`; absent: CloudFront presents none. */
  clientCertificate?: KeyedCertificate;
}

/** One cache behaviour of a distribution. */
export interface BehaviorView {
  /** With `*` and `?`; `*` alone for the default behaviour. */
  pathPattern: string;
  /** Of an origin or an origin group. */
  targetOriginId: string;
  /** `allow-all`, `redirect-to-https` or `https-only`. */
  viewerProtocolPolicy: string;
  allowedMethods: string[];
  cachePolicyId?: string;
  originRequestPolicyId?: string;
  responseHeadersPolicyId?: string;
}
