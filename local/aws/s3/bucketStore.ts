import type { Account } from "../../account/account";
import { newVersionId } from "../../account/identifiers";
import type { AccountState, Bucket, ObjectVersion } from "../../account/state";
import { AwsError } from "../../provider/awsError";
import type { Values } from "../../provider/values";
import { createHash } from "node:crypto";
import { expireVersions } from "./expireVersions";

/** The bucket as a caller in `region` sees it. Throws `NoSuchBucket`, or `PermanentRedirect` from another Region. */
export function bucketIn(
  state: Readonly<AccountState>,
  name: string,
  region: string,
  operation: string,
): Bucket {
  const bucket = state.buckets[name];
  if (bucket === undefined) {
    throw s3Error(operation, 404, "NoSuchBucket", "The specified bucket does not exist");
  }
  if (bucket.region !== region) {
    const detail = `The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint. (bucket ${name} is in ${bucket.region}, the request went to ${region})`;
    throw s3Error(operation, 301, "PermanentRedirect", detail);
  }
  return bucket;
}

export function s3Error(operation: string, status: number, code: string, detail: string): AwsError {
  return new AwsError("S3", operation, status, code, detail);
}

/** Puts a new version, as the bucket's versioning has it, and returns it. */
export function putObject(
  account: Account,
  target: { bucket: string; key: string; region: string },
  content: Uint8Array,
  settings: Values,
): ObjectVersion {
  const blob = account.folder.putBlob(content);
  return account.change((draft) => {
    const bucket = bucketIn(draft, target.bucket, target.region, "PutObject");
    const version: ObjectVersion = {
      id: bucket.versioning === "Enabled" ? newVersionId() : "null",
      deleteMarker: false,
      lastModified: account.now().toISOString(),
      blob,
      size: content.byteLength,
      etag: createHash("md5").update(content).digest("hex"),
      settings,
    };
    bucket.objects[target.key] = [version, ...kept(bucket, target.key)];
    expireVersions(bucket, account.now());
    return version;
  });
}

/** Versions that stay when another is put: all, but the one called `null` while versioning is not enabled. */
function kept(bucket: Bucket, key: string): ObjectVersion[] {
  const versions = bucket.objects[key] ?? [];
  return bucket.versioning === "Enabled" ? versions : versions.filter(({ id }) => id !== "null");
}

/** The version asked for, or the newest; undefined when there is none or it is a delete marker. */
export function findVersion(
  bucket: Bucket,
  key: string,
  version?: string,
): ObjectVersion | undefined {
  const versions = bucket.objects[key] ?? [];
  const found = version === undefined ? versions[0] : versions.find(({ id }) => id === version);
  return found?.deleteMarker === true ? undefined : found;
}

/** Deletes the key: every version of it when `allVersions`, else as S3's DeleteObject does (a delete marker). */
export function deleteObject(
  account: Account,
  target: { bucket: string; key: string },
  allVersions: boolean,
): void {
  account.change((draft) => {
    const bucket = draft.buckets[target.bucket];
    if (bucket === undefined) return;
    if (allVersions || bucket.versioning === undefined) {
      Reflect.deleteProperty(bucket.objects, target.key);
      return;
    }
    const marker: ObjectVersion = {
      id: bucket.versioning === "Enabled" ? newVersionId() : "null",
      deleteMarker: true,
      lastModified: account.now().toISOString(),
      blob: "",
      size: 0,
      etag: "",
      settings: {},
    };
    bucket.objects[target.key] = [marker, ...kept(bucket, target.key)];
  });
}
