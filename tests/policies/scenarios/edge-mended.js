// A distribution that shows a client certificate over whatever the viewer came with, and has a secret in a header.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");

const customOriginConfig = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "match-viewer",
  originSslProtocols: ["TLSv1", "TLSv1.2"],
};
const bucket = new aws.s3.Bucket("logs", {});
new aws.cloudfront.Distribution("mended", {
  enabled: true,
  comment: bucket.arn,
  origins: [
    {
      originId: "partner",
      domainName: "api.partner.example.net",
      customHeaders: [{ name: "x-edge", value: pulumi.secret("only the edge knows") }],
      customOriginConfig: {
        ...customOriginConfig,
        originMtlsConfig: {
          clientCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/partner",
        },
      },
    },
    { originId: "website", domainName: "www.example.com", customOriginConfig },
  ],
  defaultCacheBehavior: {
    targetOriginId: "website",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
