import type { Account } from "../../account/account";
import type { ResourceType } from "../../provider/resourceType";
import { object, text } from "../text";
import { bucketSetting } from "./bucketSetting";

/** `aws.s3.BucketOwnershipControls`: https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html */
export function bucketOwnershipControls(account: Account): ResourceType {
  return bucketSetting(account, {
    token: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    title: "S3 Bucket Ownership Controls",
    operation: "PutBucketOwnershipControls",
    properties: {
      emulated: ["bucket", "region", "rule"],
      enums: {
        "rule.objectOwnership": ["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"],
      },
    },
    put(bucket, { rule }) {
      bucket.ownership = text(object(rule).objectOwnership);
    },
    get: ({ ownership }) =>
      ownership === undefined ? undefined : { rule: { objectOwnership: ownership } },
    remove(bucket) {
      delete bucket.ownership;
    },
  });
}
