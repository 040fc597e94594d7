import type { CheckFailure } from "../../provider/resourceType";
import type { Values } from "../../provider/values";

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html; to the provider 0 is for ever. */
const retentions = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
  3288, 3653,
];

/** The provider puts its own digits behind a prefix. */
const longest = { name: 512, namePrefix: 483 };

/** What the provider refuses before CloudWatch Logs can, in its words. */
export function logGroupFailures(inputs: Values): CheckFailure[] {
  const failures: CheckFailure[] = [];
  for (const [property, limit] of Object.entries(longest)) {
    const name = inputs[property];
    if (typeof name !== "string") continue;
    const shown = property === "name" ? "name" : "name_prefix";
    if (name.length > limit) {
      const reason = `"${shown}" cannot be longer than ${limit} characters: "${name}"`;
      failures.push({ property, reason });
    }
    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
    if (!/^[0-9A-Za-z_./#-]+$/.test(name)) {
      const reason = `"${shown}" isn't a valid log group name (alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed): "${name}"`;
      failures.push({ property, reason });
    }
  }
  const { retentionInDays: days } = inputs;
  if (typeof days === "number" && !retentions.includes(days)) {
    const reason = `expected retention_in_days to be one of [${retentions.join(" ")}], got ${days}`;
    failures.push({ property: "retentionInDays", reason });
  }
  return failures;
}
