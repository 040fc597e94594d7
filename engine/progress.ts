/** Milliseconds between two lines of a step that goes on. */
const interval = 10_000;

/** Tells people what happens, through whatever the caller gave to be told with. */
export class Progress {
  constructor(private readonly write: (line: string) => void = () => undefined) {}

  /** One line. */
  say(line: string): void {
    this.write(`engine: ${line}`);
  }

  /**
   * Does a step; while it goes on, a line every ten seconds says how long and how far.
   *
   * @param detail what there is to say at that moment; may be empty
   */
  async during<T>(step: string, detail: () => string, work: () => Promise<T>): Promise<T> {
    const start = Date.now();
    const timer = setInterval(() => {
      const seconds = Math.round((Date.now() - start) / 1000);
      const more = detail();
      this.say(`${step}: ${seconds} s${more === "" ? "" : `, ${more}`}`);
    }, interval);
    try {
      return await work();
    } finally {
      clearInterval(timer);
    }
  }
}
