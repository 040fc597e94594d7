import { tlsVersions, type TlsClient } from "./clients/call";
import { installedClients } from "./clients/installedClients";
import { observe } from "./observe";
import type { ClientName, MatrixRow, Outcome, RequestRow, Seen } from "./row";
import { matrixRows } from "./rows";
import { MatrixWorld } from "./world/matrixWorld";

/** One try of a row, by one client in one version of TLS. */
export interface Trial {
  /** `Node TLSv1.3`, `curl TLSv1.2`; the client alone, or "AWS", where no version is part of it. */
  by: string;
  seen: string;
  reason: string;
  rules: readonly string[];
  /** Whether what was seen is what was expected; undefined when it could not be tried (`seen` says why). */
  held: boolean | undefined;
}

export interface RowResult {
  row: MatrixRow;
  trials: Trial[];
  /** Undefined when no client could try it. */
  held: boolean | undefined;
}

export interface MatrixOptions {
  /** IDs of the rows to try. @default all */
  ids?: readonly string[];
  /** Which clients make the requests. @default Node, curl and openssl */
  clients?: readonly ClientName[];
  /** Called before each row. */
  onRow?: (row: MatrixRow, index: number, total: number) => void;
  signal?: AbortSignal;
}

/** Tries the rows, one after the other, in a world of their own that is gone afterwards. */
export async function runMatrix(options: MatrixOptions = {}): Promise<RowResult[]> {
  const { ids } = options;
  const rows = matrixRows.filter(({ id }) => ids?.includes(id) ?? true);
  const world = await MatrixWorld.create();
  try {
    return await runRows(rows, world, options);
  } finally {
    await world.close();
  }
}

/** Tries rows in a world that stands already. */
export async function runRows(
  rows: readonly MatrixRow[],
  world: MatrixWorld,
  options: Omit<MatrixOptions, "ids"> = {},
): Promise<RowResult[]> {
  const { onRow = () => undefined, signal, clients: chosen = requestClients } = options;
  const installed = await installedClients(world.folder);
  const results: RowResult[] = [];
  for (const [index, row] of rows.entries()) {
    signal?.throwIfAborted();
    onRow(row, index, rows.length);
    const trials = await tryRow(row, world, { installed, chosen });
    const tried = trials.filter(({ held }) => held !== undefined);
    const held = tried.length === 0 ? undefined : tried.every((one) => one.held);
    results.push({ row, trials, held });
  }
  return results;
}

interface Clients {
  installed: ReadonlyMap<ClientName, TlsClient | string>;
  chosen: readonly ClientName[];
}

async function tryRow(row: MatrixRow, world: MatrixWorld, clients: Clients): Promise<Trial[]> {
  switch (row.kind) {
    case "request":
      return tryRequest(row, world, clients);
    case "given":
      return [judge(row, "AWS", await row.give(world))];
    case "scene": {
      const name = row.client ?? "Node";
      const missing = clients.installed.get(name);
      if (typeof missing === "string") return [notTried(name, missing)];
      const trials: Trial[] = [];
      for (const version of row.versions ?? [undefined]) {
        const by = version === undefined ? name : `${name} ${version}`;
        trials.push(judge(row, by, await row.play(world, version)));
      }
      return trials;
    }
  }
}

async function tryRequest(row: RequestRow, world: MatrixWorld, clients: Clients): Promise<Trial[]> {
  const call = await row.call(world);
  const trials: Trial[] = [];
  for (const name of clients.chosen) {
    const client = row.except?.[name] ?? clients.installed.get(name);
    for (const version of row.versions ?? tlsVersions) {
      if (typeof client !== "object") {
        trials.push(notTried(`${name} ${version}`, client ?? "there is no such client"));
        continue;
      }
      const listener = row.log ?? (row.layer === "edge" ? "edge" : "gateway");
      const seen = await observe(world, listener, () => client.send(call, version));
      trials.push(judge(row, `${name} ${version}`, seen));
    }
  }
  return trials;
}

export const requestClients: readonly ClientName[] = ["Node", "curl", "openssl"];

function judge(row: MatrixRow, by: string, { outcome, rules, reason }: Seen): Trial {
  const wanted = [...(row.rules ?? [])].sort();
  const held =
    outcome === row.expected &&
    JSON.stringify(rules) === JSON.stringify(wanted) &&
    reason.includes(row.reason ?? "");
  return { by, seen: outcomeText(outcome), reason, rules, held };
}

function notTried(by: string, why: string): Trial {
  return { by, seen: `not run: ${why}`, reason: "", rules: [], held: undefined };
}

export function outcomeText(outcome: Outcome): string {
  return String(outcome);
}
