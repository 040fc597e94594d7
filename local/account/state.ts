import type { Values } from "../provider/values";
import type { LambdaFunction } from "./functionState";

/** Everything that the local AWS account holds, as it is written to the state file. */
export interface AccountState {
  /** Layout of the file; a newer number is refused, not guessed at, an older one is brought up to date. */
  format: 2;
  buckets: Record<string, Bucket>;
  certificates: Record<string, AcmCertificate>;
  /** AWS Private CA, by ARN. */
  certificateAuthorities: Record<string, PrivateCa>;
  zones: Record<string, HostedZone>;
  restApis: Record<string, RestApi>;
  httpApis: Record<string, HttpApi>;
  /** API Gateway's settings of the account, by Region. */
  gatewayAccounts: Record<string, GatewayAccount>;
  /** By `region/domain name`. */
  domains: Record<string, GatewayDomain>;
  distributions: Record<string, Distribution>;
  /** By `region/name`. */
  logGroups: Record<string, LogGroup>;
  /** IAM roles by name. */
  roles: Record<string, Role>;
  /** By `region/name`. */
  lambdaFunctions: Record<string, LambdaFunction>;
  /** AWS WAF, by ARN. */
  webAcls: Record<string, WebAcl>;
}

/** An S3 bucket. Sub-resources are absent until somebody puts them. */
export interface Bucket {
  name: string;
  region: string;
  createdAt: string;
  settings: Values;
  /** Absent: never versioned. */
  versioning?: "Enabled" | "Suspended";
  encryption?: Values;
  publicAccessBlock?: Values;
  ownership?: string;
  policy?: string;
  /** Lifecycle rules as they were given. */
  lifecycle?: Values;
  /** Versions of each key, newest first. */
  objects: Record<string, ObjectVersion[]>;
}

/** One version of an object, or a delete marker. */
export interface ObjectVersion {
  /** 32 characters, or `null` for what was put while versioning was not enabled. */
  id: string;
  deleteMarker: boolean;
  lastModified: string;
  /** Name of the file with the content in `objects/`: SHA-256 of it. Empty for a delete marker. */
  blob: string;
  size: number;
  /** MD5 of the content as S3 gives it, without quotes. */
  etag: string;
  settings: Values;
}

/** A certificate in ACM. */
export interface AcmCertificate {
  arn: string;
  region: string;
  type: "IMPORTED" | "AMAZON_ISSUED" | "PRIVATE";
  status: "PENDING_VALIDATION" | "ISSUED";
  domainName: string;
  /** All names, the domain name first. */
  names: string[];
  settings: Values;
  createdAt: string;
  notBefore?: string;
  notAfter?: string;
  /** PEM; empty until issued. */
  certificate: string;
  chain: string;
  /** PEM (PKCS#8); the state file is readable by its owner alone. */
  privateKey: string;
  validation: ValidationRecord[];
  /** The records that validate it were gone when ACM looked last; it renews none that expires so. */
  isUnproven?: true;
}

/** A certificate authority of AWS Private CA. */
export interface PrivateCa {
  arn: string;
  region: string;
  createdAt: string;
  status: "PENDING_CERTIFICATE" | "ACTIVE" | "DISABLED";
  settings: Values;
  /** PEM of the PKCS#10 request for the CA's own certificate. */
  request: string;
  /** PEM (PKCS#8). It never leaves the account, as at AWS. */
  privateKey: string;
  /** PEM; empty until one is installed. */
  certificate: string;
  chain: string;
  /** By ARN. */
  issued: Record<string, { certificate: string; chain: string; revokedAt?: string }>;
  /** Principals with a permission, and the actions that they may do. */
  permissions: Record<string, Values>;
}

/** The CNAME that proves the right to a name. */
export interface ValidationRecord {
  domainName: string;
  /** Absolute, with the dot at the end, as ACM gives it. */
  recordName: string;
  recordValue: string;
}

/** A public hosted zone of Route 53. */
export interface HostedZone {
  id: string;
  /** Without the dot at the end. */
  name: string;
  callerReference: string;
  settings: Values;
  nameServers: string[];
  /** True for the zones that the account comes with: no program made them. */
  given: boolean;
  /** By `NAME_TYPE`, or `NAME_TYPE_SETIDENTIFIER`. */
  records: Record<string, RecordSet>;
}

