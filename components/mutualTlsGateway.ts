import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ClientCertificate } from "./clientCertificate";
import { createDistribution, createEdgeCertificate } from "./createEdge";
import { createEdgeClient } from "./createEdgeClient";
import { hostedZoneId } from "./hostedZone";
import type { IpAddressType } from "./ipAddressType";
import type { ClientKeyAlgorithm, KeyAlgorithm } from "./keyAlgorithm";
import { MutualTlsDomain, type BasePathMapping } from "./mutualTlsDomain";
import type { PriceClass } from "./originMtlsDistribution";
import { PetStoreApi } from "./petStoreApi";
import { refuseHalfGiven } from "./refusedInputs";
import { ServerCertificate } from "./serverCertificate";
import { Truststore } from "./truststore";

export interface MutualTlsGatewayArgs {
  /** Custom domain name of the API, such as `api.example.com`. */
  domainName: pulumi.Input<string>;
  /** Name of the public Route 53 zone for validation and alias records; this or `zoneId`. @default the zone of that ID */
  zoneName?: pulumi.Input<string>;
  /** ID of the public Route 53 zone for validation and alias records; this or `zoneName`. @default the zone of that name */
  zoneId?: pulumi.Input<string>;
  /** ARN of the domain's server certificate, public and in the domain's Region. @default made here and validated by DNS */
  serverCertificateArn?: pulumi.Input<string>;
  /** Organization (O) in the subjects of the certificates made here; empty leaves it out. @default "MyOrg" */
  organization?: pulumi.Input<string>;
  /** State or province (ST) in the subjects of the certificates made here; empty leaves it out. @default "Tokyo" */
  province?: pulumi.Input<string>;
  /** Country (C) in the subjects of the certificates made here; empty leaves it out. @default "JP" */
  country?: pulumi.Input<string>;
  /** Common name of the root CA. @default "MyRootCA" */
  caCommonName?: pulumi.Input<string>;
  /** Kind and size of the root CA's key; raise `caGeneration` when you change it. @default "RSA-4096" */
  caKeyAlgorithm?: pulumi.Input<KeyAlgorithm>;
  /**
   * Lifetime of the root CA's certificate, in days; no less than that of what it signs, and renewed with the same key that
   * much before its end.
   * @default 3650
   */
  caValidityDays?: pulumi.Input<number>;
  /**
   * Which CAs of these names they are, counted from 1; a higher number makes new keys under new subjects. Plain, because it
   * decides which keys exist.
   * @default 1
   */
  caGeneration?: number;
  /** Whether an issuing CA of its own stands between root and client certificate; plain, for it decides what exists. @default false */
  issuingCa?: boolean;
  /** Common name of the issuing CA. @default "MyIssuingCA" */
  issuingCaCommonName?: pulumi.Input<string>;
  /** Kind and size of the issuing CA's key; raise `caGeneration` when you change it. @default "RSA-2048" */
  issuingCaKeyAlgorithm?: pulumi.Input<KeyAlgorithm>;
  /** Lifetime of the issuing CA's certificate, in days; renewed `clientValidityDays` before its end. @default 1825 */
  issuingCaValidityDays?: pulumi.Input<number>;
  /** Common name of the client certificate that CloudFront presents. @default "my-client" */
  clientCommonName?: pulumi.Input<string>;
  /**
   * Kind and size of the client certificate's key. Another one is another import in us-east-1, to whose ARN the distribution
   * changes. Plain, because it decides which import exists; beside `clientCertificatePem` it counts only where that is an
   * output.
   * @default "RSA-2048"
   */
  clientKeyAlgorithm?: ClientKeyAlgorithm;
  /** Lifetime of the client certificate, in days. @default 365 */
  clientValidityDays?: pulumi.Input<number>;
  /** Days before its end from which on the next `pulumi up` makes the client certificate anew. @default 30 */
  clientEarlyRenewalDays?: pulumi.Input<number>;
  /**
   * A client certificate that exists already, PEM, in place of one made here; then no CA is made either, and the truststore
   * trusts `clientCertificateChainPem`. Whether it is given decides which resources exist.
   * @default made here
   */
  clientCertificatePem?: pulumi.Input<string>;
  /** The CAs above `clientCertificatePem`, its issuer first, root last, PEM. @default made here */
  clientCertificateChainPem?: pulumi.Input<string>;
  /** The private key of `clientCertificatePem`, PEM. @default made here */
  clientPrivateKeyPem?: pulumi.Input<string>;
  /**
   * More CAs that the domain trusts, each PEM with one certificate or several, up to their roots: the old ones while CloudFront
   * changes over to a new CA. Whoever holds a certificate of theirs reaches the domain past CloudFront, so take them out
   * again. Plain list, checked together with the gateway's own CAs.
   * @default none
   */
  additionalTrustedCertificates?: pulumi.Input<string>[];
  /**
   * A REST API that exists already, in place of the PetStore, with `stageName`. REGIONAL, its execute-api endpoint disabled.
   * Whether it is given decides which resources exist.
   * @default the PetStore sample API
   */
  restApi?: pulumi.Input<aws.apigateway.RestApi>;
  /** Name of the API's stage. @default "prod" */
  stageName?: pulumi.Input<string>;
  /** First segment of the path under which the API answers, without slashes. @default "" for the root */
  basePath?: pulumi.Input<string>;
  /** IPv4 alone, or IPv6 too, for the domain; plain, because it decides which records exist. @default "ipv4" */
  ipAddressType?: IpAddressType;
  /** From where CloudFront answers. @default "PriceClass_All" */
  priceClass?: pulumi.Input<PriceClass>;
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
 * With a new CA (`caGeneration`, or one of your own) CloudFront presents the old certificate until it has taken the new
 * one, and AWS does not say how long that is. So change over in two `up`s: one with the new CA and the old ones, out of
 * `caCertificatePem`, in `additionalTrustedCertificates`; and one without these, when CloudFront presents the new
 * certificate. Nor does AWS say how soon every host of the domain knows a new truststore: until then a request with the new
 * certificate can still be refused. With CAs of your own you can let the domain trust the new one in an `up` of its own,
 * before you give the new certificate.
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
  /** URL for everybody: CloudFront's, with the base path. */
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
  /** The client certificate, PEM. */
  readonly clientCertificatePem: pulumi.Output<string>;
  /** The CAs above the client certificate, its issuer first, root last, PEM. */
  readonly clientCertificateChainPem: pulumi.Output<string>;
  /** The private key of the client certificate, PEM; secret. */
  readonly clientPrivateKeyPem: pulumi.Output<string>;

