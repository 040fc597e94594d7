import type * as cloudfront from "@pulumi/aws/cloudfront";
import type * as aws from "@pulumi/aws";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { checkedHostName } from "./hostName";
import { hostedZoneId } from "./hostedZone";
import { checked, refuseIfAny, refuseWithout, type RefusedInput } from "./refusedInputs";
import { createValidatedCertificate } from "./validatedCertificate";

/** What decides by which names viewers come. */
export interface ViewerArgs {
  aliases?: string[];
  viewerCertificateArn?: pulumi.Input<string>;
  minimumProtocolVersion?: pulumi.Input<string>;
  zoneId?: pulumi.Input<string>;
  zoneName?: pulumi.Input<string>;
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The names of a distribution and the certificate that it shows viewers. */
export interface ViewerSide {
  aliases: pulumi.Input<string>[] | undefined;
  viewerCertificate: aws.types.input.cloudfront.DistributionViewerCertificate;
  zoneId: pulumi.Output<string> | undefined;
}

/**
 * By which names viewers come: CloudFront's own, or aliases with a certificate in us-east-1, given or made here.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html
 */
export function viewerSide(
  component: pulumi.ComponentResource,
  name: string,
  args: ViewerArgs,
): ViewerSide {
  const { aliases = [], minimumProtocolVersion = "TLSv1.2_2021" } = args;
  const needed = aliases.length === 0 ? { ...args, aliases: undefined } : args;
  refuseWithout(component, needed, "aliases", [
    "viewerCertificateArn",
    "minimumProtocolVersion",
    "zoneId",
    "zoneName",
  ]);
  const [first, ...others] = aliases.map((alias, index) =>
    checkedHostName(component, `aliases[${index}]`, alias, true),
  );
  if (first === undefined) {
    return {
      aliases: undefined,
      viewerCertificate: { cloudfrontDefaultCertificate: true },
      zoneId: undefined,
    };
  }
  const [domainName, ...subjectAlternativeNames] = aliases;
  const names = { domainName, subjectAlternativeNames };
  const zoneId = hostedZoneId(component, { ...args, ...names });
  return {
    aliases: [first, ...others],
    viewerCertificate: {
      acmCertificateArn: viewerCertificateArn(component, name, args, zoneId, aliases),
      sslSupportMethod: "sni-only",
      minimumProtocolVersion,
    },
    zoneId,
  };
}

function viewerCertificateArn(
  component: pulumi.ComponentResource,
  name: string,
  args: ViewerArgs,
  zoneId: pulumi.Output<string> | undefined,
  aliases: readonly string[],
): pulumi.Output<string> {
  const { viewerCertificateArn: arn, tags } = args;
  if (arn !== undefined) return checked(component, arn, refusedArn);
  const [domainName = "", ...subjectAlternativeNames] = aliases;
  if (zoneId === undefined) {
    const reason =
      "missing. CloudFront shows no alias without a certificate for it: give one of us-east-1, or zoneName or zoneId to make one.";
    refuseIfAny(component, [{ path: "viewerCertificateArn", reason }]);
  }
  return createValidatedCertificate(component, `${name}-viewer`, {
    domainName,
    subjectAlternativeNames,
    zoneId: zoneId ?? "",
    region: "us-east-1",
    tags,
  });
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html#https-requirements-aws-region */
function refusedArn(arn: string): RefusedInput[] {
  if (/^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/.+$/.test(arn)) return [];
  const reason = `"${arn}" is no ARN of an ACM certificate in us-east-1, where CloudFront reads viewer certificates: arn:aws:acm:us-east-1:ACCOUNT:certificate/ID.`;
  return [{ path: "viewerCertificateArn", reason }];
}

/** A and AAAA of each alias; without a zone whoever has the zone makes them. */
export function createAliasRecords(
  component: pulumi.ComponentResource,
  name: string,
  { aliases = [] }: ViewerArgs,
  { zoneId }: ViewerSide,
  distribution: cloudfront.Distribution,
): void {
  if (zoneId === undefined) return;
  for (const alias of aliases) {
    for (const type of ["A", "AAAA"]) {
      new route53.Record(
        `${name}-record-${alias}-${type.toLowerCase()}`,
        {
          zoneId,
          name: alias,
          type,
          aliases: [
            {
              name: distribution.domainName,
              zoneId: distribution.hostedZoneId,
              evaluateTargetHealth: false,
            },
          ],
        },
        { parent: component },
      );
    }
  }
}
