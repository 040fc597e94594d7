import { finding } from "@mtls-gateway/pki";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checked, refusals, refuseIfAny, type RefusedInput } from "./refusedInputs";
import { checkedTruststore } from "./truststoreContent";

export interface TruststoreArgs {
  /**
   * The CAs to trust, each PEM with one certificate or several: every path from an issuing CA up to its root, at most 4
   * CAs long.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-prerequisites
   */
  certificates: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Key of the object; ends in `.pem`. Has to be given with `bucketName`, and be nobody else's: what stands there is
   * overwritten, and all versions of it are deleted when the truststore is destroyed or gets another key.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-prerequisites
   * @default "truststore.pem" in a bucket made here
   */
  objectKey?: pulumi.Input<string>;
  /**
   * Name of a bucket that exists already; it has to be versioned, and private, which is then its owner's to see to. Goes
   * with `objectKey`. Whether it is given decides which resources exist.
   * @default a bucket made here
   */
  bucketName?: pulumi.Input<string>;
  /**
   * Whether `pulumi destroy` also deletes what others put into the bucket made here. All versions of the truststore itself
   * go with the object in any case.
   * @default false
   */
  forceDestroy?: pulumi.Input<boolean>;
  /**
   * Tags of the bucket made here. The object gets none, for S3 takes 10 of an object and 50 of a bucket.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html
   * @default none
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The truststore of a mutual TLS domain: a private, versioned, encrypted bucket that takes nothing but TLS, and the
 * `.pem` object in it. The certificates are checked before the object is put, in the preview when they are known.
 *
 * @example
 * ```typescript
 * import { CertificateAuthority, Truststore } from "mtls-gateway";
 *
 * const root = new CertificateAuthority("root");
 * const truststore = new Truststore("truststore", { certificates: [root.certificatePem] });
 * export const truststoreUri = truststore.uri;
 * ```
 */
export class Truststore extends pulumi.ComponentResource {
  /** `s3://bucket/key` of the object. */
  readonly uri: pulumi.Output<string>;
  /** Version ID of the object; a domain that pins it changes when the truststore does. */
  readonly version: pulumi.Output<string>;
  /** Name of the bucket. */
  readonly bucketName: pulumi.Output<string>;
  /** The certificates as put into the object, PEM. */
  readonly certificatesPem: pulumi.Output<string>;

  constructor(name: string, args: TruststoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:Truststore", name, {}, opts);
    refuseKeyOfOthers(this, args);

    const objectKey = args.objectKey ?? "truststore.pem";
    const content = checkedTruststore(this, args.certificates, objectKey);
    const bucket =
      args.bucketName === undefined
        ? createBucket(this, name, args)
        : { name: pulumi.output(args.bucketName), ready: [] };
    const object = createObject(this, name, bucket, objectKey, content);

    this.uri = pulumi.interpolate`s3://${object.bucket}/${object.key}`;
    this.version = checked(this, object.versionId, (version) => refusedVersion(name, version));
    this.bucketName = bucket.name;
    this.certificatesPem = content;
    this.registerOutputs({
      uri: this.uri,
      version: this.version,
      bucketName: this.bucketName,
      certificatesPem: this.certificatesPem,
    });
  }
}

/** In a bucket that others use as well the default key could be that of another stack's truststore. */
function refuseKeyOfOthers(component: pulumi.ComponentResource, args: TruststoreArgs): void {
  if (args.bucketName === undefined || args.objectKey !== undefined) return;
  const reason =
    "missing, and bucketName given: the default key could overwrite the truststore of another stack there. " +
    "Give a key that nobody else uses, such as my-project/my-stack/truststore.pem.";
  refuseIfAny(component, [{ path: "objectKey", reason }]);
}

interface TruststoreBucket {
  name: pulumi.Output<string>;
  /** What has to stand before an object may be put: versioning above all, or the object would get no version. */
  ready: pulumi.Resource[];
}

function createBucket(
  component: pulumi.ComponentResource,
  name: string,
  args: TruststoreArgs,
): TruststoreBucket {
  const parent = { parent: component };
  const bucket = new aws.s3.Bucket(
    `${name}-bucket`,
    { forceDestroy: args.forceDestroy ?? false, tags: args.tags },
    parent,
  );
  const versioning = new aws.s3.BucketVersioning(
    `${name}-versioning`,
    { bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
    parent,
  );
  const encryption = new aws.s3.BucketServerSideEncryptionConfiguration(
    `${name}-encryption`,
    {
      bucket: bucket.bucket,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    },
    parent,
  );
  const ownership = new aws.s3.BucketOwnershipControls(
    `${name}-ownership`,
    { bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
    parent,
  );
  const publicAccessBlock = new aws.s3.BucketPublicAccessBlock(
    `${name}-public-access-block`,
    {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    parent,
  );
  const policy = createTlsOnlyPolicy(component, name, bucket, publicAccessBlock);
  return {
    name: bucket.bucket,
    ready: [versioning, encryption, ownership, publicAccessBlock, policy],
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html ("Enforce encryption of data in transit") */
function createTlsOnlyPolicy(
  component: pulumi.ComponentResource,
  name: string,
  bucket: aws.s3.Bucket,
  publicAccessBlock: aws.s3.BucketPublicAccessBlock,
): aws.s3.BucketPolicy {
  return new aws.s3.BucketPolicy(
    `${name}-policy`,
    {
      bucket: bucket.bucket,
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

function createObject(
  component: pulumi.ComponentResource,
  name: string,
  bucket: TruststoreBucket,
  objectKey: pulumi.Input<string>,
  content: pulumi.Output<string>,
): aws.s3.BucketObjectv2 {
  return new aws.s3.BucketObjectv2(
    `${name}-object`,
    {
      bucket: bucket.name,
      key: objectKey,
      content,
      contentType: "application/x-pem-file",
    },
    { parent: component, dependsOn: bucket.ready },
  );
}

/**
 * GW005: an object has no version in a bucket that never had versioning, and the version "null" where it is suspended.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/VersioningWorkflows.html
 */
function refusedVersion(subject: string, version: string): RefusedInput[] {
  if (version !== "" && version !== "null") return [];
  const message = `The bucket of ${subject} gave the truststore ${version === "" ? "no version" : 'the version "null"'}: versioning is off or suspended.`;
  return refusals("bucketName", [finding("GW005", { subject, message })]);
}
