import type { Account } from "../../account/account";
import type { Bucket, ObjectVersion } from "../../account/state";
import type { Values } from "../../provider/values";
import { list, object, text } from "../text";

const day = 86_400_000;

/**
 * Takes out the old versions that the bucket's lifecycle rules let go at `now`. S3 looks once a day, in its own time; the
 * account on this machine looks when it starts and at each change of the bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-actions
 */
export function expireVersions(bucket: Bucket, now: Date): void {
  const rules = list(object(bucket.lifecycle).rules).map(object);
  for (const rule of rules) {
    if (rule.status !== "Enabled") continue;
    const prefix = text(object(rule.filter).prefix);
    for (const [key, versions] of Object.entries(bucket.objects)) {
      if (!key.startsWith(prefix)) continue;
      const kept = surviving(versions, rule, now);
      if (kept.length === versions.length) continue;
      if (kept.length > 0) bucket.objects[key] = kept;
      else Reflect.deleteProperty(bucket.objects, key);
    }
  }
}

/** Looks at every bucket of the account. */
export function expireAll(account: Account): void {
  const ruled = Object.values(account.state.buckets).some(
    ({ lifecycle }) => lifecycle !== undefined,
  );
  if (!ruled) return;
  account.change((draft) => {
    for (const bucket of Object.values(draft.buckets)) expireVersions(bucket, account.now());
  });
}

/** `versions` is newest first; one is noncurrent since the one before it was put. */
function surviving(versions: ObjectVersion[], rule: Values, now: Date): ObjectVersion[] {
  const { noncurrentDays, newerNoncurrentVersions } = object(rule.noncurrentVersionExpiration);
  const days = typeof noncurrentDays === "number" ? noncurrentDays : Infinity;
  const newer = typeof newerNoncurrentVersions === "number" ? newerNoncurrentVersions : 0;
  const kept = versions.filter((_, index) => {
    const successor = versions[index - 1];
    if (successor === undefined || index - 1 < newer) return true;
    return now.getTime() < Date.parse(successor.lastModified) + days * day;
  });
  const [first] = kept;
  const lonelyMarker = kept.length === 1 && first?.deleteMarker === true;
  return lonelyMarker && object(rule.expiration).expiredObjectDeleteMarker === true ? [] : kept;
}
