/** Wrong use of the AWS on this machine; the message is one line: what was given, why it is refused, what to do. */
export class LocalAwsError extends Error {
  override readonly name = "LocalAwsError";
}
