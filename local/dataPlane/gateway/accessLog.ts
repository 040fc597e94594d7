import type { ServerResponse } from "node:http";

/** Bytes of a log event that API Gateway submits to CloudWatch: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const eventLimit = 1024;

/**
 * One line of a stage's access log: `$context.x` in the format become the request's values, `-` where it has none.
 * [observed] Quotes and backslashes are not escaped, JSON or not: https://github.com/DataBiosphere/azul/issues/4348
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function accessLogLine(
  format: string,
  values: Readonly<Record<string, string | undefined>>,
): string {
  const line = format
    .replace(/\n$/, "")
    .replace(/\$context\.([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)/g, (_, name: string) => {
      const value = values[name];
      return value === undefined || value === "" ? "-" : oneLine(value);
    });
  const bytes = Buffer.from(line);
  // What is longer is cut, wherever that is.
  return bytes.length <= eventLimit ? line : bytes.subarray(0, eventLimit).toString("utf8");
}

/** `22/Nov/2026:05:14:07 +0000`, as `$context.requestTime` says it. */
export function requestTime(at: Date): string {
  const [, day = "", month = "", year = "", time = ""] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(at.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

/** Counts the bytes of a response's body as they are written. */
export function countBody(response: ServerResponse): () => number {
  let length = 0;
  const count = (chunk: unknown) => {
    if (typeof chunk === "string" || chunk instanceof Uint8Array)
      length += Buffer.byteLength(chunk);
  };
  const write = response.write.bind(response) as (...args: unknown[]) => boolean;
  const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
  response.write = (...args: unknown[]) => {
    count(args[0]);
    return write(...args);
  };
  response.end = (...args: unknown[]) => {
    count(args[0]);
    return end(...args);
  };
  return () => length;
}

/** A certificate's PEM and names never bring a second line into the log. */
function oneLine(value: string): string {
  return value.replace(/[\u0000-\u001f\u007f]+/g, " ").trim();
}
