import { posix } from "node:path";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";

/** One file of an archive. */
export interface ZipFile {
  /** Relative, with slashes; never absolute and never out of the archive. */
  path: string;
  content: Buffer;
  /** True when its owner may run it. */
  executable: boolean;
}

/** What a file is not when it cannot be read as a ZIP archive of plain files. */
export class ZipError extends Error {}

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endRecord = 0x06054b50;
/** 1980-01-01, the first day that the format knows: the same files make the same bytes. */
const firstDay = (1 << 5) | 1;
const unixMade = 3;

/** Packs files into an archive; the same files in any order make the same bytes. */
export function writeZip(files: readonly ZipFile[]): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, content, executable } of sorted) {
    const name = Buffer.from(path);
    const data = deflateRawSync(content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE(firstDay, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    parts.push(word(localHeader), common, name, data);
    const more = Buffer.alloc(14);
    more.writeUInt32LE((executable ? 0o100755 : 0o100644) * 0x10000, 6);
    more.writeUInt32LE(offset, 10);
    central.push(word(centralHeader), Buffer.from([20, unixMade]), common, more, name);
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, directory, word(endRecord), end]);
}

/**
 * The files of an archive, folders left out. Throws `ZipError` for what is none, is encrypted, is damaged, holds a link, a path that
 * leads out of it or cannot be a file's, or would be larger than `limit` bytes.
 */
export function readZip(bytes: Buffer, limit: number): ZipFile[] {
  const end = bytes.lastIndexOf(word(endRecord));
  if (end < 0) throw new ZipError("it is no ZIP archive");
  try {
    const files: ZipFile[] = [];
    const count = bytes.readUInt16LE(end + 10);
    let at = bytes.readUInt32LE(end + 16);
    let size = 0;
    for (let index = 0; index < count; index += 1) {
      const entry = readEntry(bytes, at);
      at = entry.next;
      if (entry.path.endsWith("/")) continue;
      size += entry.size;
      if (size > limit) throw new ZipError(`its files are larger than ${limit} bytes`);
      const { path, executable } = entry;
      files.push({ path, executable, content: contentOf(bytes, entry) });
    }
    refuseUnwritable(files);
    return files;
  } catch (error) {
    if (error instanceof ZipError) throw error;
    throw new ZipError("the archive is damaged");
  }
}

/** Every file has to have a name, and a place that no other file is in the way of. */
function refuseUnwritable(files: readonly ZipFile[]): void {
  const paths = new Set(files.map(({ path }) => posix.normalize(path)));
  for (const path of paths) {
    if (path === ".") throw new ZipError("a file in it has no name");
    for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
      if (paths.has(folder)) throw new ZipError(`${folder} is a file and a folder`);
    }
  }
}

interface Entry {
  path: string;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  size: number;
  offset: number;
  executable: boolean;
  next: number;
}

function readEntry(bytes: Buffer, at: number): Entry {
  if (bytes.readUInt32LE(at) !== centralHeader) throw new ZipError("the archive is damaged");
  const nameLength = bytes.readUInt16LE(at + 28);
  const path = bytes.toString("utf8", at + 46, at + 46 + nameLength);
  const mode = bytes[at + 5] === unixMade ? bytes.readUInt16LE(at + 40) : 0;
  if ((mode & 0o170000) === 0o120000) throw new ZipError(`${path} is a symbolic link`);
  if (/^[/\\]|\\|\0|(^|\/)\.\.(\/|$)/.test(path)) throw new ZipError(`${path} leads out of it`);
  return {
    path,
    flags: bytes.readUInt16LE(at + 8),
    method: bytes.readUInt16LE(at + 10),
    crc: bytes.readUInt32LE(at + 16),
    packed: bytes.readUInt32LE(at + 20),
    size: bytes.readUInt32LE(at + 24),
    offset: bytes.readUInt32LE(at + 42),
    executable: (mode & 0o100) !== 0,
    next: at + 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32),
  };
}

function contentOf(bytes: Buffer, entry: Entry): Buffer {
  const { path, offset, packed, size, method, crc } = entry;
  if ((entry.flags & 1) !== 0) throw new ZipError(`${path} is encrypted`);
  const begin = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const data = bytes.subarray(begin, begin + packed);
  if (method !== 0 && method !== 8) {
    throw new ZipError(`${path} is packed by method ${method}, and 0 and 8 are known`);
  }
  // A size that the directory lies about ends the inflation, not the memory.
  const content = method === 0 ? data : inflateRawSync(data, { maxOutputLength: size || 1 });
  if (content.length !== size || crc32(content) !== crc) throw new ZipError(`${path} is damaged`);
  return content;
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
