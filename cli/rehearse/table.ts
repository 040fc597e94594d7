import { outColours as pc } from "../colours";
import type { Row } from "./handshakes";

/** Renders the rows as aligned columns: a mark, what was tried, what was expected, what was seen, and why. */
export function renderTable(rows: readonly Row[]): string {
  const columns = ["name", "expected", "seen", "reason"] as const;
  const headings = { name: "handshake", expected: "expected", seen: "seen", reason: "reason" };
  const width = (column: (typeof columns)[number]): number =>
    Math.max(...[headings, ...rows].map((row) => row[column].length));
  const line = (mark: string, row: Record<(typeof columns)[number], string>): string =>
    ["", mark, ...columns.map((column) => row[column].padEnd(width(column)))].join("  ").trimEnd();
  return [pc.bold(line(" ", headings)), ...rows.map((row) => line(markOf(row), row))].join("\n");
}

function markOf({ held }: Row): string {
  if (held === undefined) return pc.yellow("-");
  return held ? pc.green("✓") : pc.red("✗");
}

/** One line that counts the rows: those that held, those that did not, and those that could not be tried. */
export function renderVerdict(rows: readonly Row[]): string {
  const count = (held: boolean | undefined): number =>
    rows.filter((row) => row.held === held).length;
  const failed = count(false);
  const untried = count(undefined);
  const text = [
    `${count(true)} of ${rows.length} as expected`,
    ...(failed > 0 ? [`${failed} not`] : []),
    ...(untried > 0 ? [`${untried} not tried`] : []),
  ].join(", ");
  return failed > 0 ? pc.red(text) : pc.green(text);
}
