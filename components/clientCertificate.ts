import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { withCheckedIssuer } from "./checkedCas";
import { distinguishedName } from "./distinguishedName";
import { existingClient } from "./existingClient";
import type { ClientParts } from "./clientContent";
import { refuseGeneration } from "./generation";
import { issuedClient } from "./issuedClient";
import { ClientKeyAlgorithm } from "./keyAlgorithm";
import { joinPem } from "./pem";
import { createPrivateKey } from "./privateKey";
import { refuseHalfGiven, refuseIfAny, refuseWithout } from "./refusedInputs";
import type { SigningAlgorithm } from "./signingAlgorithm";
import { validity } from "./validity";

export interface ClientCertificateArgs {
  /** Common name (CN) of the subject. @default "my-client" */
  commonName?: pulumi.Input<string>;
  /** Organization (O) of the subject; empty leaves it out. @default "MyOrg" */
  organization?: pulumi.Input<string>;
  /** Organizational unit (OU) of the subject; empty leaves it out. @default "" */
  organizationalUnit?: pulumi.Input<string>;
  /** Locality (L) of the subject; empty leaves it out. @default "" */
  locality?: pulumi.Input<string>;
  /** State or province (ST) of the subject; empty leaves it out. @default "Tokyo" */
  province?: pulumi.Input<string>;
  /** Country (C) of the subject, two letters of ISO 3166; empty leaves it out. @default "JP" */
  country?: pulumi.Input<string>;
  /**
   * Kind and size of the key; CloudFront presents no other.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
   * @default "RSA-2048"
   */
  keyAlgorithm?: pulumi.Input<ClientKeyAlgorithm>;
  /** Lifetime of the certificate, in days. @default 365 */
  validityDays?: pulumi.Input<number>;
  /**
   * Days before its end from which on the next `pulumi up` makes the certificate anew; with `certificateAuthorityArn` it warns
   * from then on. ACM does not renew an imported certificate, and CloudFront presents an expired one as well.
   * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html
   * @default 30
   */
  earlyRenewalDays?: pulumi.Input<number>;
  /**
   * Which certificate of this subject it is, counted from 1. A higher one makes a new key and a new certificate, which is how
   * one of AWS Private CA is renewed. Plain, because it decides which key exists.
   * @default 1
   */
  generation?: number;
  /**
   * Certificate of the CA that signs this one, PEM; with `issuerPrivateKeyPem`. This, `certificateAuthorityArn` or
   * `certificatePem` has to be given.
   */
  issuerCertificatePem?: pulumi.Input<string>;
  /** Private key of the CA that signs this one, PEM. Goes with `issuerCertificatePem`. */
  issuerPrivateKeyPem?: pulumi.Input<string>;
  /**
   * The issuer's `chainPem`: its certificate and those above it, root last. Goes with `issuerCertificatePem`.
   * @default issuerCertificatePem, which is right when the issuer is a root
   */
  issuerChainPem?: pulumi.Input<string>;
  /**
   * ARN of an active AWS Private CA that issues this certificate for a request made here, in whatever Region it is; in place
   * of an issuer of one's own. Its key never leaves AWS. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/privateca/latest/userguide/PcaIssueCert.html
   * @default not signed by AWS Private CA
   */
  certificateAuthorityArn?: pulumi.Input<string>;
  /** How the AWS Private CA signs; goes with the kind of its key. Goes with `certificateAuthorityArn`. @default "SHA256WITHRSA" */
  signingAlgorithm?: pulumi.Input<SigningAlgorithm>;
  /**
   * A certificate that exists already, PEM, in place of one made here: the leaf alone. Whether it is given decides which
   * resources exist; `chainPem` and `privateKeyPem` go with it. What API Gateway would not let in with this chain as its
   * truststore is refused.
   * @default made here
   */
  certificatePem?: pulumi.Input<string>;
  /** The CAs above `certificatePem`, its issuer first, root last, PEM. @default made here */
  chainPem?: pulumi.Input<string>;
  /** The private key of `certificatePem`, PEM. @default made here */
  privateKeyPem?: pulumi.Input<string>;
}

/**
 * The certificate that a client of the gateway shows, with its key: CA:FALSE, digitalSignature, clientAuth.
 *
 * The private key lives in the stack's state, encrypted by its secrets provider.
 *
 * @example
 * ```typescript
 * import { CertificateAuthority, ClientCertificate } from "mtls-gateway";
 *
 * const root = new CertificateAuthority("root");
 * const client = new ClientCertificate("client", {
 *   commonName: "my-client",
 *   issuerCertificatePem: root.certificatePem,
 *   issuerPrivateKeyPem: root.privateKeyPem,
 * });
 * export const clientKey = client.privateKeyPem;
 * ```
 */
