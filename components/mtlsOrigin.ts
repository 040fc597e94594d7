import * as pulumi from "@pulumi/pulumi";
import { checkedOrigins } from "./checkedOrigin";

/** ID of the first origin of a distribution: the mTLS domain. */
export const firstOriginId = "mtls-domain";

/** One more mTLS domain behind a distribution. */
export interface MtlsOrigin {
  /** What behaviors and `failoverOriginId` call it; other than `mtls-domain`. Plain, because others point to it. */
  originId: string;
  /** Host name of the origin: an mTLS domain, not an execute-api host. */
  domainName: pulumi.Input<string>;
  /**
   * ARN of the client certificate that CloudFront presents to it, imported into ACM of us-east-1. A distribution presents 5
   * different ones at most.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
   * @default clientCertificateArn of the distribution
   */
  clientCertificateArn?: pulumi.Input<string>;
  /** What CloudFront puts in front of the path when it asks the origin, such as `/v1`. @default "" */
  originPath?: pulumi.Input<string>;
}

/** The client certificate of an origin, as `aws.cloudfront.Distribution` takes it. */
export interface OriginMtlsSettings {
  /** ARN of the client certificate in us-east-1. */
  clientCertificateArn: string;
}

/** How CloudFront speaks to an origin, as `aws.cloudfront.Distribution` takes it. */
export interface CustomOriginSettings {
  /** Port for plain HTTP; needed and never used. */
  httpPort: number;
  /** Port for HTTPS. */
  httpsPort: number;
  /** "https-only". */
  originProtocolPolicy: string;
  /** TLSv1.2 alone. */
  originSslProtocols: string[];
  /** The client certificate. */
  originMtlsConfig: OriginMtlsSettings;
}

/** An origin, as `aws.cloudfront.Distribution` takes it in `origins`. */
export interface OriginSettings {
  /** What behaviors call it. */
  originId: string;
  /** Host name of the mTLS domain. */
  domainName: string;
  /** What CloudFront puts in front of the path. */
  originPath: string;
  /** How CloudFront speaks to it. */
  customOriginConfig: CustomOriginSettings;
}

/** {@link OriginSettings}, some of which is not known before `up`. */
export type PlannedOrigin = Omit<
  OriginSettings,
  "domainName" | "originPath" | "customOriginConfig"
> & {
  domainName: pulumi.Output<string>;
  originPath: pulumi.Input<string>;
  customOriginConfig: Omit<CustomOriginSettings, "originMtlsConfig"> & {
    originMtlsConfig: { clientCertificateArn: pulumi.Output<string> };
  };
};

/** The inputs that make up the origins of one distribution. */
export interface OriginArgs {
  originDomainName: pulumi.Input<string>;
  clientCertificateArn: pulumi.Input<string>;
  originPath?: pulumi.Input<string>;
  additionalOrigins?: MtlsOrigin[];
}

/**
 * The origins of a distribution, checked: HTTPS and TLS 1.2 alone, each with a client certificate. Only what is not known
 * before `up` is an output, so that a preview shows the rest and policies judge it.
 */
export function originSettings(
  component: pulumi.ComponentResource,
  distribution: string,
  args: OriginArgs,
): PlannedOrigin[] {
  const { clientCertificateArn } = args;
  const origins = [
    {
      path: "",
      originId: firstOriginId,
      domainName: args.originDomainName,
      clientCertificateArn,
      originPath: args.originPath,
    },
    ...(args.additionalOrigins ?? []).map((origin, index) => ({
      ...origin,
      clientCertificateArn: origin.clientCertificateArn ?? clientCertificateArn,
      path: `additionalOrigins[${index}].`,
    })),
  ];
  return checkedOrigins(component, distribution, origins).map((safe, index) => ({
    originId: safe.originId,
    domainName: safe.domainName,
    originPath: origins[index]?.originPath ?? "",
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originMtlsConfig: { clientCertificateArn: safe.clientCertificateArn },
    },
  }));
}
