/**
 * What a list of countries means to CloudFront.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/georestrictions.html
 */
export const GeoRestriction = {
  /** Viewers of these countries alone are answered. */
  Allow: "whitelist",
  /** Viewers of all but these countries are answered. */
  Deny: "blacklist",
} as const;
export type GeoRestriction = (typeof GeoRestriction)[keyof typeof GeoRestriction];
