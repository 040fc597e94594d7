"use strict";
// node mutatedMatrix.js '{"edits": [{"file": "tls/serverTls.js", "from": "...", "to": "..."}], "ids": [...]}': loads the
// data plane with these texts replaced, tries these rows by Node, and prints what was seen of those that did not hold, as JSON.
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const { edits, ids } = JSON.parse(process.argv[2]);
const local = path.dirname(require.resolve("@mtls-gateway/local/package.json"));
const folder = fs.realpathSync(path.join(local, "dist"));
const load = Module._extensions[".js"];
const left = new Set(edits);
Module._extensions[".js"] = (module, filename) => {
  const own = edits.filter(({ file }) => filename === path.join(folder, file));
  if (own.length === 0) return load(module, filename);
  let source = fs.readFileSync(filename, "utf8");
  for (const edit of own) {
    if (source.split(edit.from).length !== 2) continue;
    source = source.replace(edit.from, edit.to);
    left.delete(edit);
  }
  return module._compile(source, filename);
};

const { runMatrix } = require("../../../../cli/dist/matrix/runMatrix");
runMatrix({ ids, clients: ["Node"] }).then((results) => {
  for (const { file, from } of left) {
    throw new Error(`${file} has not exactly one ${JSON.stringify(from)}`);
  }
  const failed = results.flatMap(({ row, trials }) =>
    trials.filter(({ held }) => held === false).map(({ seen }) => `${row.id} ${seen}`),
  );
  process.stdout.write(JSON.stringify([...new Set(failed)]));
});
