// A shop behind CloudFront. Its API's domain asks for client certificates, but nothing on the way there is set for it:
// old protocols, a shared cache, gRPC, a certificate that ACM issues for servers, and the API's own host as a spare.
const aws = require("@pulumi/aws");

const oregon = new aws.Provider("oregon", { region: "us-west-2" });
const server = new aws.acm.Certificate("shop-server", {
  certificateBody: "server.pem",
  privateKey: "server.key",
});
const domain = new aws.apigateway.DomainName("shop", {
  domainName: "shop.example.com",
  regionalCertificateArn: server.arn,
  ownershipVerificationCertificateArn: new aws.acm.Certificate("shop-owner", {
    domainName: "shop.example.com",
    validationMethod: "DNS",
  }).arn,
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: { truststoreUri: "s3://shop-pki/edge.pem", truststoreVersion: "7" },
});
const api = new aws.apigateway.RestApi("shop", { disableExecuteApiEndpoint: true });
new aws.apigateway.BasePathMapping("shop", {
  domainName: domain.domainName,
  restApi: api.id,
  stageName: "prod",
});

const shown = new aws.acm.Certificate(
  "shop-client",
  { domainName: "client.example.com", validationMethod: "DNS" },
  { provider: oregon },
);
const common = {
  enabled: true,
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
};
const behavior = (targetOriginId) => ({
  targetOriginId,
  viewerProtocolPolicy: "https-only",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
});
new aws.cloudfront.Distribution("shop", {
  ...common,
  origins: [
    {
      originId: "shop",
      domainName: domain.domainName,
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "match-viewer",
        originSslProtocols: ["TLSv1.1", "TLSv1.2"],
        originMtlsConfig: { clientCertificateArn: shown.arn },
      },
    },
  ],
  defaultCacheBehavior: {
    ...behavior("shop"),
    viewerProtocolPolicy: "allow-all",
    cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    grpcConfig: { enabled: true },
  },
});

new aws.cloudfront.Distribution("spare", {
  ...common,
  origins: [
    {
      originId: "spare",
      domainName: api.id.apply((id) => `${id}.execute-api.us-east-2.amazonaws.com`),
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
      },
    },
  ],
  defaultCacheBehavior: behavior("spare"),
});

const partners = ["a", "b", "c", "d", "e", "f"];
new aws.cloudfront.Distribution("partners", {
  ...common,
  origins: partners.map((partner) => ({
    originId: partner,
    domainName: `${partner}.partners.example.net`,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originMtlsConfig: {
        clientCertificateArn: `arn:aws:acm:us-east-1:123456789012:certificate/${partner}`,
      },
    },
  })),
  defaultCacheBehavior: behavior("a"),
});
