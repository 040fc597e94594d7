// An HTTP API with its own endpoint on, behind a domain whose truststore comes from a file: five CAs in a path.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const bucket = new aws.s3.BucketV2("partners", {
  bucket: "partners-truststore",
  versionings: [{ enabled: true }],
  policy: JSON.stringify({
    Statement: {
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "s3:*",
      Resource: "arn:aws:s3:::partners-truststore/*",
      Condition: { Bool: { "aws:SecureTransport": false } },
    },
  }),
});
const object = new aws.s3.BucketObject("partners", {
  bucket: bucket.bucket,
  key: "partners.pem",
  source: new pulumi.asset.FileAsset("./certificates/partners.pem"),
});
const domain = new aws.apigatewayv2.DomainName("partners", {
  domainName: "partners.example.com",
  domainNameConfiguration: {
    certificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
    endpointType: "REGIONAL",
    securityPolicy: "TLS_1_2",
  },
  mutualTlsAuthentication: {
    truststoreUri: pulumi.interpolate`s3://${object.bucket}/${object.key}`,
  },
});
const api = new aws.apigatewayv2.Api("partners", { protocolType: "HTTP" });
new aws.apigatewayv2.ApiMapping("partners", {
  domainName: domain.domainName,
  apiId: api.id,
  stage: "$default",
});
