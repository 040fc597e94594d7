import * as acm from "@pulumi/aws/acm";
import * as apigateway from "@pulumi/aws/apigateway";
import * as cloudfront from "@pulumi/aws/cloudfront";
import * as route53 from "@pulumi/aws/route53";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import * as tls from "@pulumi/tls";
import * as fs from "node:fs";

/**
 * The program that somebody who has no components writes for what the dev stack makes: the peer of the benchmark
 * preview.ts. It loads the provider's packages service by service, which makes it a hard peer.
 */
const domainName = "api.example.com";
const zoneId = route53.getZoneOutput({ name: "example.com" }).zoneId;
const body = fs.readFileSync("petStore.json", "utf8");

const rootKey = new tls.PrivateKey("root-key", { algorithm: "RSA", rsaBits: 4096 });
const root = new tls.SelfSignedCert("root", {
  privateKeyPem: rootKey.privateKeyPem,
  subject: { commonName: "MyRootCA", organization: "MyOrg", province: "Tokyo", country: "JP" },
  allowedUses: ["cert_signing", "crl_signing"],
  isCaCertificate: true,
  setSubjectKeyId: true,
  validityPeriodHours: 24 * 3650,
});
const clientKey = new tls.PrivateKey("client-key", { algorithm: "RSA", rsaBits: 2048 });
const request = new tls.CertRequest("client-request", {
  privateKeyPem: clientKey.privateKeyPem,
  subject: { commonName: "my-client", organization: "MyOrg", province: "Tokyo", country: "JP" },
});
const client = new tls.LocallySignedCert("client", {
  certRequestPem: request.certRequestPem,
  caCertPem: root.certPem,
  caPrivateKeyPem: rootKey.privateKeyPem,
  allowedUses: ["digital_signature", "client_auth"],
  setSubjectKeyId: true,
  validityPeriodHours: 24 * 365,
});

const bucket = new s3.Bucket("truststore", {});
const versioning = new s3.BucketVersioning("versioning", {
  bucket: bucket.bucket,
  versioningConfiguration: { status: "Enabled" },
});
new s3.BucketServerSideEncryptionConfiguration("encryption", {
  bucket: bucket.bucket,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});
new s3.BucketOwnershipControls("ownership", {
  bucket: bucket.bucket,
  rule: { objectOwnership: "BucketOwnerEnforced" },
});
const publicAccessBlock = new s3.BucketPublicAccessBlock("public-access-block", {
  bucket: bucket.bucket,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
new s3.BucketPolicy(
  "policy",
  {
    bucket: bucket.bucket,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  },
  { dependsOn: [publicAccessBlock] },
);
const object = new s3.BucketObjectv2(
  "object",
  { bucket: bucket.bucket, key: "truststore.pem", content: root.certPem },
  { dependsOn: [versioning] },
);

const serverCertificate = new acm.Certificate("server", { domainName, validationMethod: "DNS" });
const validation = serverCertificate.domainValidationOptions.apply(([option]) => {
  if (option === undefined) throw new Error("ACM asks for no validation record");
  return option;
});
const record = new route53.Record("validation-record", {
  zoneId,
  name: validation.resourceRecordName,
  type: validation.resourceRecordType,
  records: [validation.resourceRecordValue],
  ttl: 300,
});
const server = new acm.CertificateValidation("validation", {
  certificateArn: serverCertificate.arn,
  validationRecordFqdns: [record.fqdn],
});

const api = new apigateway.RestApi("pets", {
  body,
  endpointConfiguration: { types: "REGIONAL" },
  disableExecuteApiEndpoint: true,
});
const deployment = new apigateway.Deployment("deployment", { restApi: api.id });
const stage = new apigateway.Stage("stage", {
  restApi: api.id,
  deployment: deployment.id,
  stageName: "prod",
});
const domain = new apigateway.DomainName("domain", {
  domainName,
  regionalCertificateArn: server.certificateArn,
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: {
    truststoreUri: pulumi.interpolate`s3://${object.bucket}/${object.key}`,
    truststoreVersion: object.versionId,
  },
});
const mapping = new apigateway.BasePathMapping("mapping", {
  domainName: domain.domainName,
  restApi: api.id,
  stageName: stage.stageName,
});
new route53.Record(
  "alias",
  {
    zoneId,
    name: domainName,
    type: "A",
    aliases: [
      {
        name: domain.regionalDomainName,
        zoneId: domain.regionalZoneId,
        evaluateTargetHealth: false,
      },
    ],
  },
  { dependsOn: [mapping] },
);

const edgeCertificate = new acm.Certificate("edge-certificate", {
  certificateBody: client.certPem,
  certificateChain: root.certPem,
  privateKey: clientKey.privateKeyPem,
  region: "us-east-1",
});
const edge = new cloudfront.Distribution("edge", {
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
        originMtlsConfig: { clientCertificateArn: edgeCertificate.arn },
      },
    },
  ],
  defaultCacheBehavior: {
    targetOriginId: "api",
    viewerProtocolPolicy: "redirect-to-https",
    allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    originRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
export const edgeUrl = pulumi.interpolate`https://${edge.domainName}`;
