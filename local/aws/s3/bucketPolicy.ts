import { isPublicStatement, type PolicyStatement, readBucketPolicy } from "@mtls-gateway/pki";
import type { Account } from "../../account/account";
import type { Bucket } from "../../account/state";
import type { ResourceType } from "../../provider/resourceType";
import { text } from "../text";
import { bucketSetting } from "./bucketSetting";
import { s3Error } from "./bucketStore";
import { malformed } from "./policyDocument";

/**
 * `aws.s3.BucketPolicy`. Nobody but the account itself reads the bucket here: what the policy denies it is denied to
 * API Gateway too, which reads the truststore with its caller's rights.
 */
export function bucketPolicy(account: Account): ResourceType {
  return bucketSetting(account, {
    token: "aws:s3/bucketPolicy:BucketPolicy",
    title: "S3 Bucket Policy",
    operation: "PutBucketPolicy",
    properties: { emulated: ["bucket", "region", "policy"], json: ["policy"] },
    check({ policy }) {
      if (typeof policy !== "string" || readBucketPolicy(policy) !== undefined) return [];
      const reason = `"policy" contains an invalid JSON policy: not a policy document`;
      return [{ property: "policy", reason }];
    },
    put(bucket, inputs) {
      const policy = text(inputs.policy);
      const problem = malformed(policy);
      if (problem !== undefined) {
        throw s3Error("PutBucketPolicy", 400, "MalformedPolicy", problem);
      }
      refuseUnfit(bucket, readBucketPolicy(policy) ?? []);
      bucket.policy = policy;
    },
    get: ({ policy }) => (policy === undefined ? undefined : { policy }),
    remove(bucket) {
      delete bucket.policy;
    },
  });
}

function refuseUnfit(bucket: Bucket, statements: readonly PolicyStatement[]): void {
  const own = `arn:aws:s3:::${bucket.name}`;
  const foreign = statements
    .flatMap(({ resources }) => resources)
    .find((one) => one !== "*" && one !== own && !one.startsWith(`${own}/`));
  if (foreign !== undefined) {
    const detail = `Policy has invalid resource (${foreign}; the bucket is ${own})`;
    throw s3Error("PutBucketPolicy", 400, "MalformedPolicy", detail);
  }
  const isPublic = statements.some(isPublicStatement);
  if (isPublic && bucket.publicAccessBlock?.blockPublicPolicy === true) {
    const detail = `User: arn:aws:iam::123456789012:root is not authorized to perform: s3:PutBucketPolicy on resource: "${own}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`;
    throw s3Error("PutBucketPolicy", 403, "AccessDenied", detail);
  }
}
