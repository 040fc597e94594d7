import { LocalAwsError } from "../localAwsError";
import { bareCopy } from "./bareCopy";
import { LogStore } from "./logStore";
import type { AccountState } from "./state";
import type { StateFolder } from "./stateFolder";

/** The ID of the account on this machine; AWS's documentation uses the same one in its examples. */
export const accountId = "123456789012";

/** How long AWS takes for what is not done at once, ms on the account's clock. */
export interface Pace {
  /** A custom domain is UPDATING for this long after it was made or updated. @default 0 */
  domainUpdate: number;
  /** A distribution is InProgress for this long after it was made or updated. @default 0 */
  deployment: number;
}

/** The local AWS account: one state, changed whole or not at all, kept in a folder. */
export class Account {
  private current: AccountState;
  private readonly listeners = new Set<() => void>();
  private closed = false;
  /** Events of CloudWatch Logs. */
  readonly logs = new LogStore(this);

  constructor(
    readonly folder: StateFolder,
    /** The account's clock. */
    readonly now: () => Date,
    readonly pace: Readonly<Pace> = { domainUpdate: 0, deployment: 0 },
  ) {
    this.current = bareCopy(folder.load());
    this.pruneBlobs();
  }

  /** The account as it is; not to be changed but through `change`. */
  get state(): Readonly<AccountState> {
    return this.current;
  }

  /**
   * Runs one change of the account: on an error nothing of it stays, neither here nor in the file.
   * The file is written before the change is seen by anybody.
   */
  change<T>(action: (draft: AccountState) => T): T {
    // The folder may be another process's by now.
    if (this.closed)
      throw new LocalAwsError("The AWS on this machine has been closed: start it again.");
    const draft = bareCopy(this.current);
    const result = action(draft);
    this.folder.save(`${JSON.stringify(draft)}\n`);
    // Once more, for what the action put in is made of plain objects.
    this.current = bareCopy(draft);
    for (const listener of [...this.listeners]) listener();
    return result;
  }

  /** When what takes `duration` ms from now on is done; undefined for what is done at once. */
  doneAfter(duration: number): string | undefined {
    return duration > 0 ? new Date(this.now().getTime() + duration).toISOString() : undefined;
  }

  /** Calls `listener` after each change; returns the function that unsubscribes. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.closed = true;
    this.listeners.clear();
    this.folder.release();
  }

  private pruneBlobs(): void {
    const used = new Set<string>();
    for (const bucket of Object.values(this.current.buckets)) {
      for (const versions of Object.values(bucket.objects)) {
        for (const version of versions) used.add(version.blob);
      }
    }
    for (const { code } of Object.values(this.current.lambdaFunctions)) used.add(code.blob);
    this.folder.pruneBlobs(used);
  }
}
