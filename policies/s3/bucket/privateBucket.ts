import { checkBucketPrivacy } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { bucketPrivacy } from "../../facts/bucketPrivacy";
import { truststoreBucketPolicy } from "../../facts/truststoreBucketPolicy";
import type { Observations } from "../../frame/observations";

/** GW006: the truststore's bucket is private. S3's defaults, for buckets made since April 2023, count as set. */
export function privateBucket(observations: Observations): StackValidationPolicy {
  return truststoreBucketPolicy(
    "GW006",
    observations,
    (program, bucket, settings) => {
      const needsBlock = settings.value("requirePublicAccessBlock", false);
      const { facts, isWhole } = bucketPrivacy(program, bucket, needsBlock);
      return { findings: checkBucketPrivacy(facts), isWhole };
    },
    {
      requirePublicAccessBlock: {
        type: "boolean",
        default: false,
        description:
          "Asks for a public access block in the program too; for buckets from before April 2023, when S3 began to set it by itself.",
      },
    },
  );
}
