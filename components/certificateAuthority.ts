import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import { withCheckedIssuer } from "./checkedCas";
import { distinguishedName, type DistinguishedName } from "./distinguishedName";
import { refuseGeneration } from "./generation";
import { KeyAlgorithm } from "./keyAlgorithm";
import { pathOfSubjects } from "./pathOfSubjects";
import { joinPem } from "./pem";
import { createPrivateKey } from "./privateKey";
import { refuseHalfGiven, refuseWithout } from "./refusedInputs";
import { validity } from "./validity";

export interface CertificateAuthorityArgs {
  /**
   * Common name (CN) of the subject; a generation from 2 on is appended, as ` G2`. A change of this or of another part of
   * the subject keeps the key, so that the old CA goes on under a new name: raise `generation` with it for a new key.
   * @default "MyRootCA"
   */
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
   * Which CA of this name it is, counted from 1. A higher one makes a new key under a subject of its own, which API
   * Gateway needs: it takes one issuer per subject. Plain, because it decides which key exists.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-troubleshooting
   * @default 1
   */
  generation?: number;
  /**
   * Kind and size of the key. A change makes a new key under the old subject, and API Gateway takes one issuer per
   * subject, so that the old CA and the new one cannot be trusted side by side: raise `generation` with it.
   * @default "RSA-4096"
   */
  keyAlgorithm?: pulumi.Input<KeyAlgorithm>;
  /** Lifetime of the certificate, in days. @default 3650 */
  validityDays?: pulumi.Input<number>;
  /**
   * Days before its end from which on the next `pulumi up` makes the certificate anew, with the same key and subject.
   * 0: only when it has expired. Give the lifetime of what it signs or more, so that nothing outlives its issuer.
   * @default 0
   */
  earlyRenewalDays?: pulumi.Input<number>;
  /** How many CAs may stand below this one in a path (pathLenConstraint). @default no constraint */
  maxPathLength?: pulumi.Input<number>;
  /**
   * Certificate of the CA that signs this one, PEM. Given, together with `issuerPrivateKeyPem`, this is an intermediate
   * CA; left out, it is a self-signed root. Whether it is given decides which resources exist.
   * @default self-signed
   */
  issuerCertificatePem?: pulumi.Input<string>;
  /** Private key of the CA that signs this one, PEM. @default self-signed */
  issuerPrivateKeyPem?: pulumi.Input<string>;
  /**
   * The issuer's `chainPem`: its certificate and those above it, root last. Goes with `issuerCertificatePem`.
   * @default issuerCertificatePem, which is right when the issuer is a root
   */
  issuerChainPem?: pulumi.Input<string>;
  /**
   * The issuer's `pathSubjects`. Names are known before any certificate exists, so with them a path that is too long is
   * refused in the preview and not during `pulumi up`. Goes with `issuerCertificatePem`.
   * @default read from issuerChainPem when that is known
   */
  issuerSubjects?: pulumi.Input<pulumi.Input<string>[]>;
}

/**
 * A certificate authority: a self-signed root, or an intermediate CA that another one signs.
 *
 * The private key lives in the stack's state, encrypted by its secrets provider.
 *
 * @example
 * ```typescript
 * import { CertificateAuthority } from "mtls-gateway";
 *
 * const root = new CertificateAuthority("root");
 * const issuing = new CertificateAuthority("issuing", {
 *   commonName: "MyIssuingCA",
 *   issuerCertificatePem: root.certificatePem,
 *   issuerPrivateKeyPem: root.privateKeyPem,
 *   issuerChainPem: root.chainPem,
 *   issuerSubjects: root.pathSubjects,
 * });
 * export const issuingCaPem = issuing.certificatePem;
 * ```
 */
export class CertificateAuthority extends pulumi.ComponentResource {
  /** The certificate, PEM. */
  readonly certificatePem: pulumi.Output<string>;
  /** The certificate and those above it, root last, PEM: what a truststore has to hold. */
  readonly chainPem: pulumi.Output<string>;
  /** The private key, PEM; secret. */
  readonly privateKeyPem: pulumi.Output<string>;
  /** The subject, RFC 4514 text. */
  readonly subject: pulumi.Output<string>;
  /** The subjects of `chainPem` in its order; known in a preview. */
  readonly pathSubjects: pulumi.Output<string[]>;

