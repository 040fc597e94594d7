import { checkBucketTransport } from "@mtls-gateway/pki";
import type { StackValidationPolicy } from "@pulumi/policy";

import { bucketPolicy, policyFact } from "../../facts/bucketPolicies";
import { truststoreBucketPolicy } from "../../facts/truststoreBucketPolicy";
import { bucketName } from "../../facts/truststoreBuckets";
import { sameKey } from "../../facts/truststoreObjects";
import type { Observations } from "../../frame/observations";
import { textOf } from "../../frame/seen";

/** GW007: the truststore's bucket takes no plain HTTP. S3 encrypts every object that lies in it by itself. */
export function httpsBucket(observations: Observations): StackValidationPolicy {
  return truststoreBucketPolicy("GW007", observations, (program, { bucket, object }) => {
    const policy = bucketPolicy(program, bucket);
    const name = bucketName(program, bucket);
    const key = object === undefined ? undefined : textOf(program.see(object, "key"));
    const findings = checkBucketTransport({
      bucket: name ?? bucket.name,
      object: name === undefined || key === undefined ? undefined : `${name}/${sameKey(key)}`,
      policy: policyFact(policy),
    });
    return { findings, isWhole: policy.state !== "unknown" };
  });
}
