import { finding, type Finding } from "../finding";

/** What is known of the versioning of a truststore's bucket; what is left out trips nothing. */
export interface BucketVersioningFacts {
  /** The bucket's name, the subject of the finding. */
  bucket: string;
  /** "Enabled", "Suspended", "Disabled"; null: nothing turns it on, and a new bucket has none. */
  versioning?: string | null;
  /** The truststore's object, where nothing makes its upload wait until versioning is on. */
  unorderedObject?: string;
}

/**
 * GW005, on the bucket of a truststore: versioning is on, and is on before the object comes. An object that comes
 * first has the version "null", which pins nothing.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html
 */
export function checkBucketVersioning(facts: BucketVersioningFacts): Finding[] {
  const { bucket: subject, versioning, unorderedObject } = facts;
  if (versioning !== undefined && versioning !== "Enabled") {
    const state =
      versioning === null || versioning === "" ? "no versioning" : `the versioning ${versioning}`;
    const message = `${subject} holds a truststore and has ${state}: the truststore's version cannot be pinned.`;
    return [finding("GW005", { subject, message })];
  }
  if (versioning === undefined || unorderedObject === undefined) return [];
  const message = `${subject} holds the truststore ${unorderedObject}, which may be uploaded before versioning is on: nothing makes it wait, and its version is then "null".`;
  const fix = "Let the object depend on the resource that turns versioning on (dependsOn).";
  return [finding("GW005", { subject, message, fix })];
}
