import type { Bucket, ObjectVersion } from "../../account/state";
import { s3Error } from "../../aws/s3/bucketStore";
import { pageSize } from "../page";
import type { XmlObject } from "../xml";

const namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

/** A version of a key, or the prefix under which a delimiter gathers keys. */
type Entry =
  { key: string; version: ObjectVersion; isLatest: boolean } | { key: string; isPrefix: true };

/**
 * The answer to ListObjectVersions: versions and delete markers by key, newest first, and the prefixes that a
 * delimiter makes of keys.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export function versionList(bucket: Bucket, query: URLSearchParams): XmlObject {
  const { prefix, delimiter, size, keyMarker, versionMarker, encode } = readQuery(query);
  const entries = entriesOf(bucket, { prefix, delimiter, keyMarker, versionMarker });
  const page = entries.slice(0, size);
  const last = page.at(-1);
  const isTruncated = last !== undefined && entries.length > size;
  const versions = page.filter((entry) => "version" in entry);
  const element = ({ key, version, isLatest }: (typeof versions)[number]) => ({
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
      ...(delimiter === "" ? {} : { Delimiter: encode(delimiter) }),
      KeyMarker: encode(keyMarker),
      VersionIdMarker: versionMarker,
      MaxKeys: size,
      ...(query.has("encoding-type") ? { EncodingType: "url" } : {}),
      IsTruncated: isTruncated,
      ...(isTruncated ? { NextKeyMarker: encode(last.key) } : {}),
      ...(isTruncated && "version" in last ? { NextVersionIdMarker: last.version.id } : {}),
      Version: versions.filter(({ version }) => !version.deleteMarker).map(element),
      DeleteMarker: versions.filter(({ version }) => version.deleteMarker).map(element),
      CommonPrefixes: page
        .filter((entry) => "isPrefix" in entry)
        .map(({ key }) => ({ Prefix: encode(key) })),
    },
  };
}

/** What the request asks for. Throws InvalidArgument for what S3 does not take. */
function readQuery(query: URLSearchParams) {
  const refuse = (detail: string): never => {
    throw s3Error("ListObjectVersions", 400, "InvalidArgument", detail);
  };
  const keyMarker = query.get("key-marker") ?? "";
  const versionMarker = query.get("version-id-marker") ?? "";
  if (keyMarker === "" && versionMarker !== "") {
    refuse("A version-id marker cannot be specified without a key marker.");
  }
  const encoding = query.get("encoding-type") ?? "url";
  if (encoding !== "url") refuse(`Invalid Encoding Method specified in Request: ${encoding}`);
  return {
    prefix: query.get("prefix") ?? "",
    delimiter: query.get("delimiter") ?? "",
    size:
      pageSize(query.get("max-keys"), 0, 1000) ??
      refuse("Provided max-keys not an integer or within integer range"),
    keyMarker,
    versionMarker,
    encode: query.has("encoding-type") ? encodeURIComponent : String,
  };
}

function entriesOf(
  { objects }: Bucket,
  asked: Record<"prefix" | "delimiter" | "keyMarker" | "versionMarker", string>,
): Entry[] {
  const { prefix, delimiter, keyMarker, versionMarker } = asked;
  const entries: Entry[] = [];
  const keys = Object.keys(objects).filter((key) => key.startsWith(prefix) && key >= keyMarker);
  for (const key of keys.sort()) {
    const gathered = prefixOf(key, prefix, delimiter);
    if (gathered === undefined) {
      const versions = objects[key] ?? [];
      const shown = after(versions, key === keyMarker, versionMarker);
      entries.push(
        ...shown.map((version) => ({ key, version, isLatest: version === versions[0] })),
      );
    } else if (gathered !== keyMarker && entries.at(-1)?.key !== gathered) {
      entries.push({ key: gathered, isPrefix: true });
    }
  }
  return entries;
}

/** The part of a key up to the first delimiter behind the prefix; undefined where there is none. */
function prefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}

/** The versions behind a marker; without a version in it, the key itself was the last of the page before. */
function after<T extends { id: string }>(versions: T[], isMarked: boolean, marker: string): T[] {
  if (!isMarked) return versions;
  if (marker === "") return [];
  return versions.slice(versions.findIndex(({ id }) => id === marker) + 1);
}
