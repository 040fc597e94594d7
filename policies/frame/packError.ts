/**
 * Ends a preview or an `up` with one line. The SDK sends an error's stack to the engine, and the engine prints all of
 * it: this one's stack is its message.
 */
export class PackError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PackError";
    this.stack = message;
  }
}
