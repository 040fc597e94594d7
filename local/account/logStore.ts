import * as fs from "node:fs";
import { logGroupKey } from "../aws/cloudwatch/accessLogTarget";
import type { Account } from "./account";

/** One event of a log group. */
export interface LogEvent {
  /** By the account's clock, ISO 8601. */
  at: string;
  message: string;
}

/** Events of CloudWatch Logs: a file for each group, a line of JSON for each event. They are no part of the account's one file. */
export class LogStore {
  constructor(private readonly account: Account) {}

  /** Appends one event; a group that is not there swallows it, as at AWS. */
  write(logGroupArn: string, message: string): void {
    const key = logGroupKey(logGroupArn);
    if (key === undefined || this.account.state.logGroups[key] === undefined) return;
    const event: LogEvent = { at: this.account.now().toISOString(), message };
    fs.mkdirSync(this.account.folder.file("logs"), { recursive: true, mode: 0o700 });
    fs.appendFileSync(this.file(key), `${JSON.stringify(event)}\n`, { mode: 0o600 });
  }

  /** All events of a group (`region/name`), oldest first; the last line may be half of one after a crash and is left out then. */
  read(key: string): LogEvent[] {
    let text: string;
    try {
      text = fs.readFileSync(this.file(key), "utf8");
    } catch {
      return [];
    }
    return text
      .slice(0, text.lastIndexOf("\n") + 1)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as LogEvent);
  }

  /** A group goes with its events. */
  remove(key: string): void {
    fs.rmSync(this.file(key), { force: true });
  }

  private file(key: string): string {
    return this.account.folder.file(`logs/${encodeURIComponent(key)}.jsonl`);
  }
}
