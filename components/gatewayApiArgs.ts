import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { IpAddressType } from "./ipAddressType";
import type { BasePathMapping } from "./mutualTlsDomain";

/** Args of a gateway about its domain, the domain's server certificate and the API behind it. */
export interface GatewayApiArgs {
  /** ARN of the domain's server certificate, public and in the domain's Region. @default made here and validated by DNS */
  serverCertificateArn?: pulumi.Input<string>;
  /** More names of the server certificate made here. Plain list. @default none */
  serverAlternativeNames?: pulumi.Input<string>[];
  /**
   * A server certificate of a public CA, PEM, in place of one of ACM, with `serverCertificateChainPem`, `serverPrivateKeyPem`
   * and `serverPubliclyTrusted`. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-prerequisites
   * @default made here and validated by DNS
   */
  serverCertificatePem?: pulumi.Input<string>;
  /** The CAs above `serverCertificatePem`, PEM. @default none */
  serverCertificateChainPem?: pulumi.Input<string>;
  /** The private key of `serverCertificatePem`, PEM. @default none */
  serverPrivateKeyPem?: pulumi.Input<string>;
  /** Your word that a server certificate that ACM did not issue is of a CA that CloudFront trusts. @default false */
  serverPubliclyTrusted?: pulumi.Input<boolean>;
  /**
   * ARN of a certificate that ACM issued for the domain, by which API Gateway sees that the name is yours; for a server
   * certificate that ACM did not issue. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-prerequisites
   * @default made here where it is needed
   */
  ownershipVerificationCertificateArn?: pulumi.Input<string>;
  /**
   * Whether mutual TLS is on; false takes the truststore out of the domain, and true puts it in again, both without replacing
   * the domain. While it is off, everybody reaches the API past CloudFront.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-disable
   * @default true
   */
  mutualTls?: boolean;
  /** Whether a change may replace the domain, which is an outage. Plain. @default false */
  allowReplacement?: boolean;
  /** IPv4 alone, or IPv6 too, for the domain; plain, because it decides which records exist. @default "ipv4" */
  ipAddressType?: IpAddressType;
  /**
   * A REST API that exists already, in place of the PetStore, with `stageName`. REGIONAL, its execute-api endpoint disabled.
   * Whether it is given decides which resources exist.
   * @default the PetStore sample API
   */
  restApi?: pulumi.Input<aws.apigateway.RestApi>;
  /**
   * An HTTP API that exists already, in place of the PetStore, with `stageName`; its execute-api endpoint disabled. Whether it
   * is given decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mutual-tls.html
   * @default the PetStore sample API
   */
  httpApi?: pulumi.Input<aws.apigatewayv2.Api>;
  /** Name of the API's stage. @default "prod" */
  stageName?: pulumi.Input<string>;
  /** Path under which the API answers, without slashes at its ends. @default "" for the root */
  basePath?: pulumi.Input<string>;
  /** More APIs behind the domain, each under a path of its own. Plain, because it decides which mappings exist. @default none */
  additionalMappings?: BasePathMapping[];
  /** Whether the sample API's stage logs every request, the client certificate's fields with it. Plain. @default false */
  accessLog?: boolean;
  /** ARN of a log group for that access log. @default a log group made here */
  accessLogGroupArn?: pulumi.Input<string>;
  /** Days that the log group made here keeps entries. @default 90 */
  accessLogRetentionDays?: pulumi.Input<number>;
  /**
   * Whether the account-level role is made that API Gateway writes logs with; there is one for an account and Region. Plain.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
   * @default false
   */
  cloudWatchRole?: boolean;
  /** Whether the sample API hands its backend the client certificate's subject as headers that no caller can forge. Plain. @default false */
  clientHeaders?: boolean;
  /**
   * ARN of a Regional web ACL of AWS WAF for the stage of the REST API. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
   * @default none
   */
  apiWebAclArn?: pulumi.Input<string>;
  /**
   * Requests a second that the REST API's stage takes over time; with `throttlingBurstLimit`. Whether it is given decides which
   * resources exist.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
   * @default the account's: 10000 in a Region
   */
  throttlingRateLimit?: pulumi.Input<number>;
  /** Requests that the REST API's stage takes at once. With `throttlingRateLimit`. @default the account's: 5000 in a Region */
  throttlingBurstLimit?: pulumi.Input<number>;
}
