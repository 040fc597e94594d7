import type { LogEntry } from "./logEntry";

/** An entry before what is left out is filled in. */
export type NewLogEntry = Pick<LogEntry, "listener" | "layer" | "outcome"> &
  Partial<Omit<LogEntry, "at">>;

/** How many entries are kept: the newest. */
export const logCapacity = 1000;

/** The data plane's memory of what it answered and why. The array keeps its identity, so that callers can hold it. */
export class RequestLog {
  readonly entries: LogEntry[] = [];

  constructor(
    private readonly now: () => Date,
    private readonly print?: (line: string) => void,
  ) {}

  /** Adds an entry; what is left out is empty. */
  add(entry: NewLogEntry): void {
    const full: LogEntry = {
      at: this.now().toISOString(),
      serverName: "",
      host: "",
      method: "",
      path: "",
      status: 0,
      reason: "",
      rules: [],
      clientFingerprint: "",
      requestId: "",
      ...entry,
    };
    this.entries.push(full);
    if (this.entries.length > logCapacity) this.entries.shift();
    this.print?.(formatLogEntry(full));
  }
}

/** One line for people: `gateway api.example.com GET /pets 403 Access denied. Reason: ... (CC001)`. */
export function formatLogEntry(entry: LogEntry): string {
  const rules = entry.rules.length > 0 ? `(${entry.rules.join(", ")})` : "";
  const answer = entry.status === 0 ? entry.outcome : String(entry.status);
  return [
    entry.listener,
    entry.serverName === "" ? "(no server name)" : entry.serverName,
    entry.method,
    entry.path,
    answer,
    entry.reason,
    rules,
  ]
    .filter((part) => part !== "")
    .map(printable)
    .join(" ");
}

/** Bytes a client chose never reach a terminal as control characters. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, "?");
}
