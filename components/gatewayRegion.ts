import { checkClient, Truststore as TrustedCas } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";
import type { EdgeClient } from "./createEdgeClient";
import { MutualTlsDomain, type BasePathMapping } from "./mutualTlsDomain";
import type { MutualTlsGatewayArgs } from "./mutualTlsGateway";
import { PetStoreApi } from "./petStoreApi";
import { checked, refusals, refuseBeside } from "./refusedInputs";
import { ServerCertificate } from "./serverCertificate";
import { StageProtection, type StageProtectionArgs } from "./stageProtection";
import { Truststore } from "./truststore";

/** What tells the Regions of a gateway apart. */
export interface RegionArgs extends Pick<
  MutualTlsGatewayArgs,
  | "domainName"
  | "serverCertificateArn"
  | "serverAlternativeNames"
  | "serverCertificatePem"
  | "serverCertificateChainPem"
  | "serverPrivateKeyPem"
  | "serverPubliclyTrusted"
  | "ownershipVerificationCertificateArn"
  | "restApi"
  | "httpApi"
  | "truststoreBucketName"
  | "truststoreObjectKey"
  | "truststoreRollbackToVersion"
> {
  region?: string;
  /** Path of these args in the gateway's. */
  path: string;
}

/** What all Regions of a gateway have in common. */
export interface SharedParts {
  zoneId: pulumi.Output<string> | undefined;
  /** The CAs to trust, PEM. */
  trusted: pulumi.Input<string>[];
  client: EdgeClient;
  /** Tags of the domains beside the gateway's: the callers. */
  callerTags: Record<string, pulumi.Output<string>>;
}

/** What a gateway has in one Region. */
export interface GatewayRegion {
  truststore: Truststore;
  server: ServerCertificate;
  domain: MutualTlsDomain;
  /** URL of the sample API's execute-api endpoint, or "". */
  executeApiUrl: pulumi.Output<string>;
}

/** Made and changed in this order: the domain comes when its truststore, certificate and API are there. */
export function createRegion(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  region: RegionArgs,
  shared: SharedParts,
): GatewayRegion {
  const truststore = createTruststore(gateway, name, args, region, shared);
  const server = createServerCertificate(gateway, name, args, region, shared);
  const api = createApi(gateway, name, args, region);
  const domain = createDomain(gateway, name, args, region, shared, server, truststore, api.mapping);
  return { truststore, server, domain, executeApiUrl: api.executeApiUrl };
}

/** Trusts the CAs of CloudFront's certificate and no other unasked: a certificate of any other CA walks around CloudFront. */
function createTruststore(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  region: RegionArgs,
  { trusted }: SharedParts,
): Truststore {
  return new Truststore(
    `${name}-truststore`,
    {
      certificates: trusted,
      bucketName: region.truststoreBucketName,
      objectKey: region.truststoreObjectKey,
      keptVersions: args.truststoreKeptVersions,
      rollbackToVersion: region.truststoreRollbackToVersion,
      region: region.region,
      tags: region.truststoreBucketName === undefined ? args.tags : undefined,
    },
    { parent: gateway },
  );
}

/** What says how to make a server certificate, or to import one. */
const ofServerMadeHere = [
  "serverAlternativeNames",
  "serverCertificatePem",
  "serverCertificateChainPem",
  "serverPrivateKeyPem",
] as const;

function createServerCertificate(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  region: RegionArgs,
  { zoneId }: SharedParts,
): ServerCertificate {
  const { serverCertificateArn } = region;
  refuseBeside(gateway, region, "serverCertificateArn", ofServerMadeHere);
  const ofBoth = {
    ownershipVerificationCertificateArn: region.ownershipVerificationCertificateArn,
    publiclyTrusted: region.serverPubliclyTrusted,
    region: region.region,
    behindCloudFront: true,
  };
  return new ServerCertificate(
    `${name}-server`,
    serverCertificateArn === undefined
      ? {
          domainName: region.domainName,
          subjectAlternativeNames: region.serverAlternativeNames,
          certificatePem: region.serverCertificatePem,
          chainPem: region.serverCertificateChainPem,
          privateKeyPem: region.serverPrivateKeyPem,
          zoneId,
          tags: args.tags,
          ...ofBoth,
        }
      : { certificateArn: serverCertificateArn, ...ofBoth },
    { parent: gateway },
  );
}

interface Api {
  mapping: BasePathMapping;
  executeApiUrl: pulumi.Output<string>;
}

/** What says how to make the sample API. */
const ofSampleApi = [
  "accessLog",
  "accessLogGroupArn",
  "accessLogRetentionDays",
  "cloudWatchRole",
  "clientHeaders",
] as const;

