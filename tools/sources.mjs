import fs from "node:fs";
import path from "node:path";

/** The rooms that are compiled to `dist`. */
export const rooms = ["pki", "engine", "components", "policies", "local", "cli"];

const stampFile = "node_modules/.cache/mtls-gateway/built.json";

/** Whether the compiled rooms are those of the sources as they stand: same files, same sizes, same times. */
export function isBuilt(root) {
  try {
    const stamp = JSON.parse(fs.readFileSync(path.join(root, stampFile), "utf8"));
    return (
      rooms.every((room) => fs.existsSync(path.join(root, room, "dist"))) &&
      JSON.stringify(stamp) === JSON.stringify(fingerprint(root))
    );
  } catch {
    return false;
  }
}

/** Records that the sources as `taken` saw them are compiled. */
export function recordBuild(root, taken) {
  const file = path.join(root, stampFile);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(taken));
}

/** Path, size and time of every source file of the rooms. */
export function fingerprint(root) {
  const found = {};
  const visit = (folder) => {
    for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
      const file = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (!["dist", "node_modules", "go"].includes(entry.name)) visit(file);
      } else if (/\.(ts|mjs|json)$/.test(entry.name)) {
        const { size, mtimeMs } = fs.statSync(path.join(root, file));
        found[file] = `${size} ${mtimeMs}`;
      }
    }
  };
  for (const room of rooms) visit(room);
  const base = fs.statSync(path.join(root, "tsconfig.base.json"));
  found["tsconfig.base.json"] = `${base.size} ${base.mtimeMs}`;
  return found;
}
