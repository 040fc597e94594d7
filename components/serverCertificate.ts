import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkedHostName } from "./hostName";
import { hostedZoneId } from "./hostedZone";
import { checked, refuseBeside, refuseIfAny, type RefusedInput } from "./refusedInputs";

export interface ServerCertificateArgs {
  /** Domain name that the certificate is for, such as `api.example.com`. Needed unless `certificateArn` is given. */
  domainName?: pulumi.Input<string>;
  /** ID of the public Route 53 zone for the validation record; this or `zoneName`. @default the zone of that name */
  zoneId?: pulumi.Input<string>;
  /** Name of the public Route 53 zone for the validation record; this or `zoneId`. @default the zone of that ID */
  zoneName?: pulumi.Input<string>;
  /**
   * ARN of an ACM certificate that exists already, in the domain's Region, in place of one made here; then no other arg is
   * given. Whether it is given decides which resources exist. CloudFront wants it publicly trusted: ACM-issued, not imported and not of a private CA.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
   * @default made here
   */
  certificateArn?: pulumi.Input<string>;
  /** Tags of the certificate. @default none */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The certificate that API Gateway shows for the domain: a public one of ACM, validated through a record in Route 53 that
 * stays, so that ACM can renew it. An ACM public certificate needs no ownership verification certificate.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
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

  constructor(name: string, args: ServerCertificateArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:ServerCertificate", name, {}, opts);
    refuseBeside(this, args, "certificateArn", ["domainName", "zoneId", "zoneName", "tags"]);

    this.certificateArn =
      args.certificateArn === undefined
        ? createValidatedCertificate(this, name, args)
        : existingCertificate(this, args.certificateArn);
    this.registerOutputs({ certificateArn: this.certificateArn });
  }
}

/** An ACM certificate of the Region in which the provider of this component works: there the domain is made. */
function existingCertificate(
  component: pulumi.ComponentResource,
  certificateArn: pulumi.Input<string>,
): pulumi.Output<string> {
  const { region } = aws.getRegionOutput({}, { parent: component });
  return checked(
    component,
    pulumi.all([checked(component, certificateArn, (arn) => refusedArn(arn)), region]),
    ([arn, ours]) => refusedArn(arn, ours),
  ).apply(([arn]) => arn);
}

function refusedArn(arn: string, ours?: string): RefusedInput[] {
  const region = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/.+$/.exec(arn)?.[1];
  const refused = (reason: string): RefusedInput[] => [{ path: "certificateArn", reason }];
  if (region === undefined) {
    return refused(
      `"${arn}" is no ARN of an ACM certificate: arn:aws:acm:REGION:ACCOUNT:certificate/ID.`,
    );
  }
  if (ours === undefined || region === ours) return [];
  return refused(
    `the certificate is in ${region} and the domain in ${ours}; API Gateway takes a certificate of the domain's Region. Give one in ${ours}.`,
  );
}

function createValidatedCertificate(
  component: pulumi.ComponentResource,
  name: string,
  args: ServerCertificateArgs,
): pulumi.Output<string> {
  const { domainName, zoneId } = requiredForValidation(component, args);
  const certificate = new aws.acm.Certificate(
    `${name}-certificate`,
    {
      domainName: checkedHostName(component, "domainName", domainName, true),
      validationMethod: "DNS",
      tags: args.tags,
    },
    { parent: component },
  );
  // One name, so one record: how many there are is known before ACM says what they are.
  const validation = certificate.domainValidationOptions.apply((options) => {
    const [only] = options;
    if (only === undefined) throw new Error(`ACM asks for no validation record for ${name}.`);
    return only;
  });
  const record = new aws.route53.Record(
    `${name}-validation-record`,
    {
      zoneId,
      name: validation.resourceRecordName,
      type: validation.resourceRecordType,
      records: [validation.resourceRecordValue],
      ttl: 300,
      // ACM asks for the same record for every certificate of one name in one account.
      allowOverwrite: true,
    },
    { parent: component },
  );
  const validated = new aws.acm.CertificateValidation(
    `${name}-validation`,
    { certificateArn: certificate.arn, validationRecordFqdns: [record.fqdn] },
    { parent: component },
  );
  return validated.certificateArn;
}

function requiredForValidation(
  component: pulumi.ComponentResource,
  args: ServerCertificateArgs,
): { domainName: pulumi.Input<string>; zoneId: pulumi.Input<string> } {
  const zoneId = hostedZoneId(component, args);
  const { domainName } = args;
  if (domainName !== undefined && zoneId !== undefined) return { domainName, zoneId };
  refuseIfAny(component, [
    ...(domainName === undefined
      ? [{ path: "domainName", reason: "missing. Give it, or an existing certificateArn." }]
      : []),
    ...(zoneId === undefined
      ? [
          {
            path: "zoneName",
            reason: "missing. Give zoneName, zoneId or an existing certificateArn.",
          },
        ]
      : []),
  ]);
  throw new Error("unreachable: what is missing has been refused");
}
