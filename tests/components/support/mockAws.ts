import type { MockCallArgs, MockCallResult } from "@pulumi/pulumi/runtime";

type State = (name: string, inputs: Record<string, string | undefined>) => Record<string, unknown>;

/** The version that S3 gives an object, in buckets called after what is wrong with their versioning. */
const versions: Readonly<Record<string, string>> = { unversioned: "", suspended: "null" };

/** Where a certificate that exists comes from, in components called after it. */
const certificateTypes: Readonly<Record<string, string>> = {
  "imported-existing": "IMPORTED",
  "private-existing": "PRIVATE",
  "imported-existing-ownership": "IMPORTED",
};

const none: State = () => ({});

/** What the aws provider would compute for each type that the components make; a type that is not here is an error. */
const states: Readonly<Record<string, State>> = {
  "aws:acm/certificate:Certificate": (name, { region, domainName, subjectAlternativeNames }) => ({
    arn: `arn:aws:acm:${region ?? "us-east-2"}:123456789012:certificate/${name}`,
    type: certificateTypes[name] ?? "AMAZON_ISSUED",
    domainValidationOptions: [domainName ?? [], subjectAlternativeNames ?? []]
      .flat()
      .map((each) => ({
        domainName: each,
        resourceRecordName: `_check.${each}.`,
        resourceRecordType: "CNAME",
        resourceRecordValue: "_answer.acm-validations.aws.",
      })),
  }),
  "aws:acm/certificateValidation:CertificateValidation": none,
  "aws:apigateway/account:Account": none,
  "aws:apigateway/basePathMapping:BasePathMapping": none,
  "aws:apigateway/deployment:Deployment": none,
  "aws:apigateway/domainName:DomainName": (name, { domainName }) => ({
    // What the state has, where the engine ignores that the program asks for another name.
    domainName: name === "kept-domain" ? "old.example.com" : domainName,
    arn: `arn:aws:apigateway:us-east-2::/domainnames/${domainName ?? ""}`,
    regionalDomainName: "d-abcdef.execute-api.us-east-2.amazonaws.com",
    regionalZoneId: "ZOJJZC49E0EPZ",
  }),
  "aws:apigateway/methodSettings:MethodSettings": none,
  "aws:apigateway/restApi:RestApi": (name) => ({
    arn: `arn:aws:apigateway:us-east-2::/restapis/${name}-id`,
  }),
  "aws:apigateway/stage:Stage": (_name, { stageName }) => ({
    invokeUrl: `https://api123.execute-api.us-east-2.amazonaws.com/${stageName ?? ""}`,
  }),
  "aws:apigatewayv2/api:Api": (name) => ({
    apiEndpoint: `https://${name}.execute-api.us-east-2.amazonaws.com`,
  }),
  "aws:apigatewayv2/apiMapping:ApiMapping": none,
  "aws:apigatewayv2/integration:Integration": none,
  "aws:apigatewayv2/route:Route": none,
  "aws:apigatewayv2/stage:Stage": () => ({
    invokeUrl: "https://api123.execute-api.us-east-2.amazonaws.com/",
  }),
  "aws:cloudfront/distribution:Distribution": () => ({
    arn: "arn:aws:cloudfront::123456789012:distribution/E1",
    domainName: "d111111abcdef8.cloudfront.net",
    hostedZoneId: "Z2FDTNDATAQYW2",
  }),
  "aws:cloudwatch/logGroup:LogGroup": (name) => ({
    arn: `arn:aws:logs:us-east-2:123456789012:log-group:${name}`,
  }),
  "aws:iam/role:Role": (name) => ({ name, arn: `arn:aws:iam::123456789012:role/${name}` }),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": none,
  "aws:route53/record:Record": (_name, { name }) => ({ fqdn: name }),
  "aws:s3/bucket:Bucket": (name) => ({
    bucket: `${name}-1234567`,
    arn: `arn:aws:s3:::${name}-1234567`,
  }),
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": none,
  "aws:s3/bucketObjectv2:BucketObjectv2": (_name, { bucket }) => ({
    versionId: versions[bucket ?? ""] ?? "version-1",
  }),
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": none,
  "aws:s3/bucketPolicy:BucketPolicy": none,
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": none,
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration": none,
  "aws:s3/bucketVersioning:BucketVersioning": none,
  "aws:wafv2/webAclAssociation:WebAclAssociation": none,
};

export function awsState(
  type: string,
  name: string,
  inputs: Record<string, unknown>,
): Record<string, unknown> | undefined {
  return states[type]?.(name, inputs as Record<string, string | undefined>);
}

/** The public hosted zones example.com (Z1) and example.net (Z2), and a provider in us-east-2. */
export function awsCall(args: MockCallArgs): MockCallResult {
  if (args.token === "aws:index/getRegion:getRegion") return { region: "us-east-2" };
  if (args.token === "aws:index/getPartition:getPartition") return { partition: "aws" };
  const zones: Readonly<Record<string, string>> = { "example.com": "Z1", "example.net": "Z2" };
  const inputs = args.inputs as { name: string };
  const zoneId = zones[inputs.name];
  if (args.token !== "aws:route53/getZone:getZone" || zoneId === undefined) {
    throw new Error(`no mock for ${args.token} ${JSON.stringify(inputs)}`);
  }
  return { ...inputs, zoneId };
}
