// An EDGE domain with the wrong policy and no pinned truststore, a PRIVATE API with its own endpoint on, and a
// distribution that shows no certificate.
const aws = require("@pulumi/aws");

const domain = new aws.apigateway.DomainName("orders", {
  domainName: "orders.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0",
  endpointConfiguration: { types: "EDGE" },
  securityPolicy: "TLS_1_0",
  mutualTlsAuthentication: { truststoreUri: "s3://elsewhere/truststore.pem" },
});
const api = new aws.apigateway.RestApi("orders", { endpointConfiguration: { types: "PRIVATE" } });
new aws.apigateway.BasePathMapping("orders", {
  domainName: domain.domainName,
  restApi: api.id,
  stageName: "prod",
});
new aws.cloudfront.Distribution("orders", {
  enabled: true,
  origins: [
    {
      originId: "orders",
      domainName: domain.domainName,
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
    },
  ],
  defaultCacheBehavior: {
    targetOriginId: "orders",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
