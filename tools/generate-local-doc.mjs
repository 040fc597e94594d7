#!/usr/bin/env node
// Writes the tables of behaviours in docs/local-aws.md from local/behaviours; with --check it writes nothing and fails when
// they are not current.
import { createRequire } from "node:module";
import { current, writeOrCheck } from "./generated.mjs";

const require = createRequire(import.meta.url);
const { behaviours } = require("../local/dist/behaviours/index.js");

const begin =
  "<!-- Written by tools/generate-local-doc.mjs from local/behaviours. Do not edit. -->";
const end = "<!-- The end of what tools/generate-local-doc.mjs writes. -->";

function row({ what, page, standing, test }) {
  const [file, ...title] = test.split(": ");
  const source = page === "" ? "" : `[AWS](${page})`;
  return [what, source, standing, `[${title.join(": ")}](../${file})`]
    .map((cell) => cell.replaceAll("|", "\\|"))
    .join(" | ");
}

const tables = Object.entries(behaviours).map(([heading, own]) =>
  [
    `### ${heading}`,
    ["| behaviour | AWS's source | standing | test |", "| --- | --- | --- | --- |"]
      .concat(own.map((one) => `| ${row(one)} |`))
      .join("\n"),
  ].join("\n\n"),
);

const file = "docs/local-aws.md";
const [before, rest = ""] = current(file).split(begin);
const [, after] = rest.split(end);
if (after === undefined) throw new Error(`${file} has not both marks: ${begin} and ${end}`);
const text = [before.trimEnd(), begin, ...tables, end, after.trimStart()].join("\n\n");
await writeOrCheck(file, text, "generate-local-doc.mjs");
