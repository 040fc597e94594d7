import type { BucketVersioningFacts } from "@mtls-gateway/pki";
import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { flagFact, look, textFact, textOf, type Seen } from "../frame/seen";
import { tokens } from "../frame/tokens";
import { ancestors } from "./ancestors";
import { bucketName, bucketSettings, type TruststoreBucket } from "./truststoreBuckets";

/**
 * What is known of the versioning of a truststore's bucket: by a resource of its own, in the bucket itself, or by
 * Object Lock, which turns it on.
 *
 * @param isPreview while `up` runs, order has become history: the version that the object got says how it went
 */
export function versioningFacts(
  program: Program,
  { bucket, object }: TruststoreBucket,
  isPreview: boolean,
): BucketVersioningFacts {
  const name = bucketName(program, bucket) ?? bucket.name;
  const { own, isOpen } = bucketSettings(program, bucket, [
    tokens.bucketVersioning,
    tokens.bucketVersioningV2,
  ]);
  const [setting] = own;
  if (setting === undefined) {
    return { bucket: name, versioning: isOpen ? undefined : inlineVersioning(program, bucket) };
  }
  const versioning = textFact(program.see(setting, "versioningConfiguration", "status"));
  const isRace =
    isPreview &&
    object !== undefined &&
    isUploaded(program, object) &&
    !exists(setting) &&
    inlineVersioning(program, bucket) !== "Enabled" &&
    !waitsFor(object, setting);
  return { bucket: name, versioning, ...(isRace ? { unorderedObject: object.name } : {}) };
}

function inlineVersioning(program: Program, bucket: PolicyResource): string | null | undefined {
  const flags = [
    ...(bucket.type === tokens.bucketV2
      ? [program.see(bucket, "versionings", 0, "enabled")]
      : [program.see(bucket, "versioning", "enabled")]),
    program.see(bucket, "objectLockEnabled"),
  ].map(flagFact);
  if (flags.includes(true)) return "Enabled";
  if (flags.includes(undefined)) return undefined;
  return flags[0] === null ? null : "Disabled";
}

/** The resource is on AWS already: only then a preview knows its ID. */
function exists({ props }: PolicyResource): boolean {
  const id: Seen = look(props, "id");
  return (textOf(id) ?? "") !== "";
}

/** The object comes to AWS in this run: one that stays as it is has its version already. */
function isUploaded(program: Program, object: PolicyResource): boolean {
  return (textOf(program.output(object, "versionId")) ?? "") === "";
}

/**
 * Whether one resource is registered after the other is there: through what it depends on, through its parent and what
 * that depends on, or through a component that the other is in.
 */
function waitsFor(one: PolicyResource, other: PolicyResource): boolean {
  const around = new Set(ancestors(other).map(({ urn }) => urn));
  const seen = new Set<string>();
  const queue = [one];
  for (const each of queue) {
    if (each.parent?.urn === other.urn) return true;
    // A component that is depended on is there when all that is in it is; one that is a parent is there before.
    if (each.dependencies.some(({ urn }) => urn === other.urn || around.has(urn))) return true;
    for (const before of [...each.dependencies, ...ancestors(each)]) {
      if (seen.has(before.urn)) continue;
      seen.add(before.urn);
      queue.push(before);
    }
  }
  return false;
}
