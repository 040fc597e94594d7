import { checkBucketVersioning } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { versioningFacts } from "../../facts/bucketVersioning";
import { truststoreBucketPolicy } from "../../facts/truststoreBucketPolicy";
import type { Observations } from "../../frame/observations";

/** GW005: the truststore's bucket is versioned, and is so before the truststore is uploaded. */
export function versionedBucket(observations: Observations): StackValidationPolicy {
  return truststoreBucketPolicy("GW005", observations, (program, bucket) => {
    const facts = versioningFacts(program, bucket, observations.isPreview);
    return {
      findings: checkBucketVersioning(facts),
      isWhole: facts.versioning !== undefined,
    };
  });
}
