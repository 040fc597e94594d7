import type * as aws from "@pulumi/aws";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as pulumi from "@pulumi/pulumi";
import {
  defaultBehavior,
  failoverGroupId,
  orderedBehaviors,
  type BehaviorSettings,
  type CacheBehavior,
} from "./cacheBehavior";
import { checkedRestriction } from "./checkedRestriction";
import type { GeoRestriction } from "./geoRestriction";
import {
  firstOriginId,
  originSettings,
  type MtlsOrigin,
  type OriginSettings,
  type PlannedOrigin,
} from "./mtlsOrigin";
import { PriceClass } from "./priceClass";
import { refuseWithout } from "./refusedInputs";
import { createAliasRecords, viewerSide, type ViewerSide } from "./viewerSide";

export interface OriginMtlsDistributionArgs {
  /** Host name of the origin: the mTLS domain, not an execute-api host. */
  originDomainName: pulumi.Input<string>;
  /**
   * ARN of the client certificate that CloudFront presents to the origin: imported into ACM of us-east-1.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
   */
  clientCertificateArn: pulumi.Input<string>;
  /** What CloudFront puts in front of the path when it asks the origin, such as `/v1`. @default "" */
  originPath?: pulumi.Input<string>;
  /**
   * More mTLS domains, for `behaviors` and `failoverOriginId` to name. Plain, because it decides which origins there are.
   * @default none
   */
  additionalOrigins?: MtlsOrigin[];
  /**
   * ID of one of `additionalOrigins` that answers when the first origin fails, in another Region for one. CloudFront fails
   * over for GET, HEAD and OPTIONS alone, and lets no other method through to the two of them: writing paths get an entry in
   * `behaviors` without `readOnly`. Plain, because it decides whether there is an origin group.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   * @default no failover
   */
  failoverOriginId?: string;
  /**
   * HTTP statuses of the first origin that count as its failure, beside no answer at all. Goes with `failoverOriginId`. Not
   * 403, with which API Gateway refuses a client certificate: the other Region would refuse it as well.
   * @default 500, 502, 503 and 504
   */
  failoverStatusCodes?: pulumi.Input<pulumi.Input<number>[]>;
  /** What differs for some paths, first come first served. Plain list. @default none */
  behaviors?: CacheBehavior[];
  /**
   * Names by which viewers come, such as `www.example.com` or `*.example.com`; CloudFront's own name stays. Plain, because they
   * decide which records exist.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
   * @default none
   */
  aliases?: string[];
  /**
   * ARN of the certificate for `aliases`, in ACM of us-east-1, publicly trusted. Whether it is given decides which resources
   * exist.
   * @default made here and validated in the zone, where aliases are given
   */
  viewerCertificateArn?: pulumi.Input<string>;
  /**
   * Least security policy with viewers who come by an alias.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
   * @default "TLSv1.2_2021"
   */
  minimumProtocolVersion?: pulumi.Input<string>;
  /** ID of the public Route 53 zone for the records of `aliases`; this or `zoneName`. @default no records unless zoneName is given */
  zoneId?: pulumi.Input<string>;
  /** Name of the public Route 53 zone for the records of `aliases`; this or `zoneId`. @default no records unless zoneId is given */
  zoneName?: pulumi.Input<string>;
  /**
   * ARN of a web ACL of AWS WAF (v2), of scope CLOUDFRONT.
   * https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
   * @default none
   */
  webAclArn?: pulumi.Input<string>;
  /**
   * Domain name of the S3 bucket for standard logs, such as `logs.s3.amazonaws.com`; its ACL has to let CloudFront in.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html
   * @default no logs
   */
  logBucketDomainName?: pulumi.Input<string>;
  /** What the names of the log files begin with, such as `edge/`. Goes with `logBucketDomainName`. @default "" */
  logPrefix?: pulumi.Input<string>;
  /** What `geoLocations` means. Goes with them. @default every country is answered */
  geoRestriction?: pulumi.Input<GeoRestriction>;
  /** Countries, as codes of two letters (ISO 3166). Goes with `geoRestriction`. @default none */
  geoLocations?: pulumi.Input<pulumi.Input<string>[]>;
  /** From where CloudFront answers. @default "PriceClass_All" */
  priceClass?: pulumi.Input<PriceClass>;
  /** Text shown in the console, 128 characters at most. @default "" */
  comment?: pulumi.Input<string>;
  /** Tags of the distribution. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A CloudFront distribution in front of mTLS domains, that shows each of them a client certificate (origin mTLS). Speaks
 * nothing but TLS 1.2 to an origin, sends viewers from http to https, caches nothing, and hands on everything but the Host
 * header, by which API Gateway would look for another domain.
 *
 * Viewers come by the name that CloudFront gives, for which CloudFront itself sets the least TLS version, or by `aliases`.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
 *
 * @example
 * ```typescript
 * import { OriginMtlsDistribution } from "mtls-gateway";
 *
 * const edge = new OriginMtlsDistribution("edge", {
 *   originDomainName: "api.example.com",
 *   clientCertificateArn:
 *     "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
 * });
 * export const edgeUrl = edge.url;
 * ```
 */
export class OriginMtlsDistribution extends pulumi.ComponentResource {
  /** ID of the distribution. */
  readonly distributionId: pulumi.Output<string>;
  /** ARN of the distribution. */
  readonly arn: pulumi.Output<string>;
  /** Host name that CloudFront gave, such as `d111111abcdef8.cloudfront.net`. */
  readonly domainName: pulumi.Output<string>;
  /** `https://` and the first alias without `*`, or the host name that CloudFront gave. */
  readonly url: pulumi.Output<string>;
  /** Its origins, the first one first. */
  readonly originSettings: pulumi.Output<OriginSettings[]>;
  /** Its default behavior. */
  readonly behaviorSettings: pulumi.Output<BehaviorSettings>;
  /** The distribution. */
  readonly distribution: cloudfront.Distribution;

