import type { Account } from "../../account/account";
import type { CheckFailure, ResourceType } from "../../provider/resourceType";
import { hasUnknown, type Values } from "../../provider/values";
import { list, object, text } from "../text";
import { bucketSetting } from "./bucketSetting";
import { expireVersions } from "./expireVersions";

const storage = "there are no storage classes here";
const currentVersions = "only old versions expire here";

/** `aws.s3.BucketLifecycleConfiguration`: old versions expire; https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
export function bucketLifecycleConfiguration(account: Account): ResourceType {
  return bucketSetting(account, {
    token: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    title: "S3 Bucket Lifecycle Configuration",
    operation: "PutBucketLifecycleConfiguration",
    properties: {
      emulated: ["bucket", "region", "rules"],
      refused: {
        expectedBucketOwner: "there is one account here",
        timeouts: "nothing takes its time here",
        "rules[].expiration.date": currentVersions,
        "rules[].expiration.days": currentVersions,
        "rules[].filter.and": "rules are for a prefix here",
        "rules[].filter.objectSizeGreaterThan": "rules are for a prefix here",
        "rules[].filter.objectSizeLessThan": "rules are for a prefix here",
        "rules[].filter.tag": "rules are for a prefix here",
        "rules[].noncurrentVersionTransitions[]": storage,
        "rules[].prefix": "the property is deprecated, use filter.prefix",
        "rules[].transitions[]": storage,
      },
      inert: { transitionDefaultMinimumObjectSize: ["all_storage_classes_128K"] },
      computed: ["transitionDefaultMinimumObjectSize"],
      enums: { "rules[].status": ["Enabled", "Disabled"] },
      ranges: {
        "rules[].noncurrentVersionExpiration.noncurrentDays": [1, 2_147_483_647],
        "rules[].noncurrentVersionExpiration.newerNoncurrentVersions": [1, 100],
        "rules[].abortIncompleteMultipartUpload.daysAfterInitiation": [1, 2_147_483_647],
      },
    },
    check,
    put(bucket, { rules }) {
      bucket.lifecycle = { rules: rules ?? [] };
      expireVersions(bucket, account.now());
    },
    get: ({ lifecycle }) =>
      lifecycle === undefined
        ? undefined
        : { ...lifecycle, transitionDefaultMinimumObjectSize: "all_storage_classes_128K" },
    remove(bucket) {
      delete bucket.lifecycle;
    },
  });
}

function check({ rules }: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  // What is not known yet is judged when it is.
  if (hasUnknown(rules)) return failures;
  const ids = list(rules).map((rule) => text(object(rule).id));
  if (rules === undefined || ids.length === 0) {
    failures.push({ property: "rules", reason: "at least one rule is needed" });
  }
  for (const [index, rule] of list(rules).map(object).entries()) {
    const at = `rules[${index}]`;
    const id = text(rule.id);
    if (id !== "" && ids.indexOf(id) !== index) {
      failures.push({
        property: `${at}.id`,
        reason: `Rule ID must be unique. Found same ID for more than one rule: ${id}`,
      });
    }
    const actions = ["noncurrentVersionExpiration", "expiration", "abortIncompleteMultipartUpload"];
    if (!actions.some((name) => rule[name] !== undefined)) {
      failures.push({
        property: at,
        reason: "At least one action needs to be specified in a rule",
      });
    }
  }
  return failures;
}
