// A PKI of one's own, with everything wrong that can be: the client certificate of CloudFront hangs four deep below an
// Ed25519 root that its origin does not trust. Before `up` not one of these certificates exists.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");

class Pki extends pulumi.ComponentResource {
  constructor(name) {
    super("acme:pki:Pki", name);
    const child = { parent: this };
    const key = new tls.PrivateKey(`${name}-ca`, { algorithm: "ED25519" }, child);
    const ca = { isCaCertificate: true, allowedUses: ["cert_signing"], validityPeriodHours: 87600 };
    let issuer = new tls.SelfSignedCert(
      `${name}-root`,
      { ...ca, privateKeyPem: key.privateKeyPem, subject: { commonName: "Acme Root" } },
      child,
    );
    for (const level of ["policy", "issuing"]) {
      issuer = this.sign(`${name}-${level}`, key, issuer, key, ca);
    }
    this.leafKey = new tls.PrivateKey(`${name}-leaf`, { algorithm: "RSA", rsaBits: 4096 }, child);
    this.leaf = this.sign(`${name}-leaf`, this.leafKey, issuer, key, {
      isCaCertificate: true,
      allowedUses: ["key_encipherment", "server_auth"],
      validityPeriodHours: 0,
    });
    this.caKey = key;
  }

  sign(name, key, issuer, issuerKey, rest) {
    const { certRequestPem } = new tls.CertRequest(
      name,
      { privateKeyPem: key.privateKeyPem, subject: { commonName: name } },
      { parent: this },
    );
    return new tls.LocallySignedCert(
      name,
      {
        ...rest,
        certRequestPem,
        caCertPem: issuer.certPem,
        caPrivateKeyPem: issuerKey.privateKeyPem,
      },
      { parent: this },
    );
  }
}

const pki = new Pki("acme");
const client = new aws.acm.Certificate("acme-client", {
  certificateBody: pki.leaf.certPem,
  privateKey: pki.caKey.privateKeyPem,
  region: "us-east-1",
});

const partnerKey = new tls.PrivateKey("partner", { algorithm: "ECDSA", ecdsaCurve: "P256" });
const partner = new tls.SelfSignedCert("partner", {
  isCaCertificate: true,
  allowedUses: ["cert_signing"],
  validityPeriodHours: 87600,
  privateKeyPem: partnerKey.privateKeyPem,
  subject: { commonName: "Partner Root" },
});
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
  { bucket: bucket.bucket, key: "acme.pem", content: partner.certPem },
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
