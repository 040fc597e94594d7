import type { AccountState } from "../../account/state";
import type { Values } from "../../provider/values";
import { object, text, texts } from "../text";

/** A code of CloudFront's API with its detail. */
export interface Refusal {
  code: string;
  detail: string;
}

/** What CloudFront refuses of web ACL, geo restriction and log bucket. */
export function accessRefusals(state: Readonly<AccountState>, settings: Values): Refusal[] {
  return [webAcl(state, settings), geoRestriction(settings), logging(state, settings)].filter(
    (refusal) => refusal !== undefined,
  );
}

function webAcl({ webAcls }: Readonly<AccountState>, settings: Values): Refusal | undefined {
  const arn = text(settings.webAclId);
  if (arn === "" || (webAcls[arn] !== undefined && arn.includes(":global/"))) return undefined;
  const detail = `The web ACL ID specified is not valid: ${arn} is no web ACL of the account with the scope CLOUDFRONT (make one with aws.wafv2.WebAcl in us-east-1)`;
  return { code: "InvalidWebACLId", detail };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_GeoRestriction.html */
function geoRestriction(settings: Values): Refusal | undefined {
  const { restrictionType, locations } = object(object(settings.restrictions).geoRestriction);
  const countries = texts(locations);
  const invalid = (detail: string) => ({ code: "InvalidGeoRestrictionParameter", detail });
  if (restrictionType === "none") {
    return countries.length === 0
      ? undefined
      : invalid("The geo restriction none takes no locations.");
  }
  if (countries.length === 0) {
    return invalid(`The geo restriction ${text(restrictionType)} needs at least one location.`);
  }
  const other = countries.find((country) => !/^[A-Z]{2}$/.test(country));
  return other === undefined
    ? undefined
    : invalid(`The location ${other} is no two-letter, upper-case ISO 3166 code of a country.`);
}

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging-legacy-s3.html */
function logging({ buckets }: Readonly<AccountState>, settings: Values): Refusal | undefined {
  const host = text(object(settings.loggingConfig).bucket);
  if (settings.loggingConfig === undefined) return undefined;
  const [, name = ""] = /^(.+)\.s3(?:\.[a-z0-9-]+)?\.amazonaws\.com$/.exec(host) ?? [];
  const bucket = buckets[name];
  const invalid = (detail: string) => ({ code: "InvalidArgument", detail });
  if (bucket === undefined) {
    return invalid(`The parameter Logging Bucket ${host} does not refer to a valid S3 bucket.`);
  }
  if (bucket.ownership !== undefined && bucket.ownership !== "BucketOwnerEnforced")
    return undefined;
  return invalid(
    `The S3 bucket that you specified for CloudFront logs does not enable ACL access: ${name} (set its object ownership to BucketOwnerPreferred)`,
  );
}
