import { errColours as pc } from "./colours";

/**
 * Progress on standard error: one line for each step, which on a terminal is rewritten in place while the step goes on
 * and elsewhere is printed when it ends (and every ten seconds meanwhile), so that logs stay short.
 */
export class Progress {
  private readonly terminal = process.stderr.isTTY;
  private readonly timer: NodeJS.Timeout;
  private text = "";
  private start = Date.now();
  private lastPrinted = 0;

  constructor() {
    this.timer = setInterval(
      () => {
        this.tick();
      },
      this.terminal ? 100 : 1000,
    );
    this.timer.unref();
  }

  /** Begins a step and ends the one before it. */
  step(text: string): void {
    this.finish();
    this.text = text;
    this.start = this.lastPrinted = Date.now();
    this.draw();
  }

  /** Says how far the step is. */
  update(text: string): void {
    this.text = text;
    this.draw();
  }

  /** Ends the step that is under way, with its time. */
  finish(): void {
    if (this.text === "") return;
    this.clear();
    process.stderr.write(`${pc.green("✓")} ${this.text} ${pc.dim(this.elapsed())}\n`);
    this.text = "";
  }

  /** Leaves the step that is under way as failed. */
  fail(): void {
    if (this.text !== "") {
      this.clear();
      process.stderr.write(`${pc.red("✗")} ${this.text} ${pc.dim(this.elapsed())}\n`);
      this.text = "";
    }
    clearInterval(this.timer);
  }

  /** A line of its own, above the step that is under way. */
  note(line: string): void {
    this.clear();
    process.stderr.write(`  ${pc.dim(line)}\n`);
    this.draw();
  }

  private tick(): void {
    if (this.text === "") return;
    if (this.terminal) {
      this.draw();
    } else if (Date.now() - this.lastPrinted >= 10_000) {
      this.lastPrinted = Date.now();
      process.stderr.write(`  ${this.text} ${this.elapsed()}\n`);
    }
  }

  private draw(): void {
    if (!this.terminal || this.text === "") return;
    this.clear();
    process.stderr.write(`${pc.cyan("…")} ${this.text} ${pc.dim(this.elapsed())}`);
  }

  private clear(): void {
    if (this.terminal) process.stderr.write("\r\u001b[2K");
  }

  private elapsed(): string {
    return `${((Date.now() - this.start) / 1000).toFixed(1)} s`;
  }
}
