import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { checked, type RefusedInput } from "./refusedInputs";
import type { TruststoreArgs } from "./truststore";

/** Where the object of a truststore goes. */
export interface TruststoreBucket {
  name: pulumi.Output<string>;
  /** What has to stand before an object may be put: versioning above all, or the object would get no version. */
  ready: pulumi.Resource[];
  /** The bucket, when it is made here. */
  bucket?: s3.Bucket;
}

/** A bucket that is private, versioned and encrypted, and takes nothing but TLS. */
export function createBucket(
  component: pulumi.ComponentResource,
  name: string,
  args: TruststoreArgs,
  objectKey: pulumi.Input<string>,
): TruststoreBucket {
  const parent = { parent: component };
  const { region } = args;
  const bucket = new s3.Bucket(
    `${name}-bucket`,
    { forceDestroy: args.forceDestroy ?? false, region, tags: args.tags },
    parent,
  );
  const versioning = new s3.BucketVersioning(
    `${name}-versioning`,
    { bucket: bucket.bucket, region, versioningConfiguration: { status: "Enabled" } },
    parent,
  );
  const encryption = new s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    {
      bucket: bucket.bucket,
      region,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    parent,
  );
  const ownership = new s3.BucketOwnershipControls(
    `${name}-ownership`,
    { bucket: bucket.bucket, region, rule: { objectOwnership: "BucketOwnerEnforced" } },
    parent,
  );
  const publicAccessBlock = new s3.BucketPublicAccessBlock(
    `${name}-public-access-block`,
    {
      bucket: bucket.bucket,
      region,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    parent,
  );
  const policy = createTlsOnlyPolicy(component, name, args, bucket, publicAccessBlock);
  if (args.keptVersions !== undefined) {
    createLifecycle(component, name, args, bucket, objectKey, args.keptVersions, versioning);
  }
  return {
    bucket,
    name: bucket.bucket,
    ready: [versioning, encryption, ownership, publicAccessBlock, policy],
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html ("Enforce encryption of data in transit") */
function createTlsOnlyPolicy(
  component: pulumi.ComponentResource,
  name: string,
  args: TruststoreArgs,
  bucket: s3.Bucket,
  publicAccessBlock: s3.BucketPublicAccessBlock,
): s3.BucketPolicy {
  return new s3.BucketPolicy(
    `${name}-policy`,
    {
      bucket: bucket.bucket,
      region: args.region,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "DenyPlainHttp",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [bucket.arn, pulumi.interpolate`${bucket.arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
    },
    // S3 answers a change of the policy and one of the public access block at the same time with OperationAborted.
    { parent: component, dependsOn: [publicAccessBlock] },
  );
}

/**
 * Takes away versions of the truststore that are neither the current one nor among those kept. S3 counts whole days, and one
 * is the least.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-actions
 */
function createLifecycle(
  component: pulumi.ComponentResource,
  name: string,
  args: TruststoreArgs,
  bucket: s3.Bucket,
  objectKey: pulumi.Input<string>,
  keptVersions: pulumi.Input<number>,
  versioning: s3.BucketVersioning,
): s3.BucketLifecycleConfiguration {
  return new s3.BucketLifecycleConfiguration(
    `${name}-lifecycle`,
    {
      bucket: bucket.bucket,
      region: args.region,
      rules: [
        {
          id: "old-truststores",
          // The version that the domain has gone back to is an old one, and S3 would delete it after enough newer ones.
          status: args.rollbackToVersion === undefined ? "Enabled" : "Disabled",
          filter: { prefix: objectKey },
          noncurrentVersionExpiration: {
            noncurrentDays: 1,
            newerNoncurrentVersions: checked(component, keptVersions, refusedNumber),
          },
        },
      ],
    },
    { parent: component, dependsOn: [versioning] },
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_NoncurrentVersionExpiration.html */
function refusedNumber(keptVersions: number): RefusedInput[] {
  if (Number.isInteger(keptVersions) && keptVersions >= 1 && keptVersions <= 100) return [];
  return [{ path: "keptVersions", reason: `${keptVersions} is not a whole number from 1 to 100.` }];
}
