// What every generator of documents ends with.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import * as prettier from "prettier";

const root = path.resolve(import.meta.dirname, "..");

/**
 * Writes a generated file as Prettier formats it; with --check it writes nothing, and the process fails when the file is
 * not current.
 *
 * @param {string} name path in the repository
 * @param {string} text
 * @param {string} generator the tool that writes it, as a file name
 */
export async function writeOrCheck(name, text, generator) {
  const parser = name.endsWith(".json") ? "json" : "markdown";
  const formatted = await prettier.format(text, { parser, printWidth: 100 });
  const file = path.join(root, name);
  if (!process.argv.includes("--check")) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, formatted);
  } else if (current(name) !== formatted) {
    console.error(`${name} is not current: run node tools/${generator}`);
    process.exitCode = 1;
  }
}

/** The file as it stands; "" when there is none. */
export function current(name) {
  try {
    return readFileSync(path.join(root, name), "utf8");
  } catch {
    return "";
  }
}
