import type { Readable } from "node:stream";

const newline = 10;

/** Calls `take` for each line of a stream, and for what is after the last one; a longer line comes in pieces of about `limit` bytes. */
export function eachLine(stream: Readable, limit: number, take: (line: string) => void): void {
  let parts: Buffer[] = [];
  let length = 0;
  const flush = () => {
    const line = Buffer.concat(parts).toString("utf8");
    parts = [];
    length = 0;
    take(line);
  };
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  stream.on("data", (chunk: Buffer) => {
    let at = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, at)) {
      add(chunk.subarray(at, end));
      flush();
      at = end + 1;
    }
    if (at < chunk.length) add(chunk.subarray(at));
    if (length > limit) flush();
  });
  stream.on("error", () => undefined);
  stream.on("close", () => {
    if (length > 0) flush();
  });
}
