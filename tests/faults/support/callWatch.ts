import type { Intercept, ProviderCall } from "@mtls-gateway/local";

export type Phase = "before" | "after";

/** Where a fault strikes: a call by its name, and whether it is done by then. */
export interface Moment {
  call: string;
  phase: Phase;
}

/** A call by what it is about, so that it is the same in every run: `create gw-truststore-bucket`, `configure aws`. */
function nameOf({ method, provider, subject }: ProviderCall): string {
  return `${method} ${subject === "" ? provider : (subject.split("::").at(-1) ?? "")}`;
}

/** Records the calls of an engine, and strikes at one of them. */
export class CallWatch {
  /** Every call so far, by name. */
  readonly seen: string[] = [];
  private readonly names = new WeakMap<ProviderCall, string>();
  private open = 0;
  private trap: (Moment & { strike: () => void | Promise<void> }) | undefined;
  private readonly waiting: { done: () => boolean; resolve: () => void }[] = [];

  /** For `startLocalAws`. */
  readonly intercept: Intercept = async (call, phase) => {
    const name = this.names.get(call) ?? this.named(call);
    this.open += phase === "before" ? 1 : -1;
    const { trap } = this;
    try {
      if (trap?.call === name && trap.phase === phase) {
        this.trap = undefined;
        await trap.strike();
      }
    } catch (error) {
      // Refused before it was done: there will be no "after".
      if (phase === "before") this.open -= 1;
      throw error;
    } finally {
      this.wake();
    }
  };

  /** Lets `strike` happen once, at that moment; what it throws is the answer to the call. */
  set(moment: Moment, strike: () => void | Promise<void>): void {
    this.trap = { ...moment, strike };
  }

  /** Whether the moment has come since it was set. */
  get struck(): boolean {
    return this.trap === undefined;
  }

  /** Resolves when the call is seen, at once when it was seen before. */
  async called(name: string): Promise<void> {
    await this.until(() => this.seen.includes(name));
  }

  /** Resolves when no call is being done. */
  async quiet(): Promise<void> {
    await this.until(() => this.open === 0);
  }

  /** The second call of a name is `check gw-pets-stage #2`. */
  private named(call: ProviderCall): string {
    const plain = nameOf(call);
    const before = this.seen.filter((name) => name.split(" #")[0] === plain).length;
    const name = before === 0 ? plain : `${plain} #${before + 1}`;
    this.names.set(call, name);
    this.seen.push(name);
    return name;
  }

  private until(done: () => boolean): Promise<void> {
    if (done()) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ done, resolve }));
  }

  private wake(): void {
    for (const one of this.waiting.splice(0)) {
      if (one.done()) one.resolve();
      else this.waiting.push(one);
    }
  }
}
