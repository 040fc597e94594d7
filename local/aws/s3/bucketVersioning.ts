import type { Account } from "../../account/account";
import type { ResourceType } from "../../provider/resourceType";
import { object } from "../text";
import { bucketSetting } from "./bucketSetting";
import { s3Error } from "./bucketStore";

/** `aws.s3.BucketVersioning`: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html */
export function bucketVersioning(account: Account): ResourceType {
  return bucketSetting(account, {
    token: "aws:s3/bucketVersioning:BucketVersioning",
    title: "S3 Bucket Versioning",
    operation: "PutBucketVersioning",
    properties: {
      emulated: ["bucket", "region", "versioningConfiguration"],
      refused: { mfa: "there are no MFA devices here" },
      inert: { "versioningConfiguration.mfaDelete": ["Disabled"] },
      enums: { "versioningConfiguration.status": ["Enabled", "Suspended", "Disabled"] },
    },
    put(bucket, { versioningConfiguration }) {
      const { status } = object(versioningConfiguration);
      if (status === "Enabled" || status === "Suspended") {
        bucket.versioning = status;
      } else if (bucket.versioning !== undefined) {
        // A bucket that was versioned once stays so for good.
        const detail = `versioning_configuration.status cannot be updated from '${bucket.versioning}' to 'Disabled'`;
        throw s3Error("PutBucketVersioning", 400, "IllegalVersioningConfiguration", detail);
      }
    },
    get: ({ versioning }) => ({
      versioningConfiguration: { status: versioning ?? "Disabled" },
    }),
    remove(bucket) {
      if (bucket.versioning === "Enabled") bucket.versioning = "Suspended";
    },
  });
}
