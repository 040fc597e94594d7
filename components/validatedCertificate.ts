import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";

/** What an ACM certificate with DNS validation is made of. */
export interface ValidatedCertificateInputs {
  domainName: pulumi.Input<string>;
  subjectAlternativeNames: pulumi.Input<string>[];
  zoneId: pulumi.Input<string>;
  /** Default: the provider's. */
  region?: pulumi.Input<string>;
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * A public certificate of ACM, validated through records in Route 53 that stay, so that ACM can renew it; the ARN is known
 * only when it is valid.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 */
export function createValidatedCertificate(
  component: pulumi.ComponentResource,
  name: string,
  inputs: ValidatedCertificateInputs,
): pulumi.Output<string> {
  const { domainName, subjectAlternativeNames, zoneId, region, tags } = inputs;
  const certificate = new acm.Certificate(
    `${name}-certificate`,
    {
      domainName,
      ...(subjectAlternativeNames.length === 0 ? {} : { subjectAlternativeNames }),
      validationMethod: "DNS",
      region,
      tags,
    },
    { parent: component },
  );
  const records = namesToValidate(name, [domainName, ...subjectAlternativeNames]).map((each) =>
    createRecord(component, each, certificate, zoneId),
  );
  const validated = new acm.CertificateValidation(
    `${name}-validation`,
    {
      certificateArn: certificate.arn,
      validationRecordFqdns: records.map(({ fqdn }) => fqdn),
      region,
    },
    { parent: component },
  );
  return validated.certificateArn;
}

/** A name that ACM asks a record for. */
interface ValidatedName {
  name: pulumi.Input<string>;
  /** Logical name of the record. */
  recordName: string;
}

/**
 * One record for each name; a wildcard and its parent share theirs. How many there are is known before ACM says what stands
 * in them.
 */
function namesToValidate(
  component: string,
  names: readonly pulumi.Input<string>[],
): ValidatedName[] {
  const seen = new Set<unknown>();
  return names.flatMap((name, index) => {
    const own = typeof name === "string" ? baseOf(name) : name;
    if (seen.has(own)) return [];
    seen.add(own);
    const suffix = typeof own === "string" ? own : String(index + 1);
    const recordName = `${component}-validation-record${index === 0 ? "" : `-${suffix}`}`;
    return [{ name, recordName }];
  });
}

function createRecord(
  component: pulumi.ComponentResource,
  { name, recordName }: ValidatedName,
  certificate: acm.Certificate,
  zoneId: pulumi.Input<string>,
): route53.Record {
  const validation = pulumi
    .all([certificate.domainValidationOptions, name])
    .apply(([options, wanted]) => {
      const option = options.find(({ domainName }) => baseOf(domainName) === baseOf(wanted));
      if (option === undefined) throw new Error(`ACM asks for no validation record for ${wanted}.`);
      return option;
    });
  return new route53.Record(
    recordName,
    {
      zoneId,
      name: validation.resourceRecordName,
      type: validation.resourceRecordType,
      records: [validation.resourceRecordValue],
      ttl: 300,
      // Another certificate of the same name, in this stack or not, has made the same record already.
      allowOverwrite: true,
    },
    { parent: component },
  );
}

function baseOf(name: string): string {
  return name.toLowerCase().replace(/^\*\./, "");
}
