// A truststore with the issuing CA alone. Its root might come along in the PEM, so a preview cannot tell.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");

const key = new tls.PrivateKey("key", { algorithm: "RSA" });
const common = { isCaCertificate: true, allowedUses: ["cert_signing"], validityPeriodHours: 8760 };
const root = new tls.SelfSignedCert("root", { ...common, privateKeyPem: key.privateKeyPem });
const request = new tls.CertRequest("issuing", { privateKeyPem: key.privateKeyPem });
const issuing = new tls.LocallySignedCert("issuing", {
  ...common,
  certRequestPem: request.certRequestPem,
  caPrivateKeyPem: key.privateKeyPem,
  caCertPem: root.certPem,
});

const bucket = new aws.s3.Bucket("pki", {
  bucket: "example-pki",
  versioning: { enabled: true },
  policy: JSON.stringify({
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::example-pki/*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  }),
});
const object = new aws.s3.BucketObjectv2("pki", {
  bucket: bucket.bucket,
  key: "pki.pem",
  content: issuing.certPem,
});
new aws.apigateway.DomainName("api", {
  domainName: "api.example.com",
  regionalCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: {
    truststoreUri: pulumi.interpolate`s3://${object.bucket}/${object.key}`,
    truststoreVersion: object.versionId,
  },
});
