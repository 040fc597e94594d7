import * as fs from "node:fs";
import { UsageError } from "../usageError";
import type { NamedFile } from "./examine";

/** Bytes of a file that are read at all; what `pki/` reads of them is far less. */
const maxFileBytes = 64 * 1024 * 1024;

const chunkBytes = 1024 * 1024;

/**
 * Reads a file, or standard input for "-". Pipes and devices do not say how long they are, so the limit holds for what is read.
 * @throws UsageError when it cannot be read, or has more than 64 MB
 */
export function readFile(name: string): NamedFile {
  const shown = name === "-" ? "standard input" : name;
  let file: number | undefined;
  try {
    file = name === "-" ? 0 : fs.openSync(name, "r");
    return { name, bytes: readAll(file, shown) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new UsageError(`${shown} cannot be read${reasons.get(code) ?? ` (${code})`}.`);
  } finally {
    if (file !== undefined && file !== 0) fs.closeSync(file);
  }
}

function readAll(file: number, shown: string): Buffer {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const length = readSome(file, chunk);
    if (length === 0) return Buffer.concat(chunks, size);
    chunks.push(chunk.subarray(0, length));
    size += length;
    if (size > maxFileBytes) {
      throw new UsageError(`${shown} has more than ${maxFileBytes} bytes: that is no truststore.`);
    }
  }
}

/** Bytes read, 0 at the end. A terminal or socket that does not block is asked again until it has something. */
function readSome(file: number, chunk: Buffer): number {
  for (;;) {
    try {
      return fs.readSync(file, chunk);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Windows ends a pipe with an error.
      if (code === "EOF") return 0;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

const reasons = new Map([
  ["ENOENT", ": there is no such file"],
  ["EACCES", ": permission denied"],
  ["EISDIR", ": it is a folder"],
]);