  constructor(
    name: string,
    args: OriginMtlsDistributionArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mtls-gateway:index:OriginMtlsDistribution", name, {}, opts);
    refuseWithout(this, args, "failoverOriginId", ["failoverStatusCodes"]);
    refuseWithout(this, args, "logBucketDomainName", ["logPrefix"]);

    const viewers = viewerSide(this, name, args);
    const origins = originSettings(this, name, args);
    const distribution = createDistribution(this, name, args, viewers, origins);
    createAliasRecords(this, name, args, viewers, distribution);

    this.distributionId = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
    this.url = pulumi.interpolate`https://${fullNameOf(args) ?? distribution.domainName}`;
    this.originSettings = pulumi.output(origins);
    this.behaviorSettings = pulumi.output(defaultBehavior(args));
    this.distribution = distribution;
    this.registerOutputs({
      distributionId: this.distributionId,
      arn: this.arn,
      domainName: this.domainName,
      url: this.url,
      originSettings: this.originSettings,
      behaviorSettings: this.behaviorSettings,
      distribution: this.distribution,
    });
  }
}

/** A wildcard is no name that one can ask for. */
function fullNameOf({ aliases = [] }: OriginMtlsDistributionArgs): string | undefined {
  return aliases.find((alias) => !alias.startsWith("*."));
}

function createDistribution(
  component: pulumi.ComponentResource,
  name: string,
  args: OriginMtlsDistributionArgs,
  viewers: ViewerSide,
  origins: PlannedOrigin[],
): cloudfront.Distribution {
  const behaviors = orderedBehaviors(component, args);
  return new cloudfront.Distribution(
    `${name}-distribution`,
    {
      enabled: true,
      comment: args.comment ?? "",
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: args.priceClass ?? PriceClass.All,
      origins,
      originGroups: originGroups(args),
      defaultCacheBehavior: defaultBehavior(args),
      orderedCacheBehaviors: behaviors.length === 0 ? undefined : behaviors,
      restrictions: { geoRestriction: checkedRestriction(component, args) },
      aliases: viewers.aliases,
      viewerCertificate: viewers.viewerCertificate,
      webAclId: args.webAclArn,
      loggingConfig: loggingOf(args),
      tags: args.tags,
    },
    { parent: component },
  );
}

function originGroups(
  args: OriginMtlsDistributionArgs,
): aws.types.input.cloudfront.DistributionOriginGroup[] | undefined {
  const { failoverOriginId, failoverStatusCodes = [500, 502, 503, 504] } = args;
  if (failoverOriginId === undefined) return undefined;
  return [
    {
      originId: failoverGroupId,
      failoverCriteria: { statusCodes: failoverStatusCodes },
      members: [{ originId: firstOriginId }, { originId: failoverOriginId }],
    },
  ];
}

function loggingOf(
  args: OriginMtlsDistributionArgs,
): aws.types.input.cloudfront.DistributionLoggingConfig | undefined {
  if (args.logBucketDomainName === undefined) return undefined;
  // Cookies of viewers are none of an operator's business.
  return { bucket: args.logBucketDomainName, prefix: args.logPrefix, includeCookies: false };
}
