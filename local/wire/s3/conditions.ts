import type { ObjectVersion } from "../../account/state";
import type { WireRequest } from "../wireRequest";

/**
 * What the conditional headers of a read make of it: 412 or 304, undefined where the object is to be given.
 *
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: If-Match decides before If-Unmodified-Since, and
 * If-None-Match before If-Modified-Since.
 */
export function conditionalStatus(
  { etag, lastModified }: ObjectVersion,
  headers: WireRequest["headers"],
): 304 | 412 | undefined {
  const since = (name: "if-modified-since" | "if-unmodified-since") =>
    secondsOf(headers[name] ?? "");
  const changed = Math.floor(Date.parse(lastModified) / 1000);
  if (headers["if-match"] !== undefined) {
    if (!names(headers["if-match"], etag)) return 412;
  } else if (changed > (since("if-unmodified-since") ?? Infinity)) {
    return 412;
  }
  if (headers["if-none-match"] !== undefined) {
    return names(headers["if-none-match"], etag) ? 304 : undefined;
  }
  return changed <= (since("if-modified-since") ?? -Infinity) ? 304 : undefined;
}

function names(header: string, etag: string): boolean {
  const tags = header.split(",").map((tag) => tag.trim().replace(/^(W\/)?"(.*)"$/, "$2"));
  return tags.includes("*") || tags.includes(etag);
}

/** Undefined for what is no date: HTTP ignores such a condition. */
function secondsOf(date: string): number | undefined {
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}
