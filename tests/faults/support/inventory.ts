import type { AccountState, Bucket } from "@mtls-gateway/local/dist/account/state";
import { accountId } from "@mtls-gateway/local/dist/account/account";
import type { StateResource } from "../../support/pulumi";

/** What a resource has as `token ID`; the ID is the one by which it is imported. */
export type Item = string;

const token = {
  account: "aws:apigateway/account:Account",
  basePathMapping: "aws:apigateway/basePathMapping:BasePathMapping",
  bucket: "aws:s3/bucket:Bucket",
  bucketObject: "aws:s3/bucketObjectv2:BucketObjectv2",
  certificate: "aws:acm/certificate:Certificate",
  deployment: "aws:apigateway/deployment:Deployment",
  distribution: "aws:cloudfront/distribution:Distribution",
  domainName: "aws:apigateway/domainName:DomainName",
  lifecycle: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  methodSettings: "aws:apigateway/methodSettings:MethodSettings",
  encryption:
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  ownership: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  policy: "aws:s3/bucketPolicy:BucketPolicy",
  publicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  record: "aws:route53/record:Record",
  restApi: "aws:apigateway/restApi:RestApi",
  role: "aws:iam/role:Role",
  rolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  stage: "aws:apigateway/stage:Stage",
  versioning: "aws:s3/bucketVersioning:BucketVersioning",
} as const;

/** It only waits until a certificate is issued: there is nothing of it at AWS. */
const waits = "aws:acm/certificateValidation:CertificateValidation";

const settingsOfBuckets: readonly (readonly [keyof Bucket, string])[] = [
  ["encryption", token.encryption],
  ["publicAccessBlock", token.publicAccessBlock],
  ["ownership", token.ownership],
  ["policy", token.policy],
  ["lifecycle", token.lifecycle],
];

/** Everything in the account that somebody made, sorted. */
export function inAccount(state: AccountState): Item[] {
  const { buckets, certificates, zones, restApis, domains, roles } = state;
  for (const kind of [
    "certificateAuthorities",
    "httpApis",
    "lambdaFunctions",
    "webAcls",
  ] as const) {
    if (Object.keys(state[kind]).length > 0) throw new Error(`${kind} are not listed here yet`);
  }
  return [
    ...Object.values(buckets).flatMap(inBucket),
    ...Object.keys(certificates).map((arn) => `${token.certificate} ${arn}`),
    ...Object.values(zones).flatMap(({ id, records }) =>
      Object.keys(records).map((key) => `${token.record} ${id}_${key}`),
    ),
    ...Object.values(restApis).flatMap(({ id, deployments, stages }) => [
      `${token.restApi} ${id}`,
      ...Object.keys(deployments).map((one) => `${token.deployment} ${id}/${one}`),
      ...Object.values(stages).flatMap(({ name, methodSettings }) => [
        `${token.stage} ${id}/${name}`,
        ...Object.keys(methodSettings ?? {}).map(
          (path) => `${token.methodSettings} ${id}/${name}/${path}`,
        ),
      ]),
    ]),
    ...Object.keys(state.gatewayAccounts).map(() => `${token.account} ${accountId}`),
    ...Object.values(domains).flatMap(({ name, mappings }) => [
      `${token.domainName} ${name}`,
      ...Object.keys(mappings).map((path) => `${token.basePathMapping} ${name}/${path}`),
    ]),
    ...Object.keys(state.distributions).map((id) => `${token.distribution} ${id}`),
    ...Object.values(state.logGroups).map(({ name }) => `${token.logGroup} ${name}`),
    ...Object.values(roles).flatMap(({ name, attached }) => [
      `${token.role} ${name}`,
      ...attached.map((policy) => `${token.rolePolicyAttachment} ${name}/${policy}`),
    ]),
  ].sort();
}

function inBucket(bucket: Bucket): Item[] {
  return [
    `${token.bucket} ${bucket.name}`,
    // Versioning cannot be taken off a bucket: what a delete leaves is suspended.
    ...(bucket.versioning === "Enabled" ? [`${token.versioning} ${bucket.name}`] : []),
    ...settingsOfBuckets.flatMap(([setting, of]) =>
      bucket[setting] === undefined ? [] : [`${of} ${bucket.name}`],
    ),
    ...Object.keys(bucket.objects).map((key) => `${token.bucketObject} ${bucket.name}/${key}`),
  ];
}

/** What the stack says is in the account, sorted. */
export function inStack(resources: readonly StateResource[]): Item[] {
  return resources
    .filter(({ type, id }) => type.startsWith("aws:") && id !== undefined && type !== waits)
    .map((resource) => `${resource.type} ${importId(resource) ?? resource.id ?? ""}`)
    .sort();
}

/** The ID by which a resource is imported, where its own properties tell it; undefined where AWS makes it. */
export function importId({
  type,
  id,
  inputs = {},
  outputs = {},
}: StateResource): string | undefined {
  const at = (name: string): string => {
    const value = outputs[name] ?? inputs[name];
    return typeof value === "string" ? value : "";
  };
  switch (type) {
    case token.bucketObject:
      return `${at("bucket")}/${at("key")}`;
    case token.deployment:
      return id === undefined ? undefined : `${at("restApi")}/${id}`;
    case token.stage:
      return `${at("restApi")}/${at("stageName")}`;
    case token.methodSettings:
      return `${at("restApi")}/${at("stageName")}/${at("methodPath")}`;
    case token.basePathMapping:
      return `${at("domainName")}/${at("basePath")}`;
    case token.domainName:
      return at("domainName");
    case token.logGroup:
    case token.role:
      return at("name");
    case token.rolePolicyAttachment:
      return `${at("role")}/${at("policyArn")}`;
    case token.record:
      return `${at("zoneId")}_${(at("fqdn") || at("name")).replace(/\.$/, "")}_${at("type")}`;
    case token.account:
      return accountId;
    case token.bucket:
    case token.versioning:
    case token.encryption:
    case token.publicAccessBlock:
    case token.ownership:
    case token.policy:
    case token.lifecycle:
      return at("bucket");
    default:
      return undefined;
  }
}
