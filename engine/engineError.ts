/** Why there is no engine, and what to do about it. The message is meant for people, as it stands. */
export class EngineError extends Error {
  override readonly name = "EngineError";
}

/** The first line of an error that says something; a stack or a long answer helps nobody here. */
export function firstLine(error: unknown, limit = 200): string {
  const text = error instanceof Error ? describe(error) : String(error);
  const line = text.split("\n").find((candidate) => candidate.trim() !== "") ?? "no reason given";
  return line.length > limit ? `${line.slice(0, limit - 1)}…` : line.trim();
}

/** `fetch failed` alone says nothing: the cause has the host and the reason. */
function describe(error: Error): string {
  const cause = error.cause;
  if (!(cause instanceof Error)) return error.message;
  const reason =
    cause.message === "" ? ((cause as NodeJS.ErrnoException).code ?? "") : cause.message;
  return reason === "" ? error.message : `${error.message}: ${reason}`;
}
