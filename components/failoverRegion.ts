import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** ID of the second Region's origin in the distribution. */
export const failoverOriginId = "mtls-domain-failover";

/** The second Region of a gateway: a domain, truststore and API of its own, which trusts whom the first one trusts. */
export interface FailoverRegion {
  /** The Region, such as `us-west-2`. Plain, because it decides where resources exist. */
  region: string;
  /** Custom domain name there, such as `api-west.example.com`, in the gateway's zone; another than the first one's. */
  domainName: pulumi.Input<string>;
  /** ARN of the domain's server certificate, public and in that Region. @default made here and validated by DNS */
  serverCertificateArn?: pulumi.Input<string>;
  /**
   * A REST API of that Region that exists already, with the gateway's `stageName`; needed where the gateway is given an API of
   * its own, unless `httpApi` is given. Whether it is given decides which resources exist.
   * @default the PetStore sample API
   */
  restApi?: pulumi.Input<aws.apigateway.RestApi>;
  /**
   * An HTTP API of that Region that exists already, with the gateway's `stageName`; needed where the gateway is given an API of
   * its own, unless `restApi` is given. Whether it is given decides which resources exist.
   * @default the PetStore sample API
   */
  httpApi?: pulumi.Input<aws.apigatewayv2.Api>;
  /** ID of an earlier version of that Region's truststore, to which its domain goes back. @default the newest one */
  truststoreRollbackToVersion?: pulumi.Input<string>;
}
