// A REST and an HTTP API behind mTLS domains with one truststore, and CloudFront in front of the first.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const name = "acme-truststore";
const bucket = new aws.s3.Bucket("truststore", { bucket: name });
const versioning = new aws.s3.BucketVersioning("truststore", {
  bucket: bucket.id,
  versioningConfiguration: { status: "Enabled" },
});
new aws.s3.BucketPublicAccessBlock("truststore", {
  bucket: bucket.id,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
new aws.s3.BucketPolicy("truststore", {
  bucket: bucket.id,
  policy: {
    Version: "2012-10-17",
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  },
});
const object = new aws.s3.BucketObjectv2(
  "truststore",
  {
    bucket: bucket.id,
    key: "truststore.pem",
    source: new pulumi.asset.FileAsset("./certificates/good.pem"),
  },
  { dependsOn: versioning },
);
const mutualTlsAuthentication = {
  truststoreUri: pulumi.interpolate`s3://${bucket.id}/${object.key}`,
  truststoreVersion: object.versionId,
};
const certificate = new aws.acm.Certificate("server", {
  domainName: "*.example.com",
  validationMethod: "DNS",
});
const issued = new aws.acm.CertificateValidation("server", { certificateArn: certificate.arn });
const accessLogSettings = {
  destinationArn: new aws.cloudwatch.LogGroup("access", {}).arn,
  format: JSON.stringify({ caller: "$context.identity.clientCert.subjectDN" }),
};

const domain = new aws.apigateway.DomainName("rest", {
  domainName: "api.example.com",
  regionalCertificateArn: issued.certificateArn,
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication,
});
const api = new aws.apigateway.RestApi("rest", { disableExecuteApiEndpoint: true });
const deployment = new aws.apigateway.Deployment("rest", { restApi: api.id });
const stage = new aws.apigateway.Stage("rest", {
  restApi: api.id,
  deployment: deployment.id,
  stageName: "prod",
  accessLogSettings,
});
new aws.apigateway.BasePathMapping("rest", {
  domainName: domain.domainName,
  restApi: api.id,
  stageName: stage.stageName,
});

const httpDomain = new aws.apigatewayv2.DomainName("http", {
  domainName: "http.example.com",
  domainNameConfiguration: {
    certificateArn: issued.certificateArn,
    endpointType: "REGIONAL",
    securityPolicy: "TLS_1_2",
  },
  mutualTlsAuthentication,
});
const httpApi = new aws.apigatewayv2.Api("http", {
  protocolType: "HTTP",
  disableExecuteApiEndpoint: true,
});
const httpStage = new aws.apigatewayv2.Stage("http", {
  apiId: httpApi.id,
  name: "$default",
  accessLogSettings,
});
new aws.apigatewayv2.ApiMapping("http", {
  domainName: httpDomain.id,
  apiId: httpApi.id,
  stage: httpStage.name,
});

new aws.cloudfront.Distribution("edge", {
  enabled: true,
  origins: [
    {
      originId: "api",
      domainName: domain.domainName,
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
        originMtlsConfig: {
          clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/edge",
        },
      },
    },
  ],
  defaultCacheBehavior: {
    targetOriginId: "api",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
