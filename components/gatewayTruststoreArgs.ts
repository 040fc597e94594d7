import type * as pulumi from "@pulumi/pulumi";
import type { AdditionalCaller } from "./additionalCaller";

/** Args of a gateway about whom its domain trusts: CloudFront's CAs, and no others unasked. */
export interface GatewayTruststoreArgs {
  /**
   * Callers that reach the API past CloudFront, by name; each is let in by a certificate of its own, and taken out again by
   * removing it here. Plain, because it decides which resources exist.
   * @default none: CloudFront alone
   */
  additionalCallers?: Record<string, AdditionalCaller>;
  /**
   * More CAs that the domain trusts, each PEM with one certificate or several, up to their roots: the old ones while CloudFront
   * changes over to a new CA. Whoever holds a certificate of theirs reaches the domain past CloudFront, so take them out
   * again; for a caller that stays give `additionalCallers`. Plain list, checked together with the gateway's own CAs.
   * @default none
   */
  additionalTrustedCertificates?: pulumi.Input<string>[];
  /**
   * Name of a bucket that exists already for the truststore, with `truststoreObjectKey`; versioned, and private, which is its
   * owner's to see to. Whether it is given decides which resources exist.
   * @default a bucket made here
   */
  truststoreBucketName?: pulumi.Input<string>;
  /** Key of the truststore's object; ends in `.pem`, and is nobody else's. @default "truststore.pem" in a bucket made here */
  truststoreObjectKey?: pulumi.Input<string>;
  /**
   * How many old versions of the truststore the bucket made here keeps for a rollback, 1 to 100. Whether it is given decides
   * which resources exist.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
   * @default all of them
   */
  truststoreKeptVersions?: pulumi.Input<number>;
  /**
   * ID of an earlier version of the truststore, to which the domain goes back for as long as this is set. A version that would
   * lock CloudFront out is refused, but for `clientCertificateArn`, whose certificate is not known here.
   * @default the newest one
   */
  truststoreRollbackToVersion?: pulumi.Input<string>;
}
