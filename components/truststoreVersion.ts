import { finding } from "@mtls-gateway/pki";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { checked, refusals, type RefusedInput } from "./refusedInputs";
import type { TruststoreArgs } from "./truststore";
import { findingsOfText } from "./truststoreContent";

/** A version of a truststore's object, and what it holds. */
export interface TruststoreVersion {
  version: pulumi.Output<string>;
  certificatesPem: pulumi.Output<string>;
}

/** The version that S3 gave the object when it was put. */
export function currentVersion(
  component: pulumi.ComponentResource,
  name: string,
  object: s3.BucketObjectv2,
  content: pulumi.Output<string>,
): TruststoreVersion {
  return {
    version: checked(component, object.versionId, (version) => refusedVersion(name, version)),
    certificatesPem: content,
  };
}

/** An earlier version, read from the bucket and checked as the current one is: what it trusts may have expired since. */
export function earlierVersion(
  component: pulumi.ComponentResource,
  args: TruststoreArgs,
  object: s3.BucketObjectv2,
  versionId: pulumi.Input<string>,
): TruststoreVersion {
  const read = s3.getObjectOutput(
    {
      bucket: object.bucket,
      key: object.key,
      versionId,
      // PEM is not among the types of which the provider gives the text.
      downloadBody: "true",
      region: args.region,
    },
    { parent: component },
  );
  const content = read.apply(({ bodyBase64 }) => Buffer.from(bodyBase64, "base64").toString());
  const certificatesPem = checked(component, content, (pem) =>
    refusals("rollbackToVersion", findingsOfText(pem)),
  );
  return {
    // Nobody pins it before it has been checked.
    version: pulumi.all([versionId, certificatesPem]).apply(([version]) => version),
    certificatesPem,
  };
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