  constructor(name: string, args: MutualTlsGatewayArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:MutualTlsGateway", name, {}, opts);
    refuseHalfGiven(this, args, [
      "clientCertificatePem",
      "clientCertificateChainPem",
      "clientPrivateKeyPem",
    ]);

    const zoneId = hostedZoneId(this, args);
    const client = createEdgeClient(this, name, args);
    const truststore = createTruststore(this, name, args, client);
    const server = createServerCertificate(this, name, args, zoneId);
    const api = createApi(this, name, args);
    const domain = createDomain(this, name, args, zoneId, server, truststore, api.mapping);
    const edgeCertificate = createEdgeCertificate(this, name, args, client, truststore, domain);
    const edge = createDistribution(this, name, args, domain, edgeCertificate);

    this.edgeUrl = withPath(edge.url, args.basePath);
    this.apiUrl = withPath(domain.url, args.basePath);
    this.executeApiUrl = api.executeApiUrl;
    this.truststoreUri = truststore.uri;
    this.truststoreVersion = truststore.version;
    this.serverCertificateArn = server.certificateArn;
    this.clientCertificateArn = edgeCertificate.certificateArn;
    this.caCertificatePem = truststore.certificatesPem;
    this.clientCertificatePem = client.certificatePem;
    this.clientCertificateChainPem = client.chainPem;
    this.clientPrivateKeyPem = client.privateKeyPem;
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
    });
  }
}

type Gateway = pulumi.ComponentResource;

/** Where the API answers; at any other path of the domain nothing does. */
function withPath(
  url: pulumi.Output<string>,
  basePath: pulumi.Input<string> = "",
): pulumi.Output<string> {
  return pulumi
    .all([url, basePath])
    .apply(([host, path]) => (path === "" ? host : `${host}/${path}`));
}

/** Trusts the CAs of CloudFront's certificate and no other unasked: a certificate of any other CA walks around CloudFront. */
function createTruststore(
  gateway: Gateway,
  name: string,
  args: MutualTlsGatewayArgs,
  client: ClientCertificate,
): Truststore {
  return new Truststore(
    `${name}-truststore`,
    {
      certificates: [client.chainPem, ...(args.additionalTrustedCertificates ?? [])],
      tags: args.tags,
    },
    { parent: gateway },
  );
}

function createServerCertificate(
  gateway: Gateway,
  name: string,
  args: MutualTlsGatewayArgs,
  zoneId: pulumi.Output<string> | undefined,
): ServerCertificate {
  const { domainName, serverCertificateArn, tags } = args;
  return new ServerCertificate(
    `${name}-server`,
    serverCertificateArn === undefined
      ? { domainName, zoneId, tags }
      : { certificateArn: serverCertificateArn },
    { parent: gateway },
  );
}

interface Api {
  mapping: BasePathMapping;
  executeApiUrl: pulumi.Output<string>;
}

function createApi(gateway: Gateway, name: string, args: MutualTlsGatewayArgs): Api {
  const { restApi, basePath, tags } = args;
  if (restApi !== undefined) {
    const stageName = args.stageName ?? "prod";
    return { mapping: { restApi, stageName, basePath }, executeApiUrl: pulumi.output("") };
  }
  const pets = new PetStoreApi(
    `${name}-pets`,
    { stageName: args.stageName, tags },
    { parent: gateway },
  );
  return {
    mapping: { restApi: pets.restApi, stageName: pets.stageName, basePath },
    executeApiUrl: pets.executeApiUrl,
  };
}

function createDomain(
  gateway: Gateway,
  name: string,
  args: MutualTlsGatewayArgs,
  zoneId: pulumi.Output<string> | undefined,
  server: ServerCertificate,
  truststore: Truststore,
  mapping: BasePathMapping,
): MutualTlsDomain {
  return new MutualTlsDomain(
    `${name}-domain`,
    {
      domainName: args.domainName,
      certificateArn: server.certificateArn,
      truststoreUri: truststore.uri,
      truststoreVersion: truststore.version,
      mappings: [mapping],
      zoneId,
      ipAddressType: args.ipAddressType,
      tags: args.tags,
    },
    { parent: gateway },
  );
}
