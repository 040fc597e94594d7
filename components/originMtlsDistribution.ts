import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkedOrigin, originId } from "./checkedOrigin";

/**
 * From where CloudFront answers.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
 */
export const PriceClass = {
  /** Every edge location. */
  All: "PriceClass_All",
  /** All but those in the most expensive Regions. */
  Price200: "PriceClass_200",
  /** North America, Europe and Israel. */
  Price100: "PriceClass_100",
} as const;
export type PriceClass = (typeof PriceClass)[keyof typeof PriceClass];

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
  /** From where CloudFront answers. @default "PriceClass_All" */
  priceClass?: pulumi.Input<PriceClass>;
  /** Text shown in the console, 128 characters at most. @default "" */
  comment?: pulumi.Input<string>;
  /** Tags of the distribution. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A CloudFront distribution in front of an mTLS domain, that shows the domain a client certificate (origin mTLS). Speaks
 * nothing but TLS 1.2 to the origin, sends viewers from http to https, caches nothing, and hands on everything but the Host
 * header, by which API Gateway would look for another domain.
 *
 * Viewers come by the name that CloudFront gives, for which CloudFront itself sets the least TLS version.
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
  /** `https://` and the host name. */
  readonly url: pulumi.Output<string>;

  constructor(
    name: string,
    args: OriginMtlsDistributionArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mtls-gateway:index:OriginMtlsDistribution", name, {}, opts);

    const distribution = createDistribution(this, name, args);

    this.distributionId = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
    this.url = pulumi.interpolate`https://${distribution.domainName}`;
    this.registerOutputs({
      distributionId: this.distributionId,
      arn: this.arn,
      domainName: this.domainName,
      url: this.url,
    });
  }
}

function createDistribution(
  component: pulumi.ComponentResource,
  name: string,
  args: OriginMtlsDistributionArgs,
): aws.cloudfront.Distribution {
  return new aws.cloudfront.Distribution(
    `${name}-distribution`,
    {
      enabled: true,
      comment: args.comment ?? "",
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass: args.priceClass ?? PriceClass.All,
      origins: [originOf(component, name, args)],
      defaultCacheBehavior: apiBehavior,
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
      tags: args.tags,
    },
    { parent: component },
  );
}

function originOf(
  component: pulumi.ComponentResource,
  name: string,
  args: OriginMtlsDistributionArgs,
): aws.types.input.cloudfront.DistributionOrigin {
  const safe = checkedOrigin(component, name, args);
  return {
    originId,
    domainName: safe.originDomainName,
    originPath: args.originPath ?? "",
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originMtlsConfig: { clientCertificateArn: safe.clientCertificateArn },
    },
  };
}

const apiBehavior: aws.types.input.cloudfront.DistributionDefaultCacheBehavior = {
  targetOriginId: originId,
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
  cachedMethods: ["GET", "HEAD"],
  compress: true,
  // CachingDisabled. The origin sees CloudFront's certificate and not the viewer: a cached answer would be everybody's.
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
  cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  // AllViewerExceptHostHeader.
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
  originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
};
