import type { Progress } from "../progress";
import { renderTable, renderVerdict } from "../rehearse/table";
import { UsageError } from "../usageError";
import { areaOf } from "./matrixDocument";
import { jsonRow, tableRow } from "./report";
import { matrixRows } from "./rows";
import { runMatrix } from "./runMatrix";

export interface MatrixFlags {
  /** Rows of this area alone. @default all */
  area?: string;
  json: boolean;
}

/** Runs the negative matrix and prints what came of it; resolves to whether every row that could be tried held. */
export async function rehearseMatrix(
  { area, json }: MatrixFlags,
  progress: Progress,
  signal: AbortSignal,
): Promise<boolean> {
  const start = Date.now();
  const ids = idsOf(area);
  progress.step("negative matrix: AWS on this machine");
  const results = await runMatrix({
    ids,
    signal,
    onRow: ({ id }, index, total) => {
      progress.update(`negative matrix: ${index + 1} of ${total}, ${id}`);
    },
  });
  const trials = results.reduce((count, row) => count + row.trials.length, 0);
  progress.update(`negative matrix: ${results.length} rows, ${trials} trials`);
  progress.finish();
  const held = results.every((result) => result.held !== false);
  if (json) {
    const seconds = Number(((Date.now() - start) / 1000).toFixed(1));
    const report = { ok: held, seconds, rows: results.map(jsonRow) };
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
  } else {
    const rows = results.map(tableRow);
    process.stdout.write(`\n${renderTable(rows)}\n\n  ${renderVerdict(rows)}\n\n`);
  }
  return held;
}

function idsOf(area: string | undefined): string[] {
  const ids = matrixRows.map(({ id }) => id);
  if (area === undefined) return ids;
  const own = ids.filter((id) => areaOf(id) === area);
  if (own.length > 0) return own;
  const known = [...new Set(ids.map(areaOf))].join(", ");
  throw new UsageError(`The matrix has no area ${JSON.stringify(area)}. There are: ${known}.`);
}
