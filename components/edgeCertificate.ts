import { checkEdgeCertificates } from "@mtls-gateway/pki";
import * as acm from "@pulumi/aws/acm";
import * as pulumi from "@pulumi/pulumi";
import { judgedClient } from "./clientContent";
import { ClientKeyAlgorithm, clientKeyAlgorithmOf } from "./keyAlgorithm";
import {
  checked,
  refusals,
  refuseBeside,
  refuseHalfGiven,
  refuseIfAny,
  type RefusedInput,
} from "./refusedInputs";

/** CloudFront reads certificates here and nowhere else. */
const cloudFrontRegion = "us-east-1";

export interface EdgeCertificateArgs {
  /** The client certificate, PEM. Needed unless `certificateArn` is given. */
  certificatePem?: pulumi.Input<string>;
  /** The CAs above it, its issuer first, root last, PEM; CloudFront presents them with it. Goes with `certificatePem`. */
  chainPem?: pulumi.Input<string>;
  /** Its private key, PEM. Goes with `certificatePem`. */
  privateKeyPem?: pulumi.Input<string>;
  /**
   * Kind and size of the certificate's key. Plain, because it decides which import exists: ACM takes no other kind of key
   * under an ARN, so that each kind has an import of its own. Give it where `certificatePem` is an output and its kind of
   * key may change.
   * https://docs.aws.amazon.com/acm/latest/userguide/import-reimport.html
   * @default that of certificatePem where it is a plain text, else "RSA-2048"
   */
  keyAlgorithm?: ClientKeyAlgorithm;
  /**
   * The truststore of the origin, PEM, when it is known: a certificate that it would not let in is refused before it is
   * imported.
   * @default not compared
   */
  truststorePem?: pulumi.Input<string>;
  /**
   * ARN of a client certificate that was imported already, in us-east-1, in place of an import made here. Whether it is
   * given decides which resources exist.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
   * @default imported here
   */
  certificateArn?: pulumi.Input<string>;
  /** Tags of the import. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The client certificate where CloudFront finds it: imported, with chain and key, into ACM of us-east-1.
 *
 * A new certificate, and a new key of the same kind and size, are a reimport under the same ARN, so that no distribution has
 * to change. With another `keyAlgorithm` it is another import, made before the distribution changes to its ARN and before
 * the old one is deleted. ACM takes a reimport on these conditions: key type and size stay, and no key usage or extended key
 * usage that was there is taken away. A certificate of one's own that breaks the second one needs an EdgeCertificate of
 * another name. How soon CloudFront presents a reimported certificate AWS does not say.
 * https://docs.aws.amazon.com/acm/latest/userguide/import-reimport.html
 *
 * @example
 * ```typescript
 * import { CertificateAuthority, ClientCertificate, EdgeCertificate } from "mtls-gateway";
 *
 * const root = new CertificateAuthority("root");
 * const client = new ClientCertificate("client", {
 *   issuerCertificatePem: root.certificatePem,
 *   issuerPrivateKeyPem: root.privateKeyPem,
 * });
 * const edge = new EdgeCertificate("edge", {
 *   certificatePem: client.certificatePem,
 *   chainPem: client.chainPem,
 *   privateKeyPem: client.privateKeyPem,
 * });
 * export const clientCertificateArn = edge.certificateArn;
 * ```
 */
export class EdgeCertificate extends pulumi.ComponentResource {
  /** ARN of the certificate in us-east-1; another one when the kind of its key changes. */
  readonly certificateArn: pulumi.Output<string>;
  /** The import, when it is made here. */
  readonly certificate?: acm.Certificate;

  constructor(name: string, args: EdgeCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:EdgeCertificate", name, {}, opts);
    refuseHalfGiven(this, args, ["certificatePem", "chainPem", "privateKeyPem"]);
    refuseTwoSources(this, args);
    refuseBeside(this, args, "certificateArn", ["keyAlgorithm", "truststorePem", "tags"]);

    if (args.certificateArn === undefined) {
      this.certificate = importCertificate(this, name, args);
      this.certificateArn = this.certificate.arn;
    } else {
      this.certificateArn = existingCertificate(this, name, args.certificateArn);
    }
    this.registerOutputs({ certificateArn: this.certificateArn, certificate: this.certificate });
  }
}

function refuseTwoSources(component: pulumi.ComponentResource, args: EdgeCertificateArgs): void {
  const given = args.certificateArn !== undefined;
  const imported = args.certificatePem !== undefined;
  if (given !== imported) return;
  refuseIfAny(component, [
    {
      path: "certificateArn",
      reason:
        "the certificate is either imported here (certificatePem, chainPem, privateKeyPem) or exists in ACM " +
        `(certificateArn), and ${given ? "both are given" : "neither is given"}. Give one of them.`,
    },
  ]);
}

function importCertificate(
  component: pulumi.ComponentResource,
  name: string,
  args: EdgeCertificateArgs,
): acm.Certificate {
  const { certificatePem = "", keyAlgorithm } = args;
  const client = judgedClient(component, args);
  return new acm.Certificate(
    nameOfImport(name, keyAlgorithm ?? plainKeyAlgorithm(certificatePem)),
    {
      region: cloudFrontRegion,
      certificateBody: checked(component, client.certificatePem, (pem) =>
        refusedKind(keyAlgorithm, pem),
      ),
      certificateChain: client.chainPem,
      privateKey: client.privateKeyPem,
      tags: args.tags,
    },
    { parent: component, dependsOn: client.verdict },
  );
}

function plainKeyAlgorithm(certificatePem: pulumi.Input<string>): ClientKeyAlgorithm | undefined {
  return typeof certificatePem === "string" ? clientKeyAlgorithmOf(certificatePem) : undefined;
}

/** One logical name for each kind of key, so that another kind is another import: a reimport of it fails half way. */
function nameOfImport(
  name: string,
  keyAlgorithm: ClientKeyAlgorithm = ClientKeyAlgorithm.Rsa2048,
): string {
  const suffix =
    keyAlgorithm === ClientKeyAlgorithm.Rsa2048 ? "" : `-${keyAlgorithm.toLowerCase()}`;
  return `${name}-certificate${suffix}`;
}

function refusedKind(
  keyAlgorithm: ClientKeyAlgorithm | undefined,
  certificatePem: string,
): RefusedInput[] {
  const kind = clientKeyAlgorithmOf(certificatePem);
  if (keyAlgorithm === undefined || keyAlgorithm === kind) return [];
  const reason = `"${keyAlgorithm}", and the certificate's key is ${kind ?? "of another kind"}. Give ${kind ?? "a certificate with such a key"}.`;
  return [{ path: "keyAlgorithm", reason }];
}

function existingCertificate(
  component: pulumi.ComponentResource,
  name: string,
  certificateArn: pulumi.Input<string>,
): pulumi.Output<string> {
  return checked(component, certificateArn, (arn) =>
    refusals("certificateArn", checkEdgeCertificates({ distribution: name, arns: [arn] })),
  );
}
