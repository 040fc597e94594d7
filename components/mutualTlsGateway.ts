import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createCallers, type Callers } from "./additionalCaller";
import type { BehaviorSettings } from "./cacheBehavior";
import type { ClientCertificate } from "./clientCertificate";
import { createEdge, createEdgeCertificate } from "./createEdge";
import { createEdgeClient } from "./createEdgeClient";
import type { EdgeClientArgs } from "./edgeClientArgs";
import type { GatewayApiArgs } from "./gatewayApiArgs";
import type { GatewayEdgeArgs } from "./gatewayEdgeArgs";
import { createRegion, type GatewayRegion, type SharedParts } from "./gatewayRegion";
import type { GatewayTruststoreArgs } from "./gatewayTruststoreArgs";
import { hostedZoneId } from "./hostedZone";
import { refuseFailover } from "./refusedFailover";
import { checked } from "./refusedInputs";
import type { OriginSettings } from "./mtlsOrigin";

export interface MutualTlsGatewayArgs
  extends EdgeClientArgs, GatewayTruststoreArgs, GatewayApiArgs, GatewayEdgeArgs {
  /** Custom domain name of the API, such as `api.example.com`. */
  domainName: pulumi.Input<string>;
  /** Name of the public Route 53 zone for validation and alias records; this or `zoneId`. @default the zone of that ID */
  zoneName?: pulumi.Input<string>;
  /** ID of the public Route 53 zone for validation and alias records; this or `zoneName`. @default the zone of that name */
  zoneId?: pulumi.Input<string>;
  /** Tags of everything that takes tags. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * An API behind mutual TLS, and CloudFront in front of it as the client that holds the certificate.
 *
 * Made and changed in the order truststore, domain, edge certificate, distribution: the domain trusts a certificate before
 * CloudFront presents it. A client certificate that is renewed under the same CA changes nothing in the domain, which lets in
 * the old one and the new one.
 *
 * The domain trusts the CA of CloudFront's certificate alone; whoever else is to reach it stands in `additionalCallers`, with a
 * reason.
 *
 * With a new CA CloudFront presents the old certificate until it has taken the new one, and AWS does not say how long that
 * is; nor how soon every host of the domain knows a new truststore. So change over in three `up`s: `trustedCaGenerations: [2]`
 * lets the domain trust the next CA; `caGeneration: 2` with `trustedCaGenerations: [1]` lets CloudFront present its
 * certificate; and `caGeneration: 2` alone ends the old one. With CAs of your own give `additionalTrustedCertificates` in the
 * same order.
 *
 * @example
 * ```typescript
 * import { MutualTlsGateway } from "mtls-gateway";
 *
 * const gateway = new MutualTlsGateway("gateway", {
 *   domainName: "api.example.com",
 *   zoneName: "example.com",
 * });
 * export const edgeUrl = gateway.edgeUrl;
 * ```
 */
export class MutualTlsGateway extends pulumi.ComponentResource {
  /** URL for everybody: CloudFront's or the first alias's, with the base path; empty with `existingDistribution`. */
  readonly edgeUrl: pulumi.Output<string>;
  /** URL for holders of a client certificate: the custom domain's, with the base path. */
  readonly apiUrl: pulumi.Output<string>;
  /** URL of the sample API's execute-api endpoint, which refuses everybody; empty when `restApi` is given. */
  readonly executeApiUrl: pulumi.Output<string>;
  /** `s3://bucket/key` of the truststore. */
  readonly truststoreUri: pulumi.Output<string>;
  /** Version ID of the truststore's object, as the domain pins it. */
  readonly truststoreVersion: pulumi.Output<string>;
  /** ARN of the domain's server certificate. */
  readonly serverCertificateArn: pulumi.Output<string>;
  /** ARN of the client certificate that CloudFront presents, in us-east-1. */
  readonly clientCertificateArn: pulumi.Output<string>;
  /** All CAs of the truststore, PEM. */
  readonly caCertificatePem: pulumi.Output<string>;
  /** The client certificate, PEM; empty with `clientCertificateArn`. */
  readonly clientCertificatePem: pulumi.Output<string>;
  /** The CAs above the client certificate, its issuer first, root last, PEM. */
  readonly clientCertificateChainPem: pulumi.Output<string>;
  /** The private key of the client certificate, PEM; secret, and empty with `clientCertificateArn`. */
  readonly clientPrivateKeyPem: pulumi.Output<string>;
  /** The certificates made here for `additionalCallers`, PEM, by the caller's name. */
  readonly callerCertificatesPem: pulumi.Output<Record<string, string>>;
  /** The CAs above each of these, PEM. */
  readonly callerChainsPem: pulumi.Output<Record<string, string>>;
  /** The private key of each of these, PEM; secret. */
  readonly callerPrivateKeysPem: pulumi.Output<Record<string, string>>;
  /** The mTLS domains as `origins` of a distribution, the first one first. */
  readonly originSettings: pulumi.Output<OriginSettings[]>;
  /** How a distribution has to treat requests to them: its `defaultCacheBehavior`. */
  readonly behaviorSettings: pulumi.Output<BehaviorSettings>;
  /** The domain. */
  readonly domain: aws.apigateway.DomainName;
  /** The distribution, when it is made here. */
  readonly distribution?: aws.cloudfront.Distribution;
  /** The bucket of the truststore, when it is made here. */
  readonly truststoreBucket?: aws.s3.Bucket;
  /** The import in ACM of us-east-1, when it is made here. */
  readonly edgeCertificate?: aws.acm.Certificate;

  constructor(name: string, args: MutualTlsGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:MutualTlsGateway", name, {}, opts);

    const zoneId = hostedZoneId(this, { ...args, subjectAlternativeNames: otherNames(args) });
    refuseDomainsAsAliases(this, args);
    const client = createEdgeClient(this, name, args);
    const callers = createCallers(this, name, args, args.additionalCallers ?? {});
    const shared: SharedParts = {
      zoneId,
      trusted: [
        ...client.trusted,
        ...callers.trusted,
        ...(args.additionalTrustedCertificates ?? []),
      ],
      client,
      callerTags: { ...client.tags, ...callers.tags },
    };
    const region = createRegion(this, name, args, { ...args, path: "" }, shared);
    const regions = [region, ...createFailover(this, name, args, shared)] as const;
    const edgeCertificate = createEdgeCertificate(this, name, args, client, regions);
    const edge = createEdge(this, name, args, zoneId, regions, edgeCertificate);

    this.edgeUrl = withPath(edge.url, args.basePath);
    this.apiUrl = withPath(region.domain.url, args.basePath);
    this.executeApiUrl = region.executeApiUrl;
    this.truststoreUri = region.truststore.uri;
    this.truststoreVersion = region.truststore.version;
    this.serverCertificateArn = region.server.certificateArn;
    this.clientCertificateArn = edgeCertificate.certificateArn;
    this.caCertificatePem = region.truststore.certificatesPem;
    this.clientCertificatePem = client.certificatePem;
    this.clientCertificateChainPem = client.chainPem;
    this.clientPrivateKeyPem = client.privateKeyPem;
    this.callerCertificatesPem = ofEach(callers, ({ certificatePem }) => certificatePem);
    this.callerChainsPem = ofEach(callers, ({ chainPem }) => chainPem);
    this.callerPrivateKeysPem = pulumi.secret(
      ofEach(callers, ({ privateKeyPem }) => privateKeyPem),
    );
    this.originSettings = edge.originSettings;
    this.behaviorSettings = edge.behaviorSettings;
    this.domain = region.domain.domain;
    this.distribution = edge.distribution;
    this.truststoreBucket = region.truststore.bucket;
    this.edgeCertificate = edgeCertificate.certificate;
    this.registerOutputs({
      edgeUrl: this.edgeUrl,
      apiUrl: this.apiUrl,
      executeApiUrl: this.executeApiUrl,
      truststoreUri: this.truststoreUri,
      truststoreVersion: this.truststoreVersion,
      serverCertificateArn: this.serverCertificateArn,
      clientCertificateArn: this.clientCertificateArn,
      caCertificatePem: this.caCertificatePem,
      clientCertificatePem: this.clientCertificatePem,
      clientCertificateChainPem: this.clientCertificateChainPem,
      clientPrivateKeyPem: this.clientPrivateKeyPem,
      callerCertificatesPem: this.callerCertificatesPem,
      callerChainsPem: this.callerChainsPem,
      callerPrivateKeysPem: this.callerPrivateKeysPem,
      originSettings: this.originSettings,
      behaviorSettings: this.behaviorSettings,
      domain: this.domain,
      distribution: this.distribution,
      truststoreBucket: this.truststoreBucket,
      edgeCertificate: this.edgeCertificate,
    });
  }
}

/** The names beside the domain's that get records in the zone. */
function otherNames({
  serverAlternativeNames = [],
  aliases = [],
  failoverRegion,
}: MutualTlsGatewayArgs): pulumi.Input<string>[] {
  const failover = failoverRegion === undefined ? [] : [failoverRegion.domainName];
  return [...serverAlternativeNames, ...aliases, ...failover];
}

/** CloudFront would be its own origin, and the name would have two records. */
function refuseDomainsAsAliases(
  gateway: pulumi.ComponentResource,
  { domainName, failoverRegion, aliases = [] }: MutualTlsGatewayArgs,
): void {
  const domains = [domainName, failoverRegion?.domainName ?? ""];
  checked(gateway, domains, (names) =>
    aliases.flatMap((alias, index) => {
      if (!names.some((name) => name.toLowerCase() === alias.toLowerCase())) return [];
      const reason = `"${alias}" is the name of the API's domain, which CloudFront asks. Give viewers another name.`;
      return [{ path: `aliases[${index}]`, reason }];
    }),
  );
}

function ofEach(
  { clients }: Callers,
  part: (client: ClientCertificate) => pulumi.Output<string>,
): pulumi.Output<Record<string, string>> {
  return pulumi.all(
    Object.fromEntries(Object.entries(clients).map(([caller, client]) => [caller, part(client)])),
  );
}

/** The second Region, if there is to be one; its domain trusts whom the first one trusts. */
function createFailover(
  gateway: pulumi.ComponentResource,
  name: string,
  args: MutualTlsGatewayArgs,
  shared: SharedParts,
): GatewayRegion[] {
  const { failoverRegion } = args;
  if (failoverRegion === undefined) return [];
  refuseFailover(gateway, args, failoverRegion);
  const region = { ...failoverRegion, path: "failoverRegion" };
  return [createRegion(gateway, `${name}-failover`, args, region, shared)];
}

/** Where the API answers; at any other path of the domain nothing does. */
function withPath(
  url: pulumi.Output<string>,
  basePath: pulumi.Input<string> = "",
): pulumi.Output<string> {
  return pulumi
    .all([url, basePath])
    .apply(([host, path]) => (path === "" || host === "" ? host : `${host}/${path}`));
}
