import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkedDomain } from "./checkedDomain";
import { checkedMapping } from "./checkedMapping";
import { checkedHostName } from "./hostName";
import { hostedZoneId } from "./hostedZone";
import { IpAddressType } from "./ipAddressType";

/** One API behind the domain, under one path. */
export interface BasePathMapping {
  /**
   * The API. REGIONAL, with `disableExecuteApiEndpoint: true`; one that exists already is read by
   * `aws.apigateway.RestApi.get`. Where the same `up` makes the API, a flag that is left out is known only then, and refused
   * then and not in the preview.
   */
  restApi: pulumi.Input<aws.apigateway.RestApi>;
  /** Name of the API's stage. */
  stageName: pulumi.Input<string>;
  /** First segment of the path under which the API answers, without slashes. @default "" for the root */
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
  /** `s3://bucket/key` of the truststore. */
  truststoreUri: pulumi.Input<string>;
  /**
   * Version ID of the truststore's object. Pinned, so that a new truststore is an update of the domain: API Gateway reads it
   * then, and at no other time.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-update-truststore
   */
  truststoreVersion: pulumi.Input<string>;
  /** The APIs behind the domain, each under a path of its own. Plain, because it decides which mappings exist. */
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
  /** Tags of the domain. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A Regional custom domain of API Gateway that lets in nobody without a client certificate of the truststore, the mappings of
 * the APIs behind it, and its records in Route 53, which come last: nobody is sent to a domain without an API.
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
    const mappings = createMappings(this, name, args, domain);
    createRecords(this, name, args, domain, mappings);

    this.domainName = domain.domainName;
    this.url = pulumi.interpolate`https://${domain.domainName}`;
    this.arn = domain.arn;
    this.regionalDomainName = domain.regionalDomainName;
    this.regionalZoneId = domain.regionalZoneId;
    this.registerOutputs({
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
): aws.apigateway.DomainName {
  const domainName = checkedHostName(component, "domainName", args.domainName);
  const safe = checkedDomain(component, args);
  return new aws.apigateway.DomainName(
    `${name}-domain`,
    {
      domainName,
      regionalCertificateArn: args.certificateArn,
      endpointConfiguration: {
        types: safe.endpointType,
        ipAddressType: args.ipAddressType ?? IpAddressType.Ipv4,
      },
      securityPolicy: safe.securityPolicy,
      mutualTlsAuthentication: {
        truststoreUri: safe.truststoreUri,
        truststoreVersion: safe.truststoreVersion,
      },
      tags: args.tags,
    },
    { parent: component },
  );
}

function createMappings(
  component: pulumi.ComponentResource,
  name: string,
  args: MutualTlsDomainArgs,
  domain: aws.apigateway.DomainName,
): aws.apigateway.BasePathMapping[] {
  return args.mappings.map((mapping, index) => {
    const safe = checkedMapping(component, args.domainName, mapping, index);
    return new aws.apigateway.BasePathMapping(
      nameOfMapping(name, mapping, index),
      {
        domainName: domain.domainName,
        restApi: safe.restApiId,
        stageName: safe.stageName,
        basePath: safe.basePath,
      },
      { parent: component },
    );
  });
}

/** Named after its path, so that mappings can come and go without touching each other. */
function nameOfMapping(name: string, { basePath }: BasePathMapping, index: number): string {
  if (basePath === undefined || basePath === "") return `${name}-mapping`;
  return `${name}-mapping-${typeof basePath === "string" ? basePath : index + 1}`;
}

function createRecords(
  component: pulumi.ComponentResource,
  name: string,
  args: MutualTlsDomainArgs,
  domain: aws.apigateway.DomainName,
  mappings: readonly aws.apigateway.BasePathMapping[],
): void {
  const zoneId = hostedZoneId(component, args);
  if (zoneId === undefined) return;
  const types = args.ipAddressType === IpAddressType.Dualstack ? ["A", "AAAA"] : ["A"];
  for (const type of types) {
    new aws.route53.Record(
      `${name}-record-${type.toLowerCase()}`,
      {
        zoneId,
        name: domain.domainName,
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
