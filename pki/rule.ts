import type { Severity, Standing } from "./finding";

/** One rule of the catalogue: what it looks for, on whose word, and how to mend what it finds. */
export interface Rule {
  id: string;
  severity: Severity;
  /** Whose word the rule rests on; a single finding may rest on a weaker one and says so itself. */
  source: Standing;
  /** What is wrong, as a noun phrase without a full stop. */
  title: string;
  /** The AWS page that the rule comes from; empty where no page says it. */
  page: string;
  /** What happens when the rule is broken. */
  why: string;
  /** What to do about it. */
  fix: string;
}

/** The AWS pages that the rules point to. */
export const pages = {
  mutualTls:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html",
  defaultEndpoint:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html",
  securityPolicies:
    "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html",
  accessLogs: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  originMtls:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-enable-mtls-distributions.html",
  originMtlsCertificate:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/origin-certificate-management-certificate-manager.html",
  cachePolicy:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html",
  viewerHttps:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
  acmImport:
    "https://docs.aws.amazon.com/acm/latest/userguide/import-certificate-prerequisites.html",
} as const;
