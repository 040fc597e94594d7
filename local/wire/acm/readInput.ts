import { acmError } from "../../aws/acm/acmStore";

/** Members that are lists in every call that has them. */
const lists = ["CertificateStatuses", "extendedKeyUsage", "keyUsage", "keyTypes"];

/** The input of a call. Throws SerializationException for a body that is none, as services of the JSON protocol do. */
export function readInput(operation: string, body: string): Record<string, unknown> {
  const input = object(operation, parsed(operation, body));
  for (const at of [input, object(operation, input.Includes ?? {})]) {
    for (const name of lists.filter((one) => Object.hasOwn(at, one))) {
      if (!Array.isArray(at[name])) throw unreadable(operation, `${name} is no list`);
    }
  }
  return input;
}

function parsed(operation: string, body: string): unknown {
  try {
    return body === "" ? {} : JSON.parse(body);
  } catch {
    throw unreadable(operation, "the body is no JSON");
  }
}

function object(operation: string, value: unknown): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw unreadable(operation, "an object is expected");
}

function unreadable(operation: string, why: string) {
  return acmError(operation, "SerializationException", `The input could not be read: ${why}`);
}
