import { actor } from "../components/support/actors";
import { liveThrough } from "./support/lifecycle";

/** A gateway whose args stand in the configuration, so that each change of a row is one of args. */
const program = `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const components = require("mtls-gateway");
const config = new pulumi.Config();
const args = JSON.parse(config.require("args"));
if (config.getBoolean("guarded")) {
  const logs = new aws.s3.Bucket("logs");
  new aws.s3.BucketOwnershipControls("logs", {
    bucket: logs.bucket,
    rule: { objectOwnership: "BucketOwnerPreferred" },
  });
  const webAcl = new aws.wafv2.WebAcl("edge", {
    region: "us-east-1",
    scope: "CLOUDFRONT",
    defaultAction: { allow: {} },
    visibilityConfig: { cloudwatchMetricsEnabled: false, metricName: "edge", sampledRequestsEnabled: false },
  });
  Object.assign(args, {
    webAclArn: webAcl.arn,
    logBucketDomainName: logs.bucketDomainName,
    logPrefix: "edge/",
  });
}
if (config.getBoolean("imported")) {
  const root = new components.CertificateAuthority("mine", { keyAlgorithm: "ECDSA-P256" });
  const client = new components.ClientCertificate("mine", {
    keyAlgorithm: "ECDSA-P256",
    issuerCertificatePem: root.certificatePem,
    issuerPrivateKeyPem: root.privateKeyPem,
  });
  const mine = new components.EdgeCertificate("mine", {
    certificatePem: client.certificatePem,
    chainPem: client.chainPem,
    privateKeyPem: client.privateKeyPem,
    keyAlgorithm: "ECDSA-P256",
  });
  Object.assign(args, {
    clientCertificateArn: mine.certificateArn,
    clientCertificateChainPem: client.chainPem,
  });
}
const gateway = new components.MutualTlsGateway("gw", {
  domainName: "api.example.com",
  zoneName: "example.com",
  caKeyAlgorithm: "ECDSA-P256",
  clientKeyAlgorithm: "ECDSA-P256",
  ...args,
});
module.exports = {
  edgeUrl: gateway.edgeUrl,
  callerPrivateKeysPem: gateway.callerPrivateKeysPem,
};
`;

const files = { "index.js": program };

const given = (args: object): Record<string, string> => ({
  "aws:region": "us-east-2",
  args: JSON.stringify(args),
});

/** What an alias brings along. */
const ofAlias = [
  "aws:acm:Certificate gw-edge-viewer-certificate",
  "aws:acm:CertificateValidation gw-edge-viewer-validation",
  "aws:route53:Record gw-edge-record-www.example.com-a",
  "aws:route53:Record gw-edge-record-www.example.com-aaaa",
  "aws:route53:Record gw-edge-viewer-validation-record",
];

/** What a second Region brings along. */
const ofSecondRegion = [
  "aws:acm:Certificate gw-failover-server-certificate",
  "aws:acm:CertificateValidation gw-failover-server-validation",
  "aws:apigateway:BasePathMapping gw-failover-domain-mapping",
  "aws:apigateway:Deployment gw-failover-pets-deployment",
  "aws:apigateway:DomainName gw-failover-domain-domain",
  "aws:apigateway:RestApi gw-failover-pets-api",
  "aws:apigateway:Stage gw-failover-pets-stage",
  "aws:route53:Record gw-failover-domain-record-a",
  "aws:route53:Record gw-failover-server-validation-record",
  "aws:s3:Bucket gw-failover-truststore-bucket",
  "aws:s3:BucketObjectv2 gw-failover-truststore-object",
  "aws:s3:BucketOwnershipControls gw-failover-truststore-ownership",
  "aws:s3:BucketPolicy gw-failover-truststore-policy",
  "aws:s3:BucketPublicAccessBlock gw-failover-truststore-public-access-block",
  "aws:s3:BucketServerSideEncryptionConfiguration gw-failover-truststore-encryption",
  "aws:s3:BucketVersioning gw-failover-truststore-versioning",
  "mtls-gateway:index:MutualTlsDomain gw-failover-domain",
  "mtls-gateway:index:PetStoreApi gw-failover-pets",
  "mtls-gateway:index:ServerCertificate gw-failover-server",
  "mtls-gateway:index:Truststore gw-failover-truststore",
];

const guards = [
  "aws:s3:Bucket logs",
  "aws:s3:BucketOwnershipControls logs",
  "aws:wafv2:WebAcl edge",
];

const distributionChanges = "update aws:cloudfront:Distribution gw-edge-distribution";

const each = (operation: string, resources: readonly string[]): string[] =>
  resources.map((resource) => `${operation} ${resource}`);

