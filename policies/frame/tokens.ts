/** Type tokens of the resources that the rules read, as they stand in a URN. */
export const tokens = {
  restDomain: "aws:apigateway/domainName:DomainName",
  httpDomain: "aws:apigatewayv2/domainName:DomainName",
  restApi: "aws:apigateway/restApi:RestApi",
  restStage: "aws:apigateway/stage:Stage",
  restDeployment: "aws:apigateway/deployment:Deployment",
  httpApi: "aws:apigatewayv2/api:Api",
  httpStage: "aws:apigatewayv2/stage:Stage",
  httpDeployment: "aws:apigatewayv2/deployment:Deployment",
  basePathMapping: "aws:apigateway/basePathMapping:BasePathMapping",
  apiMapping: "aws:apigatewayv2/apiMapping:ApiMapping",
  routingRule: "aws:apigatewayv2/routingRule:RoutingRule",
  bucket: "aws:s3/bucket:Bucket",
  bucketV2: "aws:s3/bucketV2:BucketV2",
  bucketVersioning: "aws:s3/bucketVersioning:BucketVersioning",
  bucketVersioningV2: "aws:s3/bucketVersioningV2:BucketVersioningV2",
  bucketPublicAccessBlock: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
  accountPublicAccessBlock: "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
  bucketOwnershipControls: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
  bucketAcl: "aws:s3/bucketAcl:BucketAcl",
  bucketAclV2: "aws:s3/bucketAclV2:BucketAclV2",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  bucketEncryption:
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  bucketEncryptionV2:
    "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
  bucketObject: "aws:s3/bucketObject:BucketObject",
  bucketObjectV2: "aws:s3/bucketObjectv2:BucketObjectv2",
  objectCopy: "aws:s3/objectCopy:ObjectCopy",
  distribution: "aws:cloudfront/distribution:Distribution",
  multitenantDistribution: "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
  cachePolicy: "aws:cloudfront/cachePolicy:CachePolicy",
  originRequestPolicy: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
  acmCertificate: "aws:acm/certificate:Certificate",
  certificateValidation: "aws:acm/certificateValidation:CertificateValidation",
  privateCaCertificate: "aws:acmpca/certificate:Certificate",
  record: "aws:route53/record:Record",
  zone: "aws:route53/zone:Zone",
  privateKey: "tls:index/privateKey:PrivateKey",
  certRequest: "tls:index/certRequest:CertRequest",
  selfSignedCert: "tls:index/selfSignedCert:SelfSignedCert",
  locallySignedCert: "tls:index/locallySignedCert:LocallySignedCert",
} as const;

/** One of {@link tokens}. */
export type Token = (typeof tokens)[keyof typeof tokens];

/** Custom domains of both API Gateway generations. */
export const domainTokens: readonly string[] = [tokens.restDomain, tokens.httpDomain];

/** What puts an API behind a custom domain; an ApiMapping can map a REST API too, a RoutingRule maps only such. */
export const mappingTokens: readonly string[] = [
  tokens.basePathMapping,
  tokens.apiMapping,
  tokens.routingRule,
];

/** CloudFront distributions of one owner and of many. */
export const distributionTokens: readonly string[] = [
  tokens.distribution,
  tokens.multitenantDistribution,
];

/** APIs that a mapping can name. */
export const apiTokens: readonly string[] = [tokens.restApi, tokens.httpApi];

/** S3 objects of both generations, and copies of objects, whose content no program tells. */
export const objectTokens: readonly string[] = [
  tokens.bucketObject,
  tokens.bucketObjectV2,
  tokens.objectCopy,
];

/** S3 buckets of both generations. */
export const bucketTokens: readonly string[] = [tokens.bucket, tokens.bucketV2];

/** Certificates that @pulumi/tls makes. */
export const certificateTokens: readonly string[] = [
  tokens.selfSignedCert,
  tokens.locallySignedCert,
];
