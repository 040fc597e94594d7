import { checkEdgeCertificates, finding, type Finding } from "@mtls-gateway/pki";

/**
 * CC106 to CC108 on the ARN of a client certificate that a distribution presents. What is no ARN of an ACM certificate, an
 * IAM server certificate's for one, is CC106 as well: CloudFront finds a client certificate in ACM alone.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-mtls-authentication.html
 */
export function checkEdgeCertificateArn(distribution: string, arn: string): Finding[] {
  if (/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/.test(arn)) {
    return checkEdgeCertificates({ distribution, arns: [arn] });
  }
  const message = `${distribution} presents "${arn}", which is no ARN of an ACM certificate in us-east-1 (arn:aws:acm:us-east-1:ACCOUNT:certificate/ID).`;
  return [finding("CC106", { subject: distribution, message })];
}
