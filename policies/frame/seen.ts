import { UnknownValueError } from "@pulumi/policy";

/**
 * What can be seen of a value while a stack is previewed: the value, that it was left out, or that nobody
 * can know it before `up`. The SDK throws on the third, which would cut a policy short: here it is a value.
 */
export type Seen<T = unknown> =
  | { readonly state: "known"; readonly value: T }
  | { readonly state: "unset" }
  | { readonly state: "unknown" };

/** The value was left out (or is null). */
export const unset: Seen<never> = { state: "unset" };

/** The value will be known at `up`. */
export const unknown: Seen<never> = { state: "unknown" };

/** A value that is there. */
export function known<T>(value: T): Seen<T> {
  return { state: "known", value };
}

/**
 * Follows a path into a resource's properties without ever letting the SDK's unknown-value error out.
 *
 * @param properties properties as the SDK hands them to a policy
 * @param path property names and array indices, outermost first
 */
export function look(properties: unknown, ...path: (string | number)[]): Seen {
  let value = properties;
  try {
    for (const step of path) {
      if (value === undefined || value === null) return unset;
      value = (value as Record<string | number, unknown>)[step];
    }
  } catch (error) {
    if (error instanceof UnknownValueError) return unknown;
    throw error;
  }
  return value === undefined || value === null ? unset : known(value);
}

/** Whether a property is unknown or holds an unknown value anywhere inside. */
export function holdsUnknown(properties: unknown, property: string | number): boolean {
  const seen = look(properties, property);
  if (seen.state !== "known") return seen.state === "unknown";
  if (typeof seen.value !== "object" || seen.value === null) return false;
  return Object.keys(seen.value).some((key) => holdsUnknown(seen.value, key));
}

/** The value when it is known and a string. */
export function textOf(seen: Seen): string | undefined {
  return seen.state === "known" && typeof seen.value === "string" ? seen.value : undefined;
}

/** The value for a rule's fact that tells "left out" (null) from "nobody knows" (undefined). */
export function textFact(seen: Seen): string | null | undefined {
  return seen.state === "unset" ? null : textOf(seen);
}

/** As {@link textFact}, for a flag. Some languages send flags as text. */
export function flagFact(seen: Seen): boolean | null | undefined {
  if (seen.state === "unset") return null;
  if (seen.state === "unknown") return undefined;
  return seen.value === true || seen.value === "true";
}

/** How many elements a list has; undefined when it is no list or not known. */
export function lengthOf(seen: Seen): number | undefined {
  return seen.state === "known" && Array.isArray(seen.value) ? seen.value.length : undefined;
}
