// A REST and an HTTP API behind mTLS domains with one truststore of four CAs, and CloudFront in front of the first.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");

const key = new tls.PrivateKey("ca", { algorithm: "ECDSA", ecdsaCurve: "P256" });
const common = {
  isCaCertificate: true,
  allowedUses: ["cert_signing", "crl_signing"],
  validityPeriodHours: 87600,
};
const authorities = [
  new tls.SelfSignedCert("root", {
    ...common,
    privateKeyPem: key.privateKeyPem,
    subject: { commonName: "Root" },
  }),
];
for (const name of ["policy", "regional", "issuing"]) {
  const request = new tls.CertRequest(name, {
    privateKeyPem: key.privateKeyPem,
    subject: { commonName: name },
  });
  authorities.push(
    new tls.LocallySignedCert(name, {
      ...common,
      certRequestPem: request.certRequestPem,
      caPrivateKeyPem: key.privateKeyPem,
      caCertPem: authorities.at(-1).certPem,
    }),
  );
}

const bucket = new aws.s3.Bucket("truststore", {});
const object = new aws.s3.BucketObjectv2("truststore", {
  bucket: bucket.id,
  key: "truststore.pem",
  content: pulumi.all(authorities.map(({ certPem }) => certPem)).apply((pems) => pems.join("")),
});
const mutualTlsAuthentication = {
  truststoreUri: pulumi.interpolate`s3://${bucket.id}/${object.key}`,
  truststoreVersion: object.versionId,
};
const certificate = new aws.acm.Certificate("server", {
  domainName: "api.example.com",
  validationMethod: "DNS",
});

const domain = new aws.apigateway.DomainName("rest", {
  domainName: "api.example.com",
  regionalCertificateArn: certificate.arn,
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication,
});
const api = new aws.apigateway.RestApi("rest", { disableExecuteApiEndpoint: true });
new aws.apigateway.BasePathMapping("rest", {
  domainName: domain.domainName,
  restApi: api.id,
  stageName: "prod",
});

const httpDomain = new aws.apigatewayv2.DomainName("http", {
  domainName: "http.example.com",
  domainNameConfiguration: {
    certificateArn: certificate.arn,
    endpointType: "REGIONAL",
    securityPolicy: "TLS_1_2",
  },
  mutualTlsAuthentication,
});
const httpApi = new aws.apigatewayv2.Api("http", {
  protocolType: "HTTP",
  disableExecuteApiEndpoint: true,
});
new aws.apigatewayv2.ApiMapping("http", {
  domainName: httpDomain.id,
  apiId: httpApi.id,
  stage: "$default",
});

const client = new aws.acm.Certificate("client", { certificateBody: "-", privateKey: "-" });
new aws.cloudfront.Distribution("edge", {
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
        originMtlsConfig: { clientCertificateArn: client.arn },
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
