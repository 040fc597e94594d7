import * as acm from "@pulumi/aws/acm";
import * as pulumi from "@pulumi/pulumi";
import { readExistingCertificate } from "./existingCertificate";
import { checkedHostName } from "./hostName";
import { hostedZoneId } from "./hostedZone";
import { checkedServerParts, plainKeyKind } from "./serverContent";
import { refuseServerArgs, ServerSource, sourceOf } from "./serverSource";
import { checkedTrust, type ExistingCertificates } from "./serverTrust";
import { createValidatedCertificate } from "./validatedCertificate";

export interface ServerCertificateArgs {
  /** Domain name that the certificate is for, such as `api.example.com`. Needed unless `certificateArn` is given. */
  domainName?: pulumi.Input<string>;
  /**
   * More names that the certificates made here are for, in the same zone; of an imported certificate those that its
   * ownership certificate covers too. Plain list, because it decides which validation records exist.
   * https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
   * @default none
   */
  subjectAlternativeNames?: pulumi.Input<string>[];
  /** ID of the public Route 53 zone for the validation records; this or `zoneName`. @default the zone of that name */
  zoneId?: pulumi.Input<string>;
  /** Name of the public Route 53 zone for the validation records; this or `zoneId`. @default the zone of that ID */
  zoneName?: pulumi.Input<string>;
  /**
   * ARN of an ACM certificate that exists already, in the domain's Region, in place of one made here; it is read, in
   * previews too, so that what API Gateway and CloudFront refuse of it is refused before. Whether it is given decides which
   * resources exist.
   * @default made here
   */
  certificateArn?: pulumi.Input<string>;
  /**
   * Server certificate to import into ACM, PEM, with `privateKeyPem`; ACM does not renew it. A new one under the same key
   * kind is a reimport, which keeps the ARN. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html
   * @default a public certificate of ACM
   */
  certificatePem?: pulumi.Input<string>;
  /** The CAs above `certificatePem`, its issuer first, PEM. @default none: self-signed */
  chainPem?: pulumi.Input<string>;
  /** Private key of `certificatePem`, unencrypted PEM; a secret. Goes with `certificatePem`. */
  privateKeyPem?: pulumi.Input<string>;
  /**
   * ARN of an AWS Private CA that issues the certificate, which ACM renews. Whether it is given decides which resources
   * exist.
   * https://docs.aws.amazon.com/acm/latest/userguide/gs-acm-request-private.html
   * @default a public certificate of ACM
   */
  certificateAuthorityArn?: pulumi.Input<string>;
  /**
   * ARN of an ACM-issued certificate of the same names that proves the domain's ownership: needed beside a certificate that
   * is imported or of a Private CA, and refused beside another (GW008). API Gateway does not show it to anybody, and wants
   * it valid as long as the domain lives.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-custom-domain-names
   * @default made here where it is needed, and validated by DNS; beside `certificateArn` none is made
   */
  ownershipVerificationCertificateArn?: pulumi.Input<string>;
  /**
   * Whether the domain is the origin of a CloudFront distribution, which takes a certificate of a publicly trusted CA alone
   * (CF006).
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
   * @default false
   */
  behindCloudFront?: pulumi.Input<boolean>;
  /**
   * Your word that an imported certificate is of a publicly trusted CA, so that it can serve behind CloudFront; AWS knows it
   * only in the handshake.
   * @default false
   */
  publiclyTrusted?: pulumi.Input<boolean>;
  /** Region of the domain, in which the certificates are made. @default the provider's */
  region?: pulumi.Input<string>;
  /** Tags of the certificates made here. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The certificate that API Gateway shows for the domain. One of four: a public one of ACM, validated through records in
 * Route 53 that stay, so that ACM can renew it; one of your own, imported; one of an AWS Private CA; or one that exists in
 * ACM. With an imported one and one of a Private CA API Gateway wants a second, public certificate that proves the domain's
 * ownership: it is made here, too.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html
 *
 * Which of the first three it is can change with an `up`, back and forth: the public certificate stays, and is the one that is
 * shown or the one that proves. Back at a public one the domain keeps it as its ownership certificate, too, which API Gateway
 * then does not ask for: the AWS provider does not take it out.
 *
 * @example
 * ```typescript
 * import { ServerCertificate } from "mtls-gateway";
 *
 * const server = new ServerCertificate("server", {
 *   domainName: "api.example.com",
 *   zoneName: "example.com",
 * });
 * export const serverCertificateArn = server.certificateArn;
 * ```
 */
export class ServerCertificate extends pulumi.ComponentResource {
  /** ARN of the certificate; known only when it is valid. */
  readonly certificateArn: pulumi.Output<string>;
  /** ARN of the ownership verification certificate; empty where none is needed. */
  readonly ownershipVerificationCertificateArn: pulumi.Output<string>;

