/** What the stand-in tells a function's process, one line of JSON each. */
export interface Invocation {
  requestId: string;
  traceId: string;
  /** Milliseconds that the function has. */
  remaining: number;
  event: unknown;
}

/** An error as Lambda reports it. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** What a function's process tells the stand-in, one line of JSON each. */
export type Report =
  | { kind: "ready" }
  /** One event of the function's log. */
  | { kind: "log"; message: string }
  /** The handler's answer as JSON text, and the process's memory in bytes. */
  | { kind: "answer"; requestId: string; payload: string; memory: number }
  /** The handler failed, or (without a request) could not be loaded; `last` when the process ends with it. */
  | { kind: "error"; requestId?: string; error: FunctionError; last: boolean };

/** File descriptors of a function's process: invocations come in at one, reports go out at the other. */
export const invocationsAt = 3;
export const reportsAt = 4;

/** Largest answer, in bytes: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const answerLimit = 6_291_556;

/** A report as it came; undefined for what is none, for the function's own code can write there too. */
export function readReport(line: string): Report | undefined {
  let report: Report;
  try {
    report = JSON.parse(line) as Report;
  } catch {
    return undefined;
  }
  switch ((report as Report | null)?.kind) {
    case "ready":
      return report;
    case "log":
      return typeof (report as { message: unknown }).message === "string" ? report : undefined;
    case "answer":
      return isAnswer(report) ? report : undefined;
    case "error":
      return isError((report as { error: unknown }).error) ? report : undefined;
    default:
      return undefined;
  }
}

function isAnswer({ payload, memory }: Record<string, unknown>): boolean {
  return typeof payload === "string" && isJson(payload) && typeof memory === "number";
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isError(error: unknown): boolean {
  const { errorType, errorMessage } = (error ?? {}) as Partial<FunctionError>;
  return typeof errorType === "string" && typeof errorMessage === "string";
}
