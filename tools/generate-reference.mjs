// Writes docs/reference, one page for each thing that the component package exports, with typedoc (typedoc.json); with
// --check it writes nothing and fails when a page is not current.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { Application } from "typedoc";

const root = path.resolve(import.meta.dirname, "..");
const folder = path.join(root, "docs", "reference");
const fresh = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-reference-"));

try {
  process.chdir(root);
  const app = await Application.bootstrapWithPlugins({ out: fresh, logLevel: "Warn" });
  const project = await app.convert();
  if (project === undefined) throw new Error("typedoc cannot read components/");
  await app.generateOutputs(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error("typedoc has warnings");
  if (process.argv.includes("--check")) check();
  else {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.cpSync(fresh, folder, { recursive: true });
  }
} finally {
  fs.rmSync(fresh, { recursive: true, force: true });
}

function check() {
  const [now, committed] = [pages(fresh), pages(folder)];
  const stale = [...new Set([...Object.keys(now), ...Object.keys(committed)])].filter(
    (page) => now[page] !== committed[page],
  );
  if (stale.length === 0) return;
  console.error(
    `docs/reference is not current (${stale.join(", ")}): run node tools/generate-reference.mjs`,
  );
  process.exitCode = 1;
}

/** The text of every page, by its path in the folder. */
function pages(of) {
  if (!fs.existsSync(of)) return {};
  const names = fs.readdirSync(of, { recursive: true }).filter((name) => name.endsWith(".md"));
  return Object.fromEntries(
    names.map((name) => [name, fs.readFileSync(path.join(of, name), "utf8")]),
  );
}