export class ClientCertificate extends pulumi.ComponentResource {
  /** The certificate, PEM. */
  readonly certificatePem: pulumi.Output<string>;
  /** The CAs above it, its issuer first, root last, PEM. */
  readonly chainPem: pulumi.Output<string>;
  /** The private key, PEM; secret. */
  readonly privateKeyPem: pulumi.Output<string>;

  constructor(name: string, args: ClientCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:ClientCertificate", name, {}, opts);
    refuseHalfGiven(this, args, ["issuerCertificatePem", "issuerPrivateKeyPem"]);
    refuseHalfGiven(this, args, ["certificatePem", "chainPem", "privateKeyPem"]);
    refuseOtherThanOneSource(this, args);
    refuseWithout(this, args, "issuerCertificatePem", ["issuerChainPem"]);
    refuseWithout(this, args, "certificateAuthorityArn", ["signingAlgorithm"]);
    refuseGeneration(this, args.generation ?? 1);

    const { certificatePem, chainPem, privateKeyPem } =
      existingCertificate(this, args) ??
      createCertificate(this, name, withCheckedIssuer(this, args));

    this.certificatePem = certificatePem;
    this.chainPem = chainPem;
    this.privateKeyPem = privateKeyPem;
    this.registerOutputs({
      certificatePem: this.certificatePem,
      chainPem: this.chainPem,
      privateKeyPem: this.privateKeyPem,
    });
  }
}

const sources = ["issuerCertificatePem", "certificateAuthorityArn", "certificatePem"] as const;

/** A certificate comes from a CA here, from AWS Private CA or from the caller, and from one of them only. */
function refuseOtherThanOneSource(
  component: pulumi.ComponentResource,
  args: ClientCertificateArgs,
): void {
  const given = sources.filter((source) => args[source] !== undefined);
  if (given.length === 1) return;
  const which = given.length === 0 ? "none of them is given" : `${given.join(" and ")} are given`;
  refuseIfAny(component, [
    {
      path: given.at(-1) ?? "certificatePem",
      reason:
        `a client certificate is signed here (issuerCertificatePem), issued by AWS Private CA (certificateAuthorityArn) or ` +
        `the caller's own (certificatePem), and ${which}. Give one of them.`,
    },
  ]);
}

function existingCertificate(
  component: pulumi.ComponentResource,
  args: ClientCertificateArgs,
): ClientParts | undefined {
  const { certificatePem, chainPem, privateKeyPem } = args;
  if (certificatePem === undefined || chainPem === undefined || privateKeyPem === undefined) {
    return undefined;
  }
  return existingClient(component, { certificatePem, chainPem, privateKeyPem });
}

function createCertificate(
  component: pulumi.ComponentResource,
  name: string,
  args: ClientCertificateArgs,
): ClientParts {
  const { generation = 1, certificateAuthorityArn } = args;
  const key = createPrivateKey(
    component,
    generation === 1 ? `${name}-key` : `${name}-key-g${generation}`,
    args.keyAlgorithm ?? ClientKeyAlgorithm.Rsa2048,
    Object.values(ClientKeyAlgorithm),
  );
  const request = createRequest(component, name, args, key);
  const issued =
    certificateAuthorityArn === undefined
      ? signedClient(component, name, args, request)
      : issuedClient(component, name, args, certificateAuthorityArn, request);
  return { ...issued, privateKeyPem: pulumi.secret(key.privateKeyPem) };
}

function createRequest(
  component: pulumi.ComponentResource,
  name: string,
  args: ClientCertificateArgs,
  key: tls.PrivateKey,
): tls.CertRequest {
  const subject = distinguishedName(component, {
    commonName: args.commonName ?? "my-client",
    organization: args.organization ?? "MyOrg",
    organizationalUnit: args.organizationalUnit ?? "",
    locality: args.locality ?? "",
    province: args.province ?? "Tokyo",
    country: args.country ?? "JP",
  });
  return new tls.CertRequest(
    `${name}-request`,
    { privateKeyPem: key.privateKeyPem, subject: subject.parts },
    { parent: component },
  );
}

function signedClient(
  component: pulumi.ComponentResource,
  name: string,
  args: ClientCertificateArgs,
  request: tls.CertRequest,
): Omit<ClientParts, "privateKeyPem"> {
  const certificate = new tls.LocallySignedCert(
    `${name}-certificate`,
    {
      certRequestPem: request.certRequestPem,
      // refuseOtherThanOneSource has seen to it that an issuer is given.
      caCertPem: args.issuerCertificatePem ?? "",
      caPrivateKeyPem: args.issuerPrivateKeyPem,
      isCaCertificate: false,
      allowedUses: ["digital_signature", "client_auth"],
      setSubjectKeyId: true,
      ...validity(component, args.validityDays ?? 365, args.earlyRenewalDays ?? 30),
    },
    { parent: component },
  );
  return {
    certificatePem: certificate.certPem,
    chainPem: joinPem([args.issuerChainPem ?? args.issuerCertificatePem]),
  };
}
