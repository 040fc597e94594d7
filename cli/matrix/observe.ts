import type { LogEntry } from "@mtls-gateway/local";
import { setTimeout as sleep } from "node:timers/promises";
import type { Sight } from "./clients/call";
import type { Seen } from "./row";
import type { MatrixWorld } from "./world/matrixWorld";

/**
 * What a client saw, with the reason that the log gives for it. Entries come a moment after the client has its answer, and
 * others beside them, of clients of the row before: the newest one that fits what the client saw is taken.
 */
export async function observe(
  world: MatrixWorld,
  listener: LogEntry["listener"],
  act: () => Promise<Sight>,
): Promise<Seen> {
  const before = new Set(await world.logs());
  const { outcome, words } = await act();
  let entries: LogEntry[] = [];
  for (let wait = 0; wait < 200; wait += 1) {
    const log = await world.logs();
    entries = log.filter((one) => one.listener === listener && !before.has(one));
    const entry = entries.filter((one) => fits(one, outcome)).at(-1);
    if (entry !== undefined) return seenOf(outcome, entry);
    await sleep(5);
  }
  const newest = entries.at(-1);
  if (newest !== undefined) return seenOf(outcome, newest);
  return { outcome, rules: [], reason: `(nothing in the log) ${words.slice(0, 200)}` };
}

function fits(entry: LogEntry, outcome: Sight["outcome"]): boolean {
  if (typeof outcome === "number") return entry.status === outcome;
  return entry.status === 0 && entry.outcome === (outcome === "closed" ? "refused" : "failed");
}

function seenOf(outcome: Sight["outcome"], entry: LogEntry): Seen {
  return { outcome, rules: [...entry.rules].sort(), reason: entry.reason };
}
