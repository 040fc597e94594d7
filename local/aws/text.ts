import { isObject, type Value, type Values } from "../provider/values";

/** A string input that is given and known, else "". */
export function text(value: Value | undefined): string {
  return typeof value === "string" ? value : "";
}

/** An object input that is given and known, else an empty one. */
export function object(value: Value | undefined): Values {
  return isObject(value) ? value : {};
}

/** A list input that is given and known, else an empty one. */
export function list(value: Value | undefined): Value[] {
  return Array.isArray(value) ? value : [];
}

/** The known strings of a list. */
export function texts(value: Value | undefined): string[] {
  return list(value).filter((item) => typeof item === "string");
}

/** A map of strings, as tags, variables and templates are. */
export function textMap(value: Value | undefined): Record<string, string> {
  const entries = Object.entries(object(value));
  return Object.fromEntries(entries.map(([name, item]) => [name, text(item)]));
}
