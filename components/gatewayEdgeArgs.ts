import type * as pulumi from "@pulumi/pulumi";
import type { CacheBehavior } from "./cacheBehavior";
import type { FailoverRegion } from "./failoverRegion";
import type { GeoRestriction } from "./geoRestriction";
import type { MtlsOrigin } from "./mtlsOrigin";
import type { PriceClass } from "./priceClass";

/** Args of a gateway about CloudFront in front of its domain. */
export interface GatewayEdgeArgs {
  /**
   * Whether a distribution exists already; then none is made here, and `originSettings` and `behaviorSettings` are what it
   * has to be given. Plain, because it decides which resources exist.
   * @default false
   */
  existingDistribution?: boolean;
  /**
   * Names by which viewers come, such as `www.example.com` or `*.example.com`, in the zone; CloudFront's own name stays. Plain,
   * because they decide which records exist.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
   * @default none
   */
  aliases?: string[];
  /** ARN of the certificate for `aliases`, in ACM of us-east-1. @default made here and validated in the zone */
  viewerCertificateArn?: pulumi.Input<string>;
  /**
   * Least security policy with viewers who come by an alias.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
   * @default "TLSv1.2_2021"
   */
  minimumProtocolVersion?: pulumi.Input<string>;
  /** From where CloudFront answers. @default "PriceClass_All" */
  priceClass?: pulumi.Input<PriceClass>;
  /** ARN of a web ACL of AWS WAF (v2), of scope CLOUDFRONT. @default none */
  webAclArn?: pulumi.Input<string>;
  /**
   * Domain name of the S3 bucket for CloudFront's standard logs, such as `logs.s3.amazonaws.com`.
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
  /** What CloudFront does differently for some paths, first come first served. Plain list. @default nothing */
  behaviors?: CacheBehavior[];
  /** More mTLS domains behind the distribution, for `behaviors` to name. Plain list. @default none */
  additionalOrigins?: MtlsOrigin[];
  /**
   * A second Region with a domain of its own, which answers GET, HEAD and OPTIONS when the first one fails. Writing paths get
   * an entry in `behaviors` without `readOnly`, for CloudFront lets no other method through to the two of them. What names a
   * thing of one Region is refused beside it: `accessLogGroupArn`, `apiWebAclArn` and `additionalMappings`. Plain, because it
   * decides which resources exist.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   * @default none
   */
  failoverRegion?: FailoverRegion;
}

/** The args of a distribution made here; beside an existing one they mean nothing. */
export const distributionArgs = [
  "aliases",
  "viewerCertificateArn",
  "minimumProtocolVersion",
  "priceClass",
  "webAclArn",
  "logBucketDomainName",
  "logPrefix",
  "geoRestriction",
  "geoLocations",
  "behaviors",
] as const satisfies readonly (keyof GatewayEdgeArgs)[];
