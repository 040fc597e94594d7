import type { AccountView } from "./accountView";

/** Brings the listeners up to date after each change of the account; changes in quick succession become one refresh. */
export class Refresher {
  private running: Promise<void> | undefined;
  private wanted = false;
  private closed = false;
  /** Why the state that is served is not the account's. */
  private failure: Error | undefined;
  private readonly unsubscribe: () => void;

  constructor(
    account: AccountView,
    private readonly refresh: () => Promise<void>,
    private readonly print: (line: string) => void = () => undefined,
  ) {
    this.unsubscribe = account.onChange(() => {
      this.request();
    });
  }

  /** Resolves when every change so far is served; rejects with the reason when the last one could not be taken over. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
    if (this.failure !== undefined) throw this.failure;
  }

  close(): void {
    this.closed = true;
    this.unsubscribe();
  }

  private request(): void {
    this.wanted = true;
    this.running ??= this.run();
  }

  private async run(): Promise<void> {
    // The account may call back in the midst of a change of several parts: the refresh waits for its end.
    await Promise.resolve();
    while (this.wanted && !this.closed) {
      this.wanted = false;
      try {
        await this.refresh();
        this.failure = undefined;
      } catch (error) {
        this.failure = error instanceof Error ? error : new Error(String(error));
        // What was served before is served on: a half-built state never is.
        this.print(`data plane: the account's change could not be taken over: ${String(error)}`);
      }
    }
    this.running = undefined;
  }
}