/** What can be set on a stage that exists. */
const ofAnyStage = ["apiWebAclArn", "throttlingRateLimit", "throttlingBurstLimit"] as const;

function createApi(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  { restApi, httpApi, region, path }: RegionArgs,
): Api {
  refuseBeside(gateway, { restApi, httpApi }, "restApi", ["httpApi"], path);
  const { stageName, basePath, tags } = args;
  if (httpApi !== undefined) {
    refuseBeside(gateway, { ...args, httpApi }, "httpApi", [...ofSampleApi, ...ofAnyStage]);
    return {
      mapping: { httpApi, stageName: stageName ?? "prod", basePath },
      executeApiUrl: pulumi.output(""),
    };
  }
  if (restApi !== undefined) {
    refuseBeside(gateway, { ...args, restApi }, "restApi", ofSampleApi);
    const mapping = { restApi, stageName: stageName ?? "prod", basePath };
    protectStage(gateway, name, args, mapping, region);
    return { mapping, executeApiUrl: pulumi.output("") };
  }
  const pets = new PetStoreApi(
    `${name}-pets`,
    {
      stageName,
      accessLog: args.accessLog,
      accessLogGroupArn: args.accessLogGroupArn,
      accessLogRetentionDays: args.accessLogRetentionDays,
      cloudWatchRole: args.cloudWatchRole,
      clientHeaders: args.clientHeaders,
      webAclArn: args.apiWebAclArn,
      throttlingRateLimit: args.throttlingRateLimit,
      throttlingBurstLimit: args.throttlingBurstLimit,
      region,
      tags,
    },
    { parent: gateway },
  );
  return {
    mapping: { restApi: pets.restApi, stageName: pets.stageName, basePath },
    executeApiUrl: pets.executeApiUrl,
  };
}

/** Web ACL and throttling of a stage that exists. */
function protectStage(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  { restApi, stageName }: Pick<StageProtectionArgs, "restApi" | "stageName">,
  region: string | undefined,
): void {
  if (ofAnyStage.every((setting) => args[setting] === undefined)) return;
  new StageProtection(
    `${name}-protection`,
    {
      restApi,
      stageName,
      webAclArn: args.apiWebAclArn,
      throttlingRateLimit: args.throttlingRateLimit,
      throttlingBurstLimit: args.throttlingBurstLimit,
      region,
    },
    { parent: gateway },
  );
}

function createDomain(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  region: RegionArgs,
  { zoneId, callerTags, client }: SharedParts,
  server: ServerCertificate,
  truststore: Truststore,
  mapping: BasePathMapping,
): MutualTlsDomain {
  return new MutualTlsDomain(
    `${name}-domain`,
    {
      domainName: region.domainName,
      certificateArn: server.certificateArn,
      ownershipVerificationCertificateArn: server.ownershipVerificationCertificateArn,
      truststoreUri: truststore.uri,
      truststoreVersion: pinnedVersion(gateway, region, client, truststore),
      mutualTls: args.mutualTls,
      allowReplacement: args.allowReplacement,
      mappings: [mapping, ...(args.additionalMappings ?? [])],
      zoneId,
      ipAddressType: args.ipAddressType,
      region: region.region,
      tags: withCallers(args.tags, callerTags),
    },
    { parent: gateway },
  );
}

/** An earlier version is pinned only when it lets CloudFront in; a newer one trusts its CAs by the way it is made. */
function pinnedVersion(
  gateway: pulumi.ComponentResource,
  { path, truststoreRollbackToVersion }: RegionArgs,
  client: EdgeClient,
  { version, certificatesPem }: Truststore,
): pulumi.Output<string> {
  if (truststoreRollbackToVersion === undefined || client.certificateArn !== undefined) {
    return version;
  }
  const { certificatePem, chainPem } = client;
  const input = `${path === "" ? "" : `${path}.`}truststoreRollbackToVersion`;
  const compared = pulumi
    .all([certificatePem, chainPem, certificatesPem, version])
    .apply(([certificate, chain, trusted, pinned]) => ({ certificate, chain, trusted, pinned }));
  return checked(gateway, compared, ({ certificate, chain, trusted }) => {
    const findings = checkClient(
      { certificate, chain },
      { profile: "cloudfront-client", truststore: TrustedCas.read(trusted) },
    );
    return refusals(
      input,
      findings.filter(({ rule }) => rule === "CC109"),
    );
  }).apply(({ pinned }) => pinned);
}

function withCallers(
  tags: MutualTlsGatewayArgs["tags"],
  callerTags: SharedParts["callerTags"],
): MutualTlsGatewayArgs["tags"] {
  if (Object.keys(callerTags).length === 0) return tags;
  return pulumi.all([tags, callerTags]).apply(([own, callers]) => ({ ...own, ...callers }));
}
