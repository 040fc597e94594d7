import { crc32, deflateRawSync } from "node:zlib";

/** One file to be packed. */
export interface ZipFile {
  name: string;
  content: Buffer;
  /** Packed as it is when true, deflated when left out. */
  stored?: boolean;
  /** A number of a method in place of the true one. */
  method?: number;
}

/** Packs files as a module proxy does; the local headers carry an extra field that the central ones lack. */
export function writeZip(files: readonly ZipFile[], comment = ""): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const name = Buffer.from(file.name);
    const packed = file.stored === true ? file.content : deflateRawSync(file.content);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(file.method ?? (file.stored === true ? 0 : 8), 4);
    common.writeUInt32LE(crc32(file.content), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(file.content.length, 18);
    common.writeUInt16LE(name.length, 22);

    const extra = Buffer.from([0xfe, 0xca, 2, 0, 1, 2]);
    const local = Buffer.from(common);
    local.writeUInt16LE(extra.length, 24);
    const written = Buffer.concat([
      Buffer.from("PK\x03\x04", "latin1"),
      local,
      name,
      extra,
      packed,
    ]);

    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const version = Buffer.from([20, 0]);
    centrals.push(
      Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), version, common, rest, name]),
    );
    locals.push(written);
    offset += written.length;
  }
  const central = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...locals, central, end, Buffer.from(comment)]);
}
