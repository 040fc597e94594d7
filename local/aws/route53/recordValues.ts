import { isIP } from "node:net";
import type { Values } from "../../provider/values";
import { texts } from "../text";

/** The longest time to live, seconds: https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html */
const longestTtl = 2_147_483_647;

/** What Route 53 says to a time to live that it does not take; undefined when it does, or when there is none. */
export function ttlProblem({ ttl }: Values): string | undefined {
  if (typeof ttl !== "number" || (ttl >= 0 && ttl <= longestTtl)) return undefined;
  const bound = ttl < 0 ? "greater than or equal to 0" : `less than or equal to ${longestTtl}`;
  return `1 validation error detected: Value '${ttl}' at 'changeBatch.changes.1.member.resourceRecordSet.tTL' failed to satisfy constraint: Member must have value ${bound}`;
}

/**
 * Route 53's names for what is wrong with the values; undefined when nothing is.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/ResourceRecordTypes.html
 */
export function valueProblem(type: string, settings: Values): string | undefined {
  const values = texts(settings.records);
  if (type === "CNAME" && values.length > 1) return "CNAMEs may only have one record";
  if (type === "TXT" || type === "SPF") return textProblem(values);
  const version = { A: 4, AAAA: 6 }[type];
  const unfit = values.find((value) => version !== undefined && isIP(value) !== version);
  return unfit === undefined
    ? undefined
    : `${type}RRDATAIllegalIPv${version}Address (Value is not a valid IPv${version} address) encountered with '${unfit}'`;
}

/** The provider puts quotes around each value, so `" "` within one ends a string and begins another. */
function textProblem(values: readonly string[]): string | undefined {
  const tooLong = values
    .map((value) => `"${value}"`)
    .find((value) => stringsOf(value).some((one) => lengthOf(one) > 255));
  return tooLong === undefined
    ? undefined
    : `CharacterStringTooLong (Value is too long) encountered with '${tooLong}' (a string has at most 255 characters: split it with \\" \\")`;
}

function stringsOf(quoted: string): string[] {
  return [...quoted.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, inner = ""]) => inner);
}

/** An escape stands for one character: `\"`, or three octal digits. */
function lengthOf(inner: string): number {
  return Buffer.byteLength(inner.replace(/\\(?:[0-7]{3}|.)/gs, "x"));
}
