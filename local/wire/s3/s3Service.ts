import type { Account } from "../../account/account";
import type { Bucket, ObjectVersion } from "../../account/state";
import { bucketIn, s3Error } from "../../aws/s3/bucketStore";
import { text, textMap } from "../../aws/text";
import { notAnswered } from "../notAnswered";
import { refuseUnknown } from "../refuseUnknown";
import type { WireFault, WireRequest, WireResponse, WireService } from "../wireRequest";
import { xml } from "../xml";
import { conditionalStatus } from "./conditions";
import { headerText } from "./headerText";
import { versionList } from "./versionList";

const answered = ["GetObject", "HeadObject", "ListObjectVersions"] as const;
const xmlHeaders = { "content-type": "application/xml" };

/** What each call is asked by its query; `x-id` is the SDKs' own, and changes nothing. */
const queries = {
  object: ["versionId", "x-id"],
  versions: [
    "versions",
    "prefix",
    "delimiter",
    "max-keys",
    "key-marker",
    "version-id-marker",
    "encoding-type",
    "x-id",
  ],
} as const;

/**
 * Amazon S3, REST-XML protocol, in path style (`/bucket/key`), which the CLI and the SDKs use for an IP address.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
export function s3Service(account: Account): WireService {
  return {
    answer(request) {
      const { bucket: name, key } = addressOf(request);
      const operation = operationOf(request, name, key);
      const bucket = bucketIn(account.state, name, request.region, operation);
      if (operation === "ListObjectVersions") {
        refuseUnknown(
          { service: "S3", operation, answered },
          request.query.keys(),
          queries.versions,
        );
        return { status: 200, headers: xmlHeaders, body: xml(versionList(bucket, request.query)) };
      }
      const version = versionOf(bucket, key, request, operation);
      if (version.deleteMarker) return marked(version, request.query.has("versionId"));
      const status = conditionalStatus(version, request.headers);
      if (status !== undefined) return conditional(status, bucket, version);
      return {
        status: 200,
        headers: { ...objectHeaders(bucket, version), "content-length": String(version.size) },
        body: account.folder.getBlob(version.blob) ?? Buffer.alloc(0),
      };
    },
    refuse,
  };
}

function addressOf({ path }: WireRequest): { bucket: string; key: string } {
  const [bucket = "", ...key] = path.slice(1).split("/");
  return { bucket, key: decodeURIComponent(key.join("/")) };
}

function operationOf({ method, query, headers }: WireRequest, bucket: string, key: string): string {
  const names = [...query.keys()];
  if (bucket !== "" && key === "" && method === "GET" && query.has("versions")) {
    return "ListObjectVersions";
  }
  const isWhole =
    headers.range === undefined &&
    names.every((name) => queries.object.some((known) => known === name));
  if (key !== "" && isWhole && (method === "GET" || method === "HEAD")) {
    return method === "GET" ? "GetObject" : "HeadObject";
  }
  const what = [method, `/${bucket}/${key}`, ...names, headers.range ?? ""].filter(Boolean);
  throw notAnswered("S3", what.join(" "), answered);
}

function refuse({ status, code, message }: WireFault): WireResponse {
  return { status, headers: xmlHeaders, body: xml({ Error: { Code: code, Message: message } }) };
}

/** What a condition that does not hold has answered: 304 has the headers of the object, and no body. */
function conditional(status: 304 | 412, bucket: Bucket, version: ObjectVersion): WireResponse {
  if (status === 412) {
    const message = "At least one of the pre-conditions you specified did not hold";
    return refuse({ status, code: "PreconditionFailed", message });
  }
  return { status, headers: objectHeaders(bucket, version), body: "" };
}

/** A delete marker where an object was asked for: https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html */
function marked({ id, lastModified }: ObjectVersion, byVersion: boolean): WireResponse {
  const refusal = byVersion
    ? refuse({
        status: 405,
        code: "MethodNotAllowed",
        message: "The specified method is not allowed against this resource.",
      })
    : refuse({ status: 404, code: "NoSuchKey", message: "The specified key does not exist." });
  return {
    ...refusal,
    headers: {
      ...refusal.headers,
      "x-amz-delete-marker": "true",
      "x-amz-version-id": id,
      ...(byVersion ? { "last-modified": new Date(lastModified).toUTCString() } : {}),
    },
  };
}

/** The version that is asked for, or the newest; a delete marker too. */
function versionOf(
  bucket: Bucket,
  key: string,
  { query }: WireRequest,
  operation: string,
): ObjectVersion {
  const wanted = query.get("versionId");
  const versions = bucket.objects[key] ?? [];
  const found = wanted === null ? versions[0] : versions.find(({ id }) => id === wanted);
  if (found === undefined && wanted !== null) {
    throw s3Error(operation, 404, "NoSuchVersion", "The specified version does not exist.");
  }
  if (found === undefined) {
    throw s3Error(operation, 404, "NoSuchKey", "The specified key does not exist.");
  }
  return found;
}

function objectHeaders(
  { versioning }: Bucket,
  { id, etag, lastModified, settings }: ObjectVersion,
) {
  const metadata = Object.entries(textMap(settings.metadata));
  return {
    "content-type": headerText(text(settings.contentType)) || "binary/octet-stream",
    etag: `"${etag}"`,
    "last-modified": new Date(lastModified).toUTCString(),
    // A bucket that never was versioned has no versions to tell of.
    ...(versioning === undefined ? {} : { "x-amz-version-id": id }),
    ...Object.fromEntries(
      metadata.map(([name, value]) => [`x-amz-meta-${name}`, headerText(value)]),
    ),
  };
}
