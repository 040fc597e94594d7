import * as apigateway from "@pulumi/aws/apigateway";
import * as route53 from "@pulumi/aws/route53";
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkedDomain } from "./checkedDomain";
import { createMappings } from "./createMappings";
import { keptDomainName } from "./domainNameKept";
import { checkedHostName } from "./hostName";
import { hostedZoneId } from "./hostedZone";
import { IpAddressType } from "./ipAddressType";
import { refuseSharedOwnership } from "./ownedCertificates";

/**
 * One API behind the domain, under one path: a REST API or an HTTP API. REST and HTTP APIs can share a domain; a WebSocket
 * API can share it with neither.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
 */
export interface BasePathMapping {
  /**
   * The API, REGIONAL, with `disableExecuteApiEndpoint: true`; this or `httpApi`. One that exists already is read by
   * `aws.apigateway.RestApi.get`. Where the same `up` makes the API, a flag that is left out is known only then, and refused
   * then and not in the preview. Which of the two is given decides which kind of mapping exists.
   * @default httpApi
   */
  restApi?: pulumi.Input<aws.apigateway.RestApi>;
  /**
   * The API, of protocol type HTTP, with `disableExecuteApiEndpoint: true`; this or `restApi`. One that exists already is read
   * by `aws.apigatewayv2.Api.get`.
   * @default restApi
   */
  httpApi?: pulumi.Input<aws.apigatewayv2.Api>;
  /** Name of the API's stage; an HTTP API can have the stage `$default`. */
  stageName: pulumi.Input<string>;
  /**
   * Path under which the API answers, such as `orders` or `orders/v1`, without slashes at its ends; of several that fit the
   * longest counts. One of a REST API with several segments has to be plain text, because it decides which kind of mapping
   * exists; a domain takes 200 of several segments, and API Gateway then writes all header names in lower case.
   * @default "" for the root
   */
  basePath?: pulumi.Input<string>;
}

export interface MutualTlsDomainArgs {
  /** The custom domain name, such as `api.example.com`. */
  domainName: pulumi.Input<string>;
  /**
   * ARN of the server certificate, in the domain's Region: a public one of ACM.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-prerequisites
   */
  certificateArn: pulumi.Input<string>;
  /**
   * ARN of the ACM-issued certificate that proves the domain's ownership, where the server certificate was imported or is of
   * AWS Private CA; "" for none. Kept while mutual TLS is off.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-custom-domain-names
   * @default none
   */
  ownershipVerificationCertificateArn?: pulumi.Input<string>;
  /** `s3://bucket/key` of the truststore. */
  truststoreUri: pulumi.Input<string>;
  /**
   * Version ID of the truststore's object. Pinned, so that a new truststore is an update of the domain: API Gateway reads it
   * then, and at no other time.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-update-truststore
   */
  truststoreVersion: pulumi.Input<string>;
  /**
   * Whether the domain asks for a client certificate. Off takes the truststore out of the domain, which then lets in
   * everybody, and on puts it in again; either is an update of the same domain. Plain, so that a preview says it.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-disable
   * @default true
   */
  mutualTls?: boolean;
  /** The APIs behind the domain, each under a path of its own. Plain list, because it decides which mappings exist. */
  mappings: BasePathMapping[];
  /** ID of the public Route 53 zone for the alias records; this or `zoneName`. @default no records unless zoneName is given */
  zoneId?: pulumi.Input<string>;
  /** Name of the public Route 53 zone for the alias records; this or `zoneId`. @default no records unless zoneId is given */
  zoneName?: pulumi.Input<string>;
  /** IPv4 alone, or IPv6 too (with an AAAA record). Plain, because it decides which records exist. @default "ipv4" */
  ipAddressType?: IpAddressType;
  /**
   * Type of the endpoint. Mutual TLS takes no other than the default.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
   * @default "REGIONAL"
   */
  endpointType?: pulumi.Input<string>;
  /**
   * Security policy. Mutual TLS takes no other than the default.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
   * @default "TLS_1_2"
   */
  securityPolicy?: pulumi.Input<string>;
  /**
   * Whether another `domainName` may replace the domain: callers of the old name are cut off. Refused otherwise (GW014). Plain,
   * because the engine has to know it before it compares.
   * @default false
   */
  allowReplacement?: boolean;
  /** Region of the domain. @default the provider's */
  region?: pulumi.Input<string>;
  /** Tags of the domain. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A Regional custom domain of API Gateway that lets in nobody without a client certificate of the truststore, the mappings of
 * the APIs behind it, and its records in Route 53, which come last: nobody is sent to a domain without an API.
 *
 * Everything but its name changes in place. To put an HTTP API in place of a REST API under the same path takes two `up`s, for
 * a path can be mapped once: first without the old mapping, or with the new one under another path.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
 *
 * @example
 * ```typescript
 * import {
 *   CertificateAuthority,
 *   MutualTlsDomain,
 *   PetStoreApi,
 *   ServerCertificate,
 *   Truststore,
 * } from "mtls-gateway";
 *
 * const root = new CertificateAuthority("root");
 * const truststore = new Truststore("truststore", { certificates: [root.certificatePem] });
 * const server = new ServerCertificate("server", {
 *   domainName: "api.example.com",
 *   zoneName: "example.com",
 * });
 * const pets = new PetStoreApi("pets");
 * const domain = new MutualTlsDomain("domain", {
 *   domainName: "api.example.com",
 *   zoneName: "example.com",
 *   certificateArn: server.certificateArn,
 *   truststoreUri: truststore.uri,
 *   truststoreVersion: truststore.version,
 *   mappings: [{ restApi: pets.restApi, stageName: pets.stageName }],
 * });
 * export const apiUrl = domain.url;
 * ```
 */
export class MutualTlsDomain extends pulumi.ComponentResource {
  /** The domain itself. */
  readonly domain: aws.apigateway.DomainName;
  /** The custom domain name. */
  readonly domainName: pulumi.Output<string>;
  /** `https://` and the domain name. */
  readonly url: pulumi.Output<string>;
  /** ARN of the domain. */
  readonly arn: pulumi.Output<string>;
  /** Host name in API Gateway, for records elsewhere than in Route 53. */
  readonly regionalDomainName: pulumi.Output<string>;
  /** Route 53 zone of `regionalDomainName`, for alias records. */
  readonly regionalZoneId: pulumi.Output<string>;

