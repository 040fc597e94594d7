#!/usr/bin/env node
// Writes docs/matrix.md from the rows in cli/matrix; with --check it writes nothing and fails when the file is not current.
import { createRequire } from "node:module";
import { writeOrCheck } from "./generated.mjs";

const require = createRequire(import.meta.url);
const { matrixDocument } = require("../cli/dist/matrix/matrixDocument.js");

await writeOrCheck("docs/matrix.md", matrixDocument(), "generate-matrix-doc.mjs");
