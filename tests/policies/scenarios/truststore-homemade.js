// A shop's own PKI, made by the program: before `up` not one certificate exists. The edge's CA is sound; beside it
// the origin's domain trusts a warehouse whose CAs are wrong in every way that @pulumi/tls allows.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");

class Authority extends pulumi.ComponentResource {
  constructor(name, { algorithm = { algorithm: "ECDSA", ecdsaCurve: "P256" }, issuer, ...args }) {
    super("shop:pki:Authority", name);
    const parent = { parent: this };
    const subject = { commonName: args.commonName ?? name, organization: "Shop" };
    const common = {
      isCaCertificate: true,
      allowedUses: args.allowedUses ?? ["cert_signing"],
      validityPeriodHours: args.hours ?? 87600,
      maxPathLength: args.maxPathLength,
    };
    this.key = args.key ?? new tls.PrivateKey(name, algorithm, parent);
    const privateKeyPem = this.key.privateKeyPem;
    if (issuer === undefined) {
      this.certificate = new tls.SelfSignedCert(
        name,
        { ...common, privateKeyPem, subject },
        parent,
      );
      return;
    }
    const request = new tls.CertRequest(name, { privateKeyPem, subject }, parent);
    this.certificate = new tls.LocallySignedCert(
      name,
      {
        ...common,
        certRequestPem: request.certRequestPem,
        caCertPem: issuer.certificate.certPem,
        caPrivateKeyPem: issuer.key.privateKeyPem,
      },
      parent,
    );
  }
}

const edge = new Authority("edge", {});
const warehouse = new Authority("warehouse", { maxPathLength: 1, hours: 720 });
const gates = new Authority("gates", {
  issuer: warehouse,
  algorithm: { algorithm: "ECDSA" },
  allowedUses: ["cert_signing", "server_auth"],
});
const doors = new Authority("doors", { issuer: gates, allowedUses: ["crl_signing"] });
const other = new Authority("other", { commonName: "edge" });

const key = new tls.PrivateKey("client", { algorithm: "RSA" });
const request = new tls.CertRequest("client", {
  privateKeyPem: key.privateKeyPem,
  subject: { commonName: "cloudfront" },
});
const client = new tls.LocallySignedCert("client", {
  certRequestPem: request.certRequestPem,
  caCertPem: edge.certificate.certPem,
  caPrivateKeyPem: edge.key.privateKeyPem,
  allowedUses: ["digital_signature", "client_auth"],
  validityPeriodHours: 8760,
});

const bucket = new aws.s3.Bucket("shop", {
  bucket: "shop-truststore",
  versioning: { enabled: true },
  policy: JSON.stringify({
    Statement: {
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: ["arn:aws:s3:::shop-truststore", "arn:aws:s3:::shop-truststore/*"],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  }),
});
const trusted = [edge, warehouse, gates, doors, other].map(({ certificate }) => certificate);
const truststore = new aws.s3.BucketObjectv2("shop", {
  bucket: bucket.bucket,
  key: "shop.pem",
  content: pulumi.concat(...[...trusted, client].map(({ certPem }) => certPem)),
});
const domain = new aws.apigateway.DomainName("shop", {
  domainName: "shop.example.com",
  regionalCertificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: {
    truststoreUri: pulumi.interpolate`s3://${truststore.bucket}/${truststore.key}`,
    truststoreVersion: truststore.versionId,
  },
});
const clientImport = new aws.acm.Certificate("client", {
  certificateBody: client.certPem,
  privateKey: key.privateKeyPem,
  region: "us-east-1",
});
new aws.cloudfront.Distribution("shop", {
  enabled: true,
  origins: [
    {
      originId: "api",
      domainName: domain.domainName,
      customOriginConfig: {
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: ["TLSv1.2"],
        originMtlsConfig: { clientCertificateArn: clientImport.arn },
      },
    },
  ],
  defaultCacheBehavior: {
    targetOriginId: "api",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    // Managed-CachingDisabled
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
