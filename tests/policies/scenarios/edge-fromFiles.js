// Client certificates of CloudFront from files: one with its chain in the same file, one malformed, padded with
// comments and with the chain of somebody else.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const fs = require("node:fs");

const read = (name) => fs.readFileSync(`certificates/${name}.pem`, "utf8");
const one = new aws.acm.Certificate("in-one-file", {
  certificateBody: read("leaf") + read("root"),
  privateKey: pulumi.secret("kept elsewhere"),
  region: "us-east-1",
});
const odd = new aws.acm.Certificate("odd", {
  certificateBody: "# a comment\n".repeat(8200) + read("odd"),
  certificateChain: read("stranger"),
  privateKey: pulumi.secret(read("odd-key")),
  region: "us-east-1",
});
new aws.cloudfront.Distribution("files", {
  enabled: true,
  origins: [one, odd].map(({ arn }, index) => ({
    originId: `origin-${index}`,
    domainName: `${index}.partners.example.net`,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "https-only",
      originSslProtocols: ["TLSv1.2"],
      originMtlsConfig: { clientCertificateArn: arn },
    },
  })),
  defaultCacheBehavior: {
    targetOriginId: "origin-0",
    viewerProtocolPolicy: "https-only",
    allowedMethods: ["GET", "HEAD"],
    cachedMethods: ["GET", "HEAD"],
    cachePolicyId: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  },
  restrictions: { geoRestriction: { restrictionType: "none" } },
  viewerCertificate: { cloudfrontDefaultCertificate: true },
});
