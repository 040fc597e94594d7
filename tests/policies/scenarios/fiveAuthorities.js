// A truststore of five CAs that this program makes itself: before `up` not one certificate exists.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");

const key = new tls.PrivateKey("key", { algorithm: "RSA" });
const common = {
  isCaCertificate: true,
  allowedUses: ["cert_signing"],
  validityPeriodHours: 8760,
};
const chain = [
  new tls.SelfSignedCert("ca-1", {
    ...common,
    privateKeyPem: key.privateKeyPem,
    subject: { commonName: "Acme Root", organization: "Acme" },
  }),
];
for (let number = 2; number <= 5; number += 1) {
  const request = new tls.CertRequest(`ca-${number}`, {
    privateKeyPem: key.privateKeyPem,
    subject: { commonName: `Acme CA ${number}`, organization: "Acme" },
  });
  chain.push(
    new tls.LocallySignedCert(`ca-${number}`, {
      ...common,
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: key.privateKeyPem,
      caCertPem: chain.at(-1).certPem,
    }),
  );
}

const bucket = new aws.s3.Bucket("pki", {
  bucket: "acme-pki",
  versioning: { enabled: true },
  policy: JSON.stringify({
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: "arn:aws:s3:::acme-pki/*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  }),
});
const object = new aws.s3.BucketObjectv2("pki", {
  bucket: bucket.id,
  key: "acme.pem",
  content: pulumi.concat(...chain.map(({ certPem }) => certPem)),
});
new aws.apigateway.DomainName("acme", {
  domainName: "acme.example.com",
  regionalCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: {
    truststoreUri: pulumi.interpolate`s3://${bucket.id}/acme.pem`,
    truststoreVersion: object.versionId,
  },
});
