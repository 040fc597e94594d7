import { finding, type Finding } from "../finding";
import { deniesPlainHttp, readBucketPolicy } from "./bucketPolicy";

/** What is known of how a truststore's bucket is reached; what is left out trips nothing. */
export interface BucketTransportFacts {
  /** The bucket's name, the subject of the finding. */
  bucket: string;
  /** `bucket/key` of the truststore, where it is known. */
  object?: string;
  /** JSON text or document; null: none. */
  policy?: unknown;
}

/** What a thief of a truststore in transit would want to do to it. */
const actions: readonly string[] = ["s3:GetObject", "s3:PutObject"];

/**
 * GW007, on the bucket of a truststore: its policy denies plain HTTP. That the object is encrypted where it lies is
 * nothing to check: S3 encrypts every new object since January 2023, and nobody can turn that off.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/default-encryption-faq.html
 */
export function checkBucketTransport({ bucket, object, policy }: BucketTransportFacts): Finding[] {
  if (policy === undefined) return [];
  const statements = policy === null ? [] : readBucketPolicy(policy);
  // What is no policy document is refused by S3, and says nothing about this rule.
  if (statements === undefined) return [];
  const isDenied = (action: string): boolean =>
    statements.some((statement) => deniesPlainHttp(statement, action, object));
  const open = actions.filter((action) => !isDenied(action));
  if (open.length === 0) return [];
  const denied = `${open.join(" and ")} over plain HTTP`;
  const message =
    policy === null
      ? `${bucket} holds a truststore and has no policy that denies ${denied}.`
      : `${bucket} holds a truststore, and its policy does not deny everybody ${denied}.`;
  return [finding("GW007", { subject: bucket, message })];
}
