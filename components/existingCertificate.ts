import * as acm from "@pulumi/aws/acm";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { checked, type RefusedInput } from "./refusedInputs";

/** A certificate of ACM that exists already. */
export interface ExistingCertificate {
  /** ARN, known only after it has been checked for the Region. */
  arn: pulumi.Output<string>;
  /**
   * Where the certificate comes from, as ACM tells it: AMAZON_ISSUED, IMPORTED or PRIVATE.
   * https://docs.aws.amazon.com/acm/latest/APIReference/API_CertificateDetail.html
   */
  type: pulumi.Output<string>;
}

/** Which certificate is to be read. */
export interface CertificateToRead {
  /** The input that names it. */
  path: string;
  arn: pulumi.Input<string>;
  /** Region of the domain. @default the provider's */
  region?: pulumi.Input<string>;
}

/** Reads, also in a preview, an ACM certificate of the Region in which the provider works: there the domain is made. */
export function readExistingCertificate(
  component: pulumi.ComponentResource,
  readName: string,
  { path, arn: input, region: ours }: CertificateToRead,
): ExistingCertificate {
  const region = ours ?? getRegionOutput({}, { parent: component }).region;
  const arn = checked(
    component,
    pulumi.all([checked(component, input, (given) => refusedArn(path, given)), region]),
    ([given, domainRegion]) => refusedArn(path, given, domainRegion),
  ).apply(([given]) => given);
  const { type } = acm.Certificate.get(readName, arn, ours === undefined ? {} : { region: ours }, {
    parent: component,
  });
  return { arn, type };
}

function refusedArn(path: string, arn: string, ours?: string): RefusedInput[] {
  const region = /^arn:aws[a-z-]*:acm:([a-z0-9-]+):\d{12}:certificate\/.+$/.exec(arn)?.[1];
  const refused = (reason: string): RefusedInput[] => [{ path, reason }];
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
