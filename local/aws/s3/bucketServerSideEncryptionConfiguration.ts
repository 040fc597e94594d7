import type { Account } from "../../account/account";
import type { ResourceType } from "../../provider/resourceType";
import type { Values } from "../../provider/values";
import { list, object } from "../text";
import { bucketSetting } from "./bucketSetting";

const byS3: Values = {
  applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" },
  bucketKeyEnabled: false,
};

/** `aws.s3.BucketServerSideEncryptionConfiguration`; a bucket without one is encrypted with AES256 all the same. */
export function bucketServerSideEncryptionConfiguration(account: Account): ResourceType {
  return bucketSetting(account, {
    token: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    title: "S3 Bucket Server-side Encryption Configuration",
    operation: "PutBucketEncryption",
    properties: {
      emulated: ["bucket", "region", "rules"],
      refused: {
        "rules[].applyServerSideEncryptionByDefault.kmsMasterKeyId": "there is no KMS here",
        "rules[].blockedEncryptionTypes": "no customer-provided key is taken here",
      },
      enums: {
        "rules[].applyServerSideEncryptionByDefault.sseAlgorithm": [
          "AES256",
          "aws:kms",
          "aws:kms:dsse",
        ],
      },
    },
    put(bucket, { rules }) {
      bucket.encryption = object(list(rules)[0]);
    },
    get: ({ encryption }) => ({ rules: [encryption ?? byS3] }),
    remove(bucket) {
      delete bucket.encryption;
    },
  });
}
