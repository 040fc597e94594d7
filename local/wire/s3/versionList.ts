import type { Bucket } from "../../account/state";
import { pageSize } from "../page";
import type { XmlObject } from "../xml";

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

/**
 * The answer to ListObjectVersions: versions and delete markers by key, newest first.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export function versionList(bucket: Bucket, query: URLSearchParams): XmlObject {
  const prefix = query.get("prefix") ?? "";
  const size = pageSize(query.get("max-keys"), 1000);
  const keyMarker = query.get("key-marker") ?? "";
  const versionMarker = query.get("version-id-marker") ?? "";
  const encode = query.get("encoding-type") === "url" ? encodeURIComponent : String;
  const entries = Object.keys(bucket.objects)
    .filter((key) => key.startsWith(prefix) && key >= keyMarker)
    .sort()
    .flatMap((key) =>
      after(bucket.objects[key] ?? [], key === keyMarker, versionMarker).map((version, index) => ({
        key,
        version,
        isLatest: version === bucket.objects[key]?.[0] && index === 0,
      })),
    );
  const page = entries.slice(0, size);
  const last = page.at(-1);
  const isTruncated = entries.length > size;
  const element = ({ key, version, isLatest }: (typeof page)[number]) => ({
    Key: encode(key),
    VersionId: version.id,
    IsLatest: isLatest,
    LastModified: version.lastModified,
    ...(version.deleteMarker
      ? {}
      : { ETag: `"${version.etag}"`, Size: version.size, StorageClass: "STANDARD" }),
  });
  return {
    ListVersionsResult: {
      "@xmlns": namespace,
      Name: bucket.name,
      Prefix: encode(prefix),
      KeyMarker: encode(keyMarker),
      VersionIdMarker: versionMarker,
      MaxKeys: size,
      ...(query.has("encoding-type") ? { EncodingType: "url" } : {}),
      IsTruncated: isTruncated,
      ...(isTruncated && last !== undefined
        ? { NextKeyMarker: encode(last.key), NextVersionIdMarker: last.version.id }
        : {}),
      Version: page.filter(({ version }) => !version.deleteMarker).map(element),
      DeleteMarker: page.filter(({ version }) => version.deleteMarker).map(element),
    },
  };
}

/** The versions behind a marker; without a version in it, the key itself was the last of the page before. */
function after<T extends { id: string }>(versions: T[], isMarked: boolean, marker: string): T[] {
  if (!isMarked) return versions;
  if (marker === "") return [];
  return versions.slice(versions.findIndex(({ id }) => id === marker) + 1);
}