  constructor(
    name: string,
    args: CertificateAuthorityArgs = {},
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("mtls-gateway:index:CertificateAuthority", name, {}, opts);
    refuseHalfGiven(this, args, ["issuerCertificatePem", "issuerPrivateKeyPem"]);
    refuseWithout(this, args, "issuerCertificatePem", ["issuerChainPem", "issuerSubjects"]);
    refuseGeneration(this, args.generation ?? 1);

    const issuer = withCheckedIssuer(this, args);
    const subject = createSubject(this, args);
    const key = createKey(this, name, args);
    const pathSubjects = pathOfSubjects(this, subject.text, issuer);
    const certificatePem =
      issuer.issuerCertificatePem === undefined
        ? createRoot(this, name, args, subject, key)
        : createIntermediate(this, name, args, subject, key, issuer.issuerCertificatePem);

    this.certificatePem = certificatePem;
    this.chainPem = joinPem([certificatePem, issuer.issuerChainPem ?? issuer.issuerCertificatePem]);
    this.privateKeyPem = pulumi.secret(key.privateKeyPem);
    this.subject = subject.text;
    this.pathSubjects = pathSubjects;
    this.registerOutputs({
      certificatePem: this.certificatePem,
      chainPem: this.chainPem,
      privateKeyPem: this.privateKeyPem,
      subject: this.subject,
      pathSubjects: this.pathSubjects,
    });
  }
}

function createSubject(
  component: pulumi.ComponentResource,
  args: CertificateAuthorityArgs,
): DistinguishedName {
  return distinguishedName(
    component,
    {
      commonName: args.commonName ?? "MyRootCA",
      organization: args.organization ?? "MyOrg",
      organizationalUnit: args.organizationalUnit ?? "",
      locality: args.locality ?? "",
      province: args.province ?? "Tokyo",
      country: args.country ?? "JP",
    },
    args.generation,
  );
}

/** A generation has a key resource of its own: a new subject over the old key would be the old CA under another name. */
function createKey(
  component: pulumi.ComponentResource,
  name: string,
  args: CertificateAuthorityArgs,
): tls.PrivateKey {
  const generation = args.generation ?? 1;
  return createPrivateKey(
    component,
    generation === 1 ? `${name}-key` : `${name}-key-g${generation}`,
    args.keyAlgorithm ?? KeyAlgorithm.Rsa4096,
    Object.values(KeyAlgorithm),
  );
}

function createRoot(
  component: pulumi.ComponentResource,
  name: string,
  args: CertificateAuthorityArgs,
  subject: DistinguishedName,
  key: tls.PrivateKey,
): pulumi.Output<string> {
  const certificate = new tls.SelfSignedCert(
    `${name}-certificate`,
    {
      privateKeyPem: key.privateKeyPem,
      subject: subject.parts,
      setAuthorityKeyId: true,
      ...authorityOf(component, args),
    },
    { parent: component },
  );
  return certificate.certPem;
}

function createIntermediate(
  component: pulumi.ComponentResource,
  name: string,
  args: CertificateAuthorityArgs,
  subject: DistinguishedName,
  key: tls.PrivateKey,
  issuerCertificatePem: pulumi.Input<string>,
): pulumi.Output<string> {
  const request = new tls.CertRequest(
    `${name}-request`,
    { privateKeyPem: key.privateKeyPem, subject: subject.parts },
    { parent: component },
  );
  const certificate = new tls.LocallySignedCert(
    `${name}-certificate`,
    {
      certRequestPem: request.certRequestPem,
      caCertPem: issuerCertificatePem,
      caPrivateKeyPem: args.issuerPrivateKeyPem,
      ...authorityOf(component, args),
    },
    { parent: component },
  );
  return certificate.certPem;
}

/** What makes a certificate that of a CA, root or not: basicConstraints CA, keyCertSign and cRLSign. */
function authorityOf(component: pulumi.ComponentResource, args: CertificateAuthorityArgs) {
  return {
    isCaCertificate: true,
    allowedUses: ["cert_signing", "crl_signing"],
    setSubjectKeyId: true,
    maxPathLength: args.maxPathLength,
    ...validity(component, args.validityDays ?? 3650, args.earlyRenewalDays ?? 0),
  };
}
