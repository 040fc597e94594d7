import type { Account } from "../../account/account";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { bucketSetting } from "./bucketSetting";

const switches = [
  "blockPublicAcls",
  "blockPublicPolicy",
  "ignorePublicAcls",
  "restrictPublicBuckets",
] as const;

/** `aws.s3.BucketPublicAccessBlock`: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html */
export function bucketPublicAccessBlock(account: Account): ResourceType {
  return bucketSetting(account, {
    token: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    title: "S3 Bucket Public Access Block",
    operation: "PutPublicAccessBlock",
    properties: {
      emulated: ["bucket", "region", ...switches],
      inert: { skipDestroy: [false] },
      defaults: {
        blockPublicAcls: false,
        blockPublicPolicy: false,
        ignorePublicAcls: false,
        restrictPublicBuckets: false,
      },
    },
    put(bucket, inputs) {
      const chosen: Values = {};
      for (const name of switches) chosen[name] = inputs[name] === true;
      bucket.publicAccessBlock = chosen;
    },
    get: ({ publicAccessBlock }) => publicAccessBlock,
    remove(bucket) {
      delete bucket.publicAccessBlock;
    },
  });
}
