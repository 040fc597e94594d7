/**
 * A mistake of the caller's: said in one line, without a stack trace, with exit status 2.
 * The message says what was given, why it is refused and what to do.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
