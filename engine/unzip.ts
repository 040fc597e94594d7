import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";

const inflate = promisify(inflateRaw);

/** One file in a zip archive. */
export interface ZipEntry {
  /** Path in the archive, with forward slashes. */
  name: string;
  /** Unpacks it. */
  read: () => Promise<Buffer>;
}

/** Signatures of the three records that are read, and their lengths without the parts of variable length. */
const endRecord = { signature: 0x06054b50, length: 22 };
const centralHeader = { signature: 0x02014b50, length: 46 };
const localHeader = { signature: 0x04034b50, length: 30 };

/** The longest comment that may follow the end record. */
const longestComment = 0xffff;

const stored = 0;
const deflated = 8;

/**
 * Lists the files of a zip archive as module proxies make them: stored or deflated, neither encrypted nor Zip64 (a
 * module is at most 500 MB). Folders are left out.
 *
 * See https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZip(archive: Buffer): ZipEntry[] {
  const end = findEnd(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (archive.readUInt32LE(at) !== centralHeader.signature)
      throw new Error("damaged zip archive");
    const nameLength = archive.readUInt16LE(at + 28);
    const start = at + centralHeader.length;
    const name = archive.toString("utf8", start, start + nameLength);
    const header = {
      method: archive.readUInt16LE(at + 10),
      packed: archive.readUInt32LE(at + 20),
      size: archive.readUInt32LE(at + 24),
      local: archive.readUInt32LE(at + 42),
    };
    if (!name.endsWith("/")) entries.push({ name, read: () => readEntry(archive, name, header) });
    at = start + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(archive: Buffer): number {
  const last = archive.length - endRecord.length;
  for (let at = last; at >= Math.max(0, last - longestComment); at -= 1) {
    if (archive.readUInt32LE(at) === endRecord.signature) return at;
  }
  throw new Error("not a zip archive");
}

async function readEntry(
  archive: Buffer,
  name: string,
  header: { method: number; packed: number; size: number; local: number },
): Promise<Buffer> {
  const { method, packed, size, local } = header;
  if (archive.readUInt32LE(local) !== localHeader.signature) throw new Error("damaged zip archive");
  // The local header has lengths of its own: its extra field may differ from the central one.
  const variable = archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const start = local + localHeader.length + variable;
  const bytes = archive.subarray(start, start + packed);
  if (method !== stored && method !== deflated) {
    throw new Error(`${name} is packed in a way (${method}) that is not read here`);
  }
  const content = method === stored ? bytes : await inflate(bytes);
  if (content.length !== size) throw new Error(`${name} has ${content.length} bytes, not ${size}`);
  return content;
}

/** How many files are written at the same time. */
const atOnce = 16;

/**
 * Writes the entries below a folder.
 *
 * @param place path below the folder for a name in the archive; undefined leaves the file out
 */
export async function extract(
  entries: readonly ZipEntry[],
  folder: string,
  options: {
    place: (name: string) => string | undefined;
    mode: (name: string) => number;
    signal: AbortSignal;
  },
): Promise<void> {
  const rest = entries.values();
  const worker = async (): Promise<void> => {
    for (const entry of rest) {
      options.signal.throwIfAborted();
      const place = options.place(entry.name);
      if (place === undefined) continue;
      const file = path.resolve(folder, place);
      if (!file.startsWith(`${path.resolve(folder)}${path.sep}`)) {
        throw new Error(`${entry.name} would be written outside the folder`);
      }
      await fs.promises.mkdir(path.dirname(file), { recursive: true });
      await fs.promises.writeFile(file, await entry.read(), { mode: options.mode(place) });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
