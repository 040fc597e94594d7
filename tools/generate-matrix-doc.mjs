#!/usr/bin/env node
// Writes docs/matrix.md from the rows in cli/matrix; with --check it writes nothing and fails when the file is not current.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";

const require = createRequire(import.meta.url);
const { matrixDocument } = require("../cli/dist/matrix/matrixDocument.js");
const file = fileURLToPath(new URL("../docs/matrix.md", import.meta.url));

const formatted = await prettier.format(matrixDocument(), { parser: "markdown", printWidth: 100 });
const current = (() => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
})();
if (process.argv.includes("--check")) {
  if (current !== formatted) {
    console.error("docs/matrix.md is not current: run node tools/generate-matrix-doc.mjs");
    process.exitCode = 1;
  }
} else writeFileSync(file, formatted);
