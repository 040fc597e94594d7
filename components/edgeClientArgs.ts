import type * as pulumi from "@pulumi/pulumi";
import type { ClientKeyAlgorithm, KeyAlgorithm } from "./keyAlgorithm";
import type { SigningAlgorithm } from "./signingAlgorithm";

/** Args of a gateway about the client certificate that CloudFront presents, and the CAs above it. */
export interface EdgeClientArgs {
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
   * Which CAs of these names sign the client certificate, counted from 1; a higher number makes new keys under new subjects.
   * Plain, because it decides which keys exist.
   * @default 1
   */
  caGeneration?: number;
  /**
   * Further generations of the CAs that exist and are trusted: the next one before `caGeneration` goes up to it, and the last
   * one until CloudFront presents the new certificate. Plain, because it decides which keys exist.
   * @default none
   */
  trustedCaGenerations?: number[];
  /**
   * Whether an issuing CA of its own stands between root and client certificate. When it goes, put its certificate into
   * `additionalTrustedCertificates` until CloudFront presents the new one. Plain, for it decides what exists.
   * @default false
   */
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
   * Which client certificate it is, counted from 1; a higher number makes a new key and a new certificate of the same CA.
   * Plain, because it decides which key exists.
   * @default 1
   */
  clientGeneration?: number;
  /**
   * ARN of an active AWS Private CA that issues the client certificate for a request made here, in whatever Region it is; no
   * CA is made then, and no key of a CA is in the state. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/privateca/latest/userguide/PcaIssueCert.html
   * @default a CA made here
   */
  clientCertificateAuthorityArn?: pulumi.Input<string>;
  /** How that AWS Private CA signs; goes with the kind of its key. @default "SHA256WITHRSA" */
  clientSigningAlgorithm?: pulumi.Input<SigningAlgorithm>;
  /**
   * A client certificate that exists already, PEM, in place of one made here; then no CA is made either, and the truststore
   * trusts `clientCertificateChainPem`. Whether it is given decides which resources exist.
   * @default made here
   */
  clientCertificatePem?: pulumi.Input<string>;
  /** The CAs above `clientCertificatePem` or `clientCertificateArn`, its issuer first, root last, PEM. @default made here */
  clientCertificateChainPem?: pulumi.Input<string>;
  /** The private key of `clientCertificatePem`, PEM. @default made here */
  clientPrivateKeyPem?: pulumi.Input<string>;
  /**
   * ARN of a client certificate that was imported into ACM of us-east-1 already, with `clientCertificateChainPem` for the
   * truststore. Its key never comes here. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
   * @default imported here
   */
  clientCertificateArn?: pulumi.Input<string>;
}