  constructor(name: string, args: ServerCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:ServerCertificate", name, {}, opts);
    const source = sourceOf(args);
    refuseServerArgs(this, args, source);

    const existing = readExisting(this, name, args, source);
    const trusted = checkedTrust(this, args, source, existing);
    const certificates = createCertificates(this, name, args, source, existing);

    this.certificateArn = pulumi.all([certificates.serverArn, trusted]).apply(([arn]) => arn);
    this.ownershipVerificationCertificateArn = certificates.ownershipArn;
    this.registerOutputs({
      certificateArn: this.certificateArn,
      ownershipVerificationCertificateArn: this.ownershipVerificationCertificateArn,
    });
  }
}

function readExisting(
  component: pulumi.ComponentResource,
  name: string,
  args: ServerCertificateArgs,
  source: ServerSource,
): ExistingCertificates {
  const { certificateArn, ownershipVerificationCertificateArn, region } = args;
  const read = (role: string, path: string, arn: pulumi.Input<string> | undefined) =>
    arn === undefined
      ? undefined
      : readExistingCertificate(component, `${name}-${role}`, { path, arn, region });
  return {
    server: read("existing", "certificateArn", certificateArn),
    // Beside a public certificate it is refused, whatever it is.
    ownership:
      source === ServerSource.Public
        ? undefined
        : read(
            "existing-ownership",
            "ownershipVerificationCertificateArn",
            ownershipVerificationCertificateArn,
          ),
  };
}

interface Certificates {
  serverArn: pulumi.Output<string>;
  /** Empty where none is needed. */
  ownershipArn: pulumi.Output<string>;
}

function createCertificates(
  component: pulumi.ComponentResource,
  name: string,
  args: ServerCertificateArgs,
  source: ServerSource,
  existing: ExistingCertificates,
): Certificates {
  const none = pulumi.output("");
  if (existing.server !== undefined) {
    return { serverArn: existing.server.arn, ownershipArn: existing.ownership?.arn ?? none };
  }
  const names = checkedNames(component, args);
  if (source === ServerSource.Public) {
    return {
      serverArn: createPublic(component, name, args, names),
      ownershipArn: none,
    };
  }
  return {
    serverArn:
      source === ServerSource.Imported
        ? importCertificate(component, name, args, names)
        : createPrivate(component, name, args, names),
    ownershipArn: existing.ownership?.arn ?? createPublic(component, name, args, names),
  };
}

/** What the certificates made here are for, and where that is proved. */
interface Names {
  domainName: pulumi.Input<string>;
  subjectAlternativeNames: pulumi.Input<string>[];
  /** Undefined where nothing is validated. */
  zoneId: pulumi.Output<string> | undefined;
}

function checkedNames(component: pulumi.ComponentResource, args: ServerCertificateArgs): Names {
  const { domainName = "", subjectAlternativeNames = [] } = args;
  // A plain name stays plain: names that share a validation record are told apart before ACM says anything.
  const checkedName = (path: string, name: pulumi.Input<string>): pulumi.Input<string> => {
    const valid = checkedHostName(component, path, name, true);
    return typeof name === "string" ? name : valid;
  };
  return {
    domainName: checkedName("domainName", domainName),
    subjectAlternativeNames: subjectAlternativeNames.map((name, index) =>
      checkedName(`subjectAlternativeNames[${index}]`, name),
    ),
    zoneId: hostedZoneId(component, args),
  };
}

/**
 * The public certificate of ACM, to show or to prove the ownership with. It is one resource for both, so that the domain can
 * change from one to the other with nothing that is still in use deleted.
 */
function createPublic(
  component: pulumi.ComponentResource,
  name: string,
  args: ServerCertificateArgs,
  names: Names,
): pulumi.Output<string> {
  const { domainName, subjectAlternativeNames, zoneId } = names;
  if (zoneId === undefined) throw new Error("unreachable: what is missing has been refused");
  return createValidatedCertificate(component, name, {
    domainName,
    subjectAlternativeNames,
    zoneId,
    region: args.region,
    tags: args.tags,
  });
}

/**
 * A logical name of its own, for ACM does not import over a certificate that it issued; and one for each kind of key, for ACM
 * does not reimport with another kind.
 */
function importCertificate(
  component: pulumi.ComponentResource,
  name: string,
  args: ServerCertificateArgs,
  { domainName }: Names,
): pulumi.Output<string> {
  const { certificatePem = "", chainPem, privateKeyPem = "", region, tags } = args;
  const parts = checkedServerParts(component, {
    certificatePem,
    chainPem,
    privateKeyPem,
    domainName,
  });
  const kind = plainKeyKind(certificatePem);
  const certificate = new acm.Certificate(
    `${name}-imported-certificate${kind === undefined ? "" : `-${kind}`}`,
    {
      certificateBody: parts.certificatePem,
      certificateChain: chainPem === undefined ? undefined : parts.chainPem,
      privateKey: parts.privateKeyPem,
      region,
      tags,
    },
    { parent: component },
  );
  return certificate.arn;
}

function createPrivate(
  component: pulumi.ComponentResource,
  name: string,
  args: ServerCertificateArgs,
  { domainName, subjectAlternativeNames }: Names,
): pulumi.Output<string> {
  const certificate = new acm.Certificate(
    `${name}-private-certificate`,
    {
      domainName,
      ...(subjectAlternativeNames.length === 0 ? {} : { subjectAlternativeNames }),
      certificateAuthorityArn: args.certificateAuthorityArn,
      region: args.region,
      tags: args.tags,
    },
    { parent: component },
  );
  return certificate.arn;
}
