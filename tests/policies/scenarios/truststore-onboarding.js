// Partner onboarding: every file in truststores/ becomes the truststore of a domain of its own. The files of this
// program break one rule each, and so does the bucket that they share, three times.
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const fs = require("fs");
const path = require("path");

const bucket = new aws.s3.BucketV2("partners", { bucket: "partner-truststores" });
const versioning = new aws.s3.BucketVersioningV2("partners", {
  bucket: bucket.id,
  versioningConfiguration: { status: "Suspended" },
});
new aws.s3.BucketOwnershipControls("partners", {
  bucket: bucket.id,
  rule: { objectOwnership: "ObjectWriter" },
});

for (const file of fs.readdirSync("truststores")) {
  const partner = path.parse(file).name;
  const truststore = new aws.s3.BucketObjectv2(
    partner,
    {
      bucket: bucket.id,
      key: file,
      source: new pulumi.asset.FileAsset(path.join("truststores", file)),
    },
    { dependsOn: versioning },
  );
  new aws.apigatewayv2.DomainName(partner, {
    domainName: `${partner}.example.com`,
    domainNameConfiguration: {
      certificateArn: "arn:aws:acm:us-east-2:123456789012:certificate/0",
      endpointType: "REGIONAL",
      securityPolicy: "TLS_1_2",
    },
    mutualTlsAuthentication: {
      truststoreUri: `s3://partner-truststores/${file}`,
      truststoreVersion: truststore.versionId,
    },
  });
}
