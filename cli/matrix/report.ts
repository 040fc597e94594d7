import type { Row } from "../rehearse/handshakes";
import type { RowResult, Trial } from "./runMatrix";

/** Longest reason in a table; JSON has it whole. */
const reasonWidth = 72;

/** One line of the table for a row, whoever tried it. */
export function tableRow({ row, trials, held }: RowResult): Row {
  const tried = trials.filter((trial) => trial.held !== undefined);
  const told = tried.find((trial) => trial.held === false) ?? tried.at(0);
  return {
    name: row.id,
    expected: String(row.expected),
    seen: seenText(trials),
    reason: [shortened(told?.reason ?? ""), untried(trials)].filter(Boolean).join(" | "),
    held,
  };
}

/** `403` where all saw it; else what each saw. */
function seenText(trials: readonly Trial[]): string {
  const tried = trials.filter(({ held }) => held !== undefined);
  const outcomes = [...new Set(tried.map(({ seen }) => seen))];
  if (outcomes.length > 1) return tried.map(({ by, seen }) => `${by} ${seen}`).join(", ");
  return `${outcomes[0] ?? "not run"}${times(tried.length)}`;
}

/** Who could not try it, and why not: `curl, openssl not run: ...`. */
function untried(trials: readonly Trial[]): string {
  const names = new Map<string, Set<string>>();
  for (const { by, seen: why } of trials.filter(({ held }) => held === undefined)) {
    names.set(why, (names.get(why) ?? new Set()).add(by.split(" ")[0] ?? by));
  }
  return [...names].map(([why, who]) => `${[...who].join(", ")} ${why}`).join("; ");
}

function times(count: number): string {
  return count > 1 ? ` x${count}` : "";
}

/** One line: AWS's error from its code on, OpenSSL's by its words alone. */
function shortened(reason: string): string {
  const line = reason.replace(/\s+/g, " ").trim();
  const openssl = /\berror:[0-9A-F]+:([^:]*):[^:]*:([^:]*)/.exec(line);
  const said = openssl
    ? `${openssl[1] ?? ""}: ${openssl[2] ?? ""}`
    : (/\b(?:\w+Exception|InvalidArgument): .*/.exec(line)?.[0] ?? line);
  return said.length > reasonWidth ? `${said.slice(0, reasonWidth - 3)}...` : said;
}

/** What --json prints of a row. */
export function jsonRow({ row, trials, held }: RowResult): object {
  const { id, tried, layer, expected, rules = [], reason = "", standing } = row;
  return { id, tried, layer, expected, rules, reason, standing, held: held ?? null, trials };
}
