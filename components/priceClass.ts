/**
 * From where CloudFront answers.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
 */
export const PriceClass = {
  /** Every edge location. */
  All: "PriceClass_All",
  /** All but those in the most expensive Regions. */
  Price200: "PriceClass_200",
  /** North America, Europe and Israel. */
  Price100: "PriceClass_100",
} as const;
export type PriceClass = (typeof PriceClass)[keyof typeof PriceClass];
