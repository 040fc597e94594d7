import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { distinguishedName } from "./distinguishedName";
import { existingClient } from "./existingClient";
import type { ClientParts } from "./clientContent";
import { ClientKeyAlgorithm } from "./keyAlgorithm";
import { joinPem } from "./pem";
import { createPrivateKey } from "./privateKey";
import { refuseHalfGiven, refuseIfAny, refuseWithout } from "./refusedInputs";
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
   * Days before its end from which on the next `pulumi up` makes the certificate anew. ACM does not renew an imported
   * certificate, and CloudFront presents an expired one as well.
   * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html
   * @default 30
   */
  earlyRenewalDays?: pulumi.Input<number>;
  /** Certificate of the CA that signs this one, PEM. Needed unless `certificatePem` is given. */
  issuerCertificatePem?: pulumi.Input<string>;
  /** Private key of the CA that signs this one, PEM. Needed unless `certificatePem` is given. */
  issuerPrivateKeyPem?: pulumi.Input<string>;
  /**
   * The issuer's `chainPem`: its certificate and those above it, root last. Goes with `issuerCertificatePem`.
   * @default issuerCertificatePem, which is right when the issuer is a root
   */
  issuerChainPem?: pulumi.Input<string>;
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
    refuseTwoSources(this, args);
    refuseWithout(this, args, "issuerCertificatePem", ["issuerChainPem"]);

    const { certificatePem, chainPem, privateKeyPem } =
      existingCertificate(this, args) ?? createCertificate(this, name, args);

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

/** A certificate comes from a CA here or from the caller, and from one of them only. */
function refuseTwoSources(component: pulumi.ComponentResource, args: ClientCertificateArgs): void {
  const given = args.certificatePem !== undefined;
  const signed = args.issuerCertificatePem !== undefined;
  if (given === signed) {
    const which = given ? "both are given" : "neither is given";
    refuseIfAny(component, [
      {
        path: "certificatePem",
        reason:
          `a client certificate is either signed here (issuerCertificatePem) or the caller's own (certificatePem), and ` +
          `${which}. Give one of them.`,
      },
    ]);
  }
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
  const key = createPrivateKey(
    component,
    `${name}-key`,
    args.keyAlgorithm ?? ClientKeyAlgorithm.Rsa2048,
    Object.values(ClientKeyAlgorithm),
  );
  const request = createRequest(component, name, args, key);
  const certificate = new tls.LocallySignedCert(
    `${name}-certificate`,
    {
      certRequestPem: request.certRequestPem,
      // refuseTwoSources has seen to it that an issuer is given.
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
    privateKeyPem: pulumi.secret(key.privateKeyPem),
  };
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
