import { createHash, getFips } from "node:crypto";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { privateCaChain } from "./privateCa";
import { refuseBeside, refuseIfAny } from "./refusedInputs";
import { createBucket, type TruststoreBucket } from "./truststoreBucket";
import { checkedTruststore, type TruststoreSources } from "./truststoreContent";
import { currentVersion, earlierVersion } from "./truststoreVersion";

export interface TruststoreArgs {
  /**
   * The CAs to trust, each PEM with one certificate or several: every path from an issuing CA up to its root, at most 4
   * CAs long. Several generations of a CA may stand here at once. These or `certificateAuthorityArns` have to be given.
   * https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mutual-tls.html#rest-api-mutual-tls-prerequisites
   * @default none
   */
  certificates?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * ARNs of AWS Private CAs to trust, in whatever Region they are; looked up, each with the CAs above it. Plain list.
   * https://docs.aws.amazon.com/privateca/latest/userguide/PcaGetCert.html
   * @default none
   */
  certificateAuthorityArns?: pulumi.Input<string>[];
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
   * How many old versions of the truststore the bucket made here keeps for a rollback, 1 to 100; S3 deletes the others a day
   * after they have been superseded. Whether it is given decides which resources exist.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-configuration-examples.html
   * @default all of them
   */
  keptVersions?: pulumi.Input<number>;
  /**
   * ID of an earlier version of the truststore, to which the domain goes back for as long as this is set. `certificates` are
   * put all the same, and come into force when it is taken out again. The version is read and checked by the same rules, and
   * must not be more than `keptVersions` back; while this is set no version is deleted.
   * https://docs.aws.amazon.com/AmazonS3/latest/userguide/RetrievingObjectVersions.html
   * @default the version that holds certificates
   */
  rollbackToVersion?: pulumi.Input<string>;
  /**
   * Region of the bucket, or that of the bucket that exists.
   * https://docs.aws.amazon.com/general/latest/gr/s3.html
   * @default the provider's
   */
  region?: pulumi.Input<string>;
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
  /** Version ID of the object, or `rollbackToVersion`; a domain that pins it changes when the truststore does. */
  readonly version: pulumi.Output<string>;
  /** Name of the bucket. */
  readonly bucketName: pulumi.Output<string>;
  /** What that version holds, PEM. */
  readonly certificatesPem: pulumi.Output<string>;
  /** The bucket, when it is made here. */
  readonly bucket?: s3.Bucket;
  /** The object. */
  readonly object: s3.BucketObjectv2;

  constructor(name: string, args: TruststoreArgs, opts?: pulumi.ComponentResourceOptions) {
    super("mtls-gateway:index:Truststore", name, {}, opts);
    refuseKeyOfOthers(this, args);
    refuseBeside(this, args, "bucketName", ["keptVersions", "forceDestroy", "tags"]);

    const objectKey = args.objectKey ?? "truststore.pem";
    const content = checkedTruststore(this, sourcesOf(this, args), objectKey);
    const bucket: TruststoreBucket =
      args.bucketName === undefined
        ? createBucket(this, name, args, objectKey)
        : { name: pulumi.output(args.bucketName), ready: [] };
    const object = createObject(this, name, args, bucket, objectKey, content);
    const { version, certificatesPem } =
      args.rollbackToVersion === undefined
        ? currentVersion(this, name, object, content)
        : earlierVersion(this, args, object, args.rollbackToVersion);

    this.uri = pulumi.interpolate`s3://${object.bucket}/${object.key}`;
    this.version = version;
    this.bucketName = bucket.name;
    this.certificatesPem = certificatesPem;
    this.bucket = bucket.bucket;
    this.object = object;
    this.registerOutputs({
      uri: this.uri,
      version: this.version,
      bucketName: this.bucketName,
      certificatesPem: this.certificatesPem,
      bucket: this.bucket,
      object: this.object,
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

function sourcesOf(component: pulumi.ComponentResource, args: TruststoreArgs): TruststoreSources {
  const arns = args.certificateAuthorityArns ?? [];
  return {
    certificates: args.certificates ?? [],
    certificateAuthorityArns: arns.map((arn, index) =>
      privateCaChain(component, `certificateAuthorityArns[${index}]`, arn),
    ),
  };
}

function createObject(
  component: pulumi.ComponentResource,
  name: string,
  args: TruststoreArgs,
  bucket: TruststoreBucket,
  objectKey: pulumi.Input<string>,
  content: pulumi.Output<string>,
): s3.BucketObjectv2 {
  return new s3.BucketObjectv2(
    `${name}-object`,
    {
      bucket: bucket.name,
      region: args.region,
      key: objectKey,
      content,
      contentType: "application/x-pem-file",
      ...(bucket.bucket === undefined ? {} : { etag: content.apply(entityTag) }),
    },
    { parent: component, dependsOn: bucket.ready },
  );
}

/**
 * What S3 gives as ETag under the encryption of a bucket made here; under KMS it would be another. By nothing else does a
 * refresh tell that somebody overwrote the object: the version that the domain pins would become theirs with the next `up`.
 * Undefined under FIPS, where there is no MD5.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
 */
function entityTag(content: string): string | undefined {
  return getFips() === 1 ? undefined : createHash("md5").update(content).digest("hex");
}
