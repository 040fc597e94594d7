import * as fs from "node:fs";
import * as path from "node:path";

const suffix = process.platform === "win32" ? ".exe" : "";

/** True where the file is there and may be executed. */
export function isExecutable(file: string): boolean {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Every executable of this name in the folders of PATH, in their order, each folder once. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string[] {
  const folders = (env.PATH ?? "").split(path.delimiter).filter((folder) => folder !== "");
  return [...new Set(folders)]
    .map((folder) => path.resolve(folder, `${name}${suffix}`))
    .filter(isExecutable);
}
