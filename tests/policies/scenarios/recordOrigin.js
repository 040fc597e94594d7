// CloudFront in front of an mTLS domain by the name of its Route 53 record, without a certificate; the API by a routing rule.
const aws = require("@pulumi/aws");

const domain = new aws.apigateway.DomainName("api", {
  domainName: "api.example.com",
  regionalCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/1",
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: { truststoreUri: "s3://elsewhere/t.pem", truststoreVersion: "1" },
});
const api = new aws.apigateway.RestApi("api", {});
new aws.apigatewayv2.RoutingRule("api", {
  domainName: domain.domainName,
  priority: 1,
  actions: [{ invokeApi: { apiId: api.id, stage: "prod" } }],
  conditions: [{ matchBasePaths: { anyOfs: ["orders"] } }],
});
const record = new aws.route53.Record("api", {
  name: domain.domainName,
  type: "A",
  zoneId: "Z123",
  aliases: [
    {
      name: domain.regionalDomainName,
      zoneId: domain.regionalZoneId,
      evaluateTargetHealth: false,
    },
  ],
});
new aws.cloudfront.Distribution("edge", {
  enabled: true,
  origins: [
    {
      originId: "api",
      domainName: record.fqdn,
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
    },
  ],
  defaultCacheBehavior: {
    targetOriginId: "api",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
