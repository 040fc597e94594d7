// A PKI of one's own that keeps every rule: a root for the edge alone, and CloudFront's certificate below it. Before
// `up` not one of these certificates exists.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");

const caKey = new tls.PrivateKey("ca", { algorithm: "ECDSA", ecdsaCurve: "P256" });
const root = new tls.SelfSignedCert("root", {
  isCaCertificate: true,
  allowedUses: ["cert_signing"],
  validityPeriodHours: 87600,
  privateKeyPem: caKey.privateKeyPem,
  subject: { commonName: "Edge Root" },
});
const leafKey = new tls.PrivateKey("leaf", { algorithm: "RSA" });
const leaf = new tls.LocallySignedCert("leaf", {
  certRequestPem: new tls.CertRequest("leaf", {
    privateKeyPem: leafKey.privateKeyPem,
    subject: { commonName: "edge" },
  }).certRequestPem,
  caCertPem: root.certPem,
  caPrivateKeyPem: caKey.privateKeyPem,
  allowedUses: ["digital_signature", "client_auth"],
  validityPeriodHours: 8760,
});
const virginia = new aws.Provider("virginia", { region: "us-east-1" });
const client = new aws.acm.Certificate(
  "acme-client",
  {
    certificateBody: leaf.certPem,
    certificateChain: root.certPem,
    privateKey: leafKey.privateKeyPem,
  },
  { provider: virginia },
);

const bucket = new aws.s3.Bucket("acme", { bucket: "acme-pki" });
const versioning = new aws.s3.BucketVersioning("acme", {
  bucket: bucket.bucket,
  versioningConfiguration: { status: "Enabled" },
});
new aws.s3.BucketPublicAccessBlock("acme", {
  bucket: bucket.bucket,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
new aws.s3.BucketPolicy("acme", {
  bucket: bucket.bucket,
  policy: JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::acme-pki", "arn:aws:s3:::acme-pki/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  }),
});
const truststore = new aws.s3.BucketObjectv2(
  "acme",
  { bucket: bucket.bucket, key: "acme.pem", content: root.certPem },
  { dependsOn: [versioning] },
);
const domain = new aws.apigateway.DomainName("acme", {
  domainName: "acme.example.com",
  regionalCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: {
    truststoreUri: pulumi.interpolate`s3://${bucket.bucket}/${truststore.key}`,
    truststoreVersion: truststore.versionId,
  },
});
new aws.cloudfront.Distribution("acme", {
  enabled: true,
  origins: [
    {
      originId: "acme",
      domainName: domain.domainName,
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
        originMtlsConfig: { clientCertificateArn: client.arn },
      },
    },
  ],
  defaultCacheBehavior: {
    targetOriginId: "acme",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