  constructor(name: string, args: MutualTlsDomainArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:MutualTlsDomain", name, {}, opts);

    const domain = createDomain(this, name, args);
    const domainName = keptDomainName(this, domain.domainName, args.domainName);
    const mappings = createMappings(this, name, args, domainName);
    createRecords(this, name, args, domain, domainName, mappings);

    this.domain = domain;
    this.domainName = domainName;
    this.url = pulumi.interpolate`https://${domainName}`;
    this.arn = domain.arn;
    this.regionalDomainName = domain.regionalDomainName;
    this.regionalZoneId = domain.regionalZoneId;
    this.registerOutputs({
      domain: this.domain,
      domainName: this.domainName,
      url: this.url,
      arn: this.arn,
      regionalDomainName: this.regionalDomainName,
      regionalZoneId: this.regionalZoneId,
    });
  }
}

function createDomain(
  component: pulumi.ComponentResource,
  name: string,
  args: MutualTlsDomainArgs,
): apigateway.DomainName {
  const domainName = checkedHostName(component, "domainName", args.domainName);
  const safe = checkedDomain(component, args);
  const ownershipCertificateArn = args.ownershipVerificationCertificateArn ?? "";
  refuseSharedOwnership(component, {
    domainName: args.domainName,
    serverCertificateArn: args.certificateArn,
    ownershipCertificateArn,
  });
  const mutualTls = args.mutualTls ?? true;
  if (!mutualTls) {
    const warning = "mutualTls is false: everybody reaches the APIs behind this domain.";
    void pulumi.log.warn(warning, component);
  }
  return new apigateway.DomainName(
    `${name}-domain`,
    {
      domainName,
      regionalCertificateArn: args.certificateArn,
      ownershipVerificationCertificateArn: pulumi
        .output(ownershipCertificateArn)
        .apply((arn) => (arn === "" ? undefined : arn)),
      endpointConfiguration: {
        types: safe.endpointType,
        ipAddressType: args.ipAddressType ?? IpAddressType.Ipv4,
      },
      securityPolicy: safe.securityPolicy,
      mutualTlsAuthentication: mutualTls
        ? { truststoreUri: safe.truststoreUri, truststoreVersion: safe.truststoreVersion }
        : undefined,
      region: args.region,
      tags: args.tags,
    },
    {
      parent: component,
      // What the name is compared with, for the engine would else replace the domain.
      ignoreChanges: args.allowReplacement === true ? [] : ["domainName"],
    },
  );
}

function createRecords(
  component: pulumi.ComponentResource,
  name: string,
  args: MutualTlsDomainArgs,
  domain: apigateway.DomainName,
  domainName: pulumi.Output<string>,
  mappings: readonly pulumi.Resource[],
): void {
  const zoneId = hostedZoneId(component, args);
  if (zoneId === undefined) return;
  const types = args.ipAddressType === IpAddressType.Dualstack ? ["A", "AAAA"] : ["A"];
  for (const type of types) {
    new route53.Record(
      `${name}-record-${type.toLowerCase()}`,
      {
        zoneId,
        name: domainName,
        type,
        aliases: [
          {
            name: domain.regionalDomainName,
            zoneId: domain.regionalZoneId,
            evaluateTargetHealth: false,
          },
        ],
      },
      { parent: component, dependsOn: [...mappings] },
    );
  }
}
