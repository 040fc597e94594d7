/**
 * Lines of a program in @pulumi/aws: the mTLS domain api.example.com, `domain`, with a certificate that DNS validates. They stand
 * after those that make the versioned `bucket` with the truststore, `object`.
 */
export const domainProgram = `const zone = aws.route53.getZoneOutput({ name: "example.com" });
const certificate = new aws.acm.Certificate("server", {
  domainName: "api.example.com",
  validationMethod: "DNS",
});
const [option] = [certificate.domainValidationOptions[0]];
const record = new aws.route53.Record("validation", {
  zoneId: zone.zoneId,
  name: option.resourceRecordName,
  type: option.resourceRecordType,
  records: [option.resourceRecordValue],
  ttl: 60,
});
const issued = new aws.acm.CertificateValidation("issued", {
  certificateArn: certificate.arn,
  validationRecordFqdns: [record.fqdn],
});
const domain = new aws.apigateway.DomainName("domain", {
  domainName: "api.example.com",
  regionalCertificateArn: issued.certificateArn,
  endpointConfiguration: { types: "REGIONAL" },
  securityPolicy: "TLS_1_2",
  mutualTlsAuthentication: {
    truststoreUri: pulumi.interpolate\`s3://\${bucket.bucket}/\${object.key}\`,
    truststoreVersion: object.versionId,
  },
});
`;
