#!/usr/bin/env node
// Writes components/schema.json, the package schema that Pulumi's component analyzer reads out of components/,
// with the defaults in the descriptions. Refuses to
// take something away from users unless the version of the package says so; with --check it writes nothing and fails
// when the file is not current.
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as prettier from "prettier";
import { breakingChanges, saysSo } from "./breaking-changes.mjs";
import { addDefaults } from "./schema-defaults.mjs";

const require = createRequire(import.meta.url);
const room = path.resolve(import.meta.dirname, "..", "components");
const file = path.join(room, "schema.json");

const {
  ComponentProvider,
  getPulumiComponents,
} = require("@pulumi/pulumi/provider/experimental/provider");
const provider = new ComponentProvider({
  components: getPulumiComponents(require(room)),
  dirname: room,
  name: "mtls-gateway",
});
const schema = JSON.parse(await provider.getSchema());
addDefaults(schema, room);
const text = await prettier.format(JSON.stringify(schema), { parser: "json", printWidth: 100 });
const committed = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;

const problems = [];
if (committed !== undefined) {
  const before = JSON.parse(committed);
  const broken = breakingChanges(before, schema);
  if (broken.length > 0 && !saysSo(before.version, schema.version)) {
    problems.push(
      `components/schema.json: these changes break programs, and the version stays ${schema.version}:`,
      ...broken.map((line) => `  ${line}`),
      "Keep what users have, or raise the version in components/package.json (0.x: the minor, from 1.0 on: the major).",
    );
  }
}
if (process.argv.includes("--check") && committed !== text) {
  problems.push("components/schema.json is not current: run node tools/generate-schema.mjs");
}
if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exitCode = 1;
} else if (committed !== text) fs.writeFileSync(file, text);
