import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { holdsUnknown, known, unknown, unset, type Seen } from "../frame/seen";
import { tokens } from "../frame/tokens";
import { bucketSettings } from "./truststoreBuckets";

/** The policy of a bucket: of a BucketPolicy, else in the bucket itself. A bucket has one. */
export function bucketPolicy(program: Program, bucket: PolicyResource): Seen {
  const { own, isOpen } = bucketSettings(program, bucket, [tokens.bucketPolicy]);
  const seen = own.map((resource) => program.see(resource, "policy"));
  if (isOpen || seen.some(({ state }) => state === "unknown")) return unknown;
  const [policy] = seen.length > 0 ? seen : [program.see(bucket, "policy")];
  if (policy?.state !== "known") return policy ?? unset;
  if (policy.value === "") return unset;
  // A document may be written out, with a bucket's ARN in it that is not known yet.
  return holdsUnknown(policy, "value") ? unknown : known(policy.value);
}

/** For a rule's fact: null where there is none, undefined where it is not known. */
export function policyFact(policy: Seen): unknown {
  if (policy.state === "known") return policy.value;
  return policy.state === "unset" ? null : undefined;
}