export interface RecordSet {
  /** Fully qualified, lower case, without the dot at the end. */
  name: string;
  type: string;
  settings: Values;
}

/** A REST API with everything under it. */
export interface RestApi {
  id: string;
  region: string;
  createdAt: string;
  settings: Values;
  rootResourceId: string;
  /** Hand-made resources (`apigateway.Resource`), and the root. Those of an OpenAPI body stay in the body. */
  resources: Record<string, ApiResource>;
  deployments: Record<string, ApiDeployment>;
  stages: Record<string, ApiStage>;
}

export interface ApiResource {
  id: string;
  parentId: string;
  pathPart: string;
  methods: Record<string, ApiMethod>;
}

export interface ApiMethod {
  settings: Values;
  responses: Record<string, Values>;
  integration?: { settings: Values; responses: Record<string, Values> };
}

export interface ApiDeployment {
  id: string;
  createdAt: string;
  settings: Values;
  /** The API as OpenAPI 3.0 with `x-amazon-apigateway-integration`, as it was at that moment. */
  definition: Values;
}

export interface ApiStage {
  name: string;
  deploymentId: string;
  settings: Values;
  /** By method path: the star pair for all methods, `pets/GET` for one. */
  methodSettings?: Record<string, Values>;
  webAclArn?: string;
}

/** An HTTP API (API Gateway v2) with everything under it. */
export interface HttpApi {
  id: string;
  region: string;
  createdAt: string;
  settings: Values;
  integrations: Record<string, Values>;
  routes: Record<string, Values>;
  deployments: Record<string, HttpApiDeployment>;
  stages: Record<string, HttpApiStage>;
}

/** The routes and integrations as they were at that moment. */
export interface HttpApiDeployment {
  id: string;
  createdAt: string;
  settings: Values;
  autoDeployed: boolean;
  integrations: Record<string, Values>;
  routes: Record<string, Values>;
}

export interface HttpApiStage {
  name: string;
  /** "" while nothing is deployed. */
  deploymentId: string;
  settings: Values;
}

export interface GatewayAccount {
  cloudwatchRoleArn: string;
}

/** A custom domain name of API Gateway. */
export interface GatewayDomain {
  name: string;
  region: string;
  domainNameId: string;
  createdAt: string;
  settings: Values;
  /** d-xxxxxxxxxx.execute-api.REGION.amazonaws.com (REGIONAL), dxxxxxxxx.cloudfront.net (EDGE). */
  targetDomainName: string;
  truststore?: { pem: string; uri: string; version: string; readAt: string; warnings: string[] };
  /** UPDATING until then; absent: the last change was done at once. */
  updatingUntil?: string;
  /** The server certificate as it was when the domain got it: ACM may hold another one under its ARN since. */
  verified?: { fingerprint: string; issuer: string };
  /** By base path, "" for the root. */
  mappings: Record<string, ApiMapping>;
}

/** An API under a base path of a domain: made as a base path mapping or as an API mapping, one list at AWS too. */
export interface ApiMapping {
  id: string;
  /** Of a REST or an HTTP API. */
  apiId: string;
  stage: string;
  settings: Values;
}

/** A CloudFront distribution. */
export interface Distribution {
  id: string;
  domainName: string;
  callerReference: string;
  lastModified: string;
  etag: string;
  /** InProgress until then; absent: the last change was done at once. */
  deployingUntil?: string;
  settings: Values;
}

export interface LogGroup {
  name: string;
  region: string;
  settings: Values;
}

/** An IAM role. */
export interface Role {
  name: string;
  arn: string;
  uniqueId: string;
  createdAt: string;
  settings: Values;
  /** Inline policies by name: JSON. */
  policies: Record<string, string>;
  /** ARNs of managed policies. */
  attached: string[];
}

/** A web ACL of AWS WAF, by its default action alone. */
export interface WebAcl {
  arn: string;
  id: string;
  name: string;
  region: string;
  settings: Values;
}

/** An account in which nothing was made yet. */
export function emptyAccount(): AccountState {
  return {
    format: 2,
    buckets: {},
    certificates: {},
    certificateAuthorities: {},
    zones: {},
    restApis: {},
    httpApis: {},
    gatewayAccounts: {},
    domains: {},
    distributions: {},
    logGroups: {},
    roles: {},
    lambdaFunctions: {},
    webAcls: {},
  };
}
