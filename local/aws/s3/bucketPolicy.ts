import type { Account } from "../../account/account";
import type { Bucket } from "../../account/state";
import type { ResourceType } from "../../provider/resourceType";
import { text } from "../text";
import { bucketSetting } from "./bucketSetting";
import { s3Error } from "./bucketStore";

interface Statement {
  Effect?: string;
  Principal?: unknown;
  Resource?: string | string[];
  Condition?: unknown;
}

/** `aws.s3.BucketPolicy`. The policy is checked and kept; nobody but the account itself reads the bucket here. */
export function bucketPolicy(account: Account): ResourceType {
  return bucketSetting(account, {
    token: "aws:s3/bucketPolicy:BucketPolicy",
    title: "S3 Bucket Policy",
    operation: "PutBucketPolicy",
    properties: { emulated: ["bucket", "region", "policy"], json: ["policy"] },
    check({ policy }) {
      if (typeof policy !== "string" || parse(policy) !== undefined) return [];
      const reason = `"policy" contains an invalid JSON policy: not a JSON object`;
      return [{ property: "policy", reason }];
    },
    put(bucket, inputs) {
      const policy = text(inputs.policy);
      refuseUnfit(bucket, parse(policy) ?? []);
      bucket.policy = policy;
    },
    get: ({ policy }) => (policy === undefined ? undefined : { policy }),
    remove(bucket) {
      delete bucket.policy;
    },
  });
}

function parse(policy: string): Statement[] | undefined {
  try {
    const document = JSON.parse(policy) as { Statement?: Statement | Statement[] } | null;
    if (document === null || typeof document !== "object") return undefined;
    return [document.Statement ?? []].flat();
  } catch {
    return undefined;
  }
}

function refuseUnfit(bucket: Bucket, statements: readonly Statement[]): void {
  const own = `arn:aws:s3:::${bucket.name}`;
  for (const { Effect, Principal, Resource, Condition } of statements) {
    const foreign = [Resource ?? []]
      .flat()
      .find((one) => one !== own && !one.startsWith(`${own}/`));
    if (foreign !== undefined && foreign !== "*") {
      const detail = `Policy has invalid resource (${foreign}; the bucket is ${own})`;
      throw s3Error("PutBucketPolicy", 400, "MalformedPolicy", detail);
    }
    const toEveryone =
      Principal === "*" || (Principal as { AWS?: unknown } | undefined)?.AWS === "*";
    const isPublic = Effect === "Allow" && toEveryone && Condition === undefined;
    if (isPublic && bucket.publicAccessBlock?.blockPublicPolicy === true) {
      const detail = `User: arn:aws:iam::123456789012:root is not authorized to perform: s3:PutBucketPolicy on resource: "${own}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`;
      throw s3Error("PutBucketPolicy", 403, "AccessDenied", detail);
    }
  }
}
