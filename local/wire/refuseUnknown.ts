import { notAnswered } from "./notAnswered";

/** Refuses by name what a call is given and nothing here acts on: none is swallowed. */
export function refuseUnknown(
  call: { service: string; operation: string; answered: readonly string[] },
  given: Iterable<string>,
  known: readonly string[],
): void {
  const unknown = [...new Set(given)].filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw notAnswered(call.service, `${call.operation} with ${unknown.join(", ")}`, call.answered);
}