describe("the variants of a MutualTlsGateway under the real engine", () => {
  it("changes its CA in three steps, of which none replaces domain, import or distribution", () =>
    liveThrough({
      files,
      config: given({}),
      changes: [
        {
          config: given({ trustedCaGenerations: [2] }),
          does: [
            "create mtls-gateway:index:CertificateAuthority gw-root-ca-g2",
            "create tls:index:PrivateKey gw-root-ca-g2-key-g2",
            "create tls:index:SelfSignedCert gw-root-ca-g2-certificate",
            "update aws:apigateway:DomainName gw-domain-domain",
            "update aws:s3:BucketObjectv2 gw-truststore-object",
          ],
        },
        {
          config: given({ caGeneration: 2, trustedCaGenerations: [1] }),
          does: [
            "replace tls:index:LocallySignedCert gw-client-certificate",
            "update aws:acm:Certificate gw-edge-certificate-certificate-ecdsa-p256",
            "update aws:apigateway:DomainName gw-domain-domain",
          ],
        },
        {
          config: given({ caGeneration: 2 }),
          does: [
            "delete mtls-gateway:index:CertificateAuthority gw-root-ca",
            "delete tls:index:PrivateKey gw-root-ca-key",
            "delete tls:index:SelfSignedCert gw-root-ca-certificate",
            "update aws:apigateway:DomainName gw-domain-domain",
            "update aws:s3:BucketObjectv2 gw-truststore-object",
          ],
        },
      ],
    }));

  it("lets callers in and out, and keeps a number of old truststores", () =>
    liveThrough({
      files,
      config: given({}),
      changes: [
        {
          config: given({
            truststoreKeptVersions: 5,
            additionalCallers: { monitoring: { reason: "Checks", keyAlgorithm: "ECDSA-P256" } },
          }),
          does: [
            "create aws:s3:BucketLifecycleConfiguration gw-truststore-lifecycle",
            "create mtls-gateway:index:CertificateAuthority gw-caller-monitoring-ca",
            "create mtls-gateway:index:ClientCertificate gw-caller-monitoring",
            "create tls:index:CertRequest gw-caller-monitoring-request",
            "create tls:index:LocallySignedCert gw-caller-monitoring-certificate",
            "create tls:index:PrivateKey gw-caller-monitoring-ca-key",
            "create tls:index:PrivateKey gw-caller-monitoring-key",
            "create tls:index:SelfSignedCert gw-caller-monitoring-ca-certificate",
            "update aws:apigateway:DomainName gw-domain-domain",
            "update aws:s3:BucketObjectv2 gw-truststore-object",
          ],
        },
        {
          config: given({ truststoreKeptVersions: 6 }),
          does: [
            "delete mtls-gateway:index:CertificateAuthority gw-caller-monitoring-ca",
            "delete mtls-gateway:index:ClientCertificate gw-caller-monitoring",
            "delete tls:index:CertRequest gw-caller-monitoring-request",
            "delete tls:index:LocallySignedCert gw-caller-monitoring-certificate",
            "delete tls:index:PrivateKey gw-caller-monitoring-ca-key",
            "delete tls:index:PrivateKey gw-caller-monitoring-key",
            "delete tls:index:SelfSignedCert gw-caller-monitoring-ca-certificate",
            "update aws:apigateway:DomainName gw-domain-domain",
            "update aws:s3:BucketLifecycleConfiguration gw-truststore-lifecycle",
            "update aws:s3:BucketObjectv2 gw-truststore-object",
          ],
        },
      ],
    }));

  it("gets aliases, a second origin, countries and a second Region, and loses them again", () =>
    liveThrough({
      files,
      config: given({}),
      changes: [
        {
          config: given({
            aliases: ["www.example.com"],
            geoRestriction: "whitelist",
            geoLocations: ["US", "JP"],
            additionalOrigins: [{ originId: "other", domainName: "other.example.net" }],
            behaviors: [{ pathPattern: "/other/*", originId: "other" }],
          }),
          does: [...each("create", ofAlias), distributionChanges],
        },
        {
          config: given({
            failoverRegion: { region: "us-west-2", domainName: "api-west.example.com" },
            behaviors: [{ pathPattern: "/orders/*" }],
          }),
          does: [
            ...each("create", ofSecondRegion),
            ...each("delete", ofAlias),
            distributionChanges,
          ],
        },
        { config: given({}), does: [...each("delete", ofSecondRegion), distributionChanges] },
      ],
    }));

  it("takes a key that stands in the program without showing it in the state, then an import that exists, a web ACL and logs", async () => {
    const root = await actor("Root of ours");
    const client = await actor("CloudFront", { issuer: root, leaf: true });
    const own = {
      clientCertificatePem: client.certificatePem,
      clientCertificateChainPem: root.certificatePem,
      clientPrivateKeyPem: client.privateKeyPem,
    };
    await liveThrough({
      files,
      config: given(own),
      changes: [
        {
          config: { ...given({}), imported: "true", guarded: "true" },
          does: [
            "create aws:acm:Certificate mine-certificate-ecdsa-p256",
            ...each("create", guards),
            ...each("create", [
              "mtls-gateway:index:CertificateAuthority mine",
              "mtls-gateway:index:ClientCertificate mine",
              "mtls-gateway:index:EdgeCertificate mine",
              "pulumi:providers:tls default_5_6_1",
              "tls:index:CertRequest mine-request",
              "tls:index:LocallySignedCert mine-certificate",
              "tls:index:PrivateKey mine-key",
              "tls:index:PrivateKey mine-key",
              "tls:index:SelfSignedCert mine-certificate",
            ]),
            "delete aws:acm:Certificate gw-edge-certificate-certificate-ecdsa-p256",
            "delete mtls-gateway:index:ClientCertificate gw-client",
            "update aws:apigateway:DomainName gw-domain-domain",
            distributionChanges,
            "update aws:s3:BucketObjectv2 gw-truststore-object",
          ],
        },
        {
          config: { ...given({}), imported: "true", guarded: "false" },
          does: [...each("delete", guards), distributionChanges],
        },
      ],
    });
  });
});
