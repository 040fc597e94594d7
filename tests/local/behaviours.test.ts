import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { matrixRows } from "../../cli/dist/matrix/rows/index";
import { behaviours } from "../../local/dist/behaviours/index";

const root = path.resolve(__dirname, "../..");
const matrix = "tests/cli/matrix/matrix.test.ts";
const all = Object.values(behaviours).flat();

/** Titles of the tests in a file; one that is made in a loop as it is written, `${name}` and all. */
function titlesIn(file: string): string[] {
  if (file === matrix) return matrixRows.map(({ id }) => id);
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), "utf8"),
    ts.ScriptTarget.Latest,
  );
  const titles: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === "it") {
      const [title] = node.arguments;
      if (title !== undefined && ts.isStringLiteralLike(title)) titles.push(title.text);
      else if (title !== undefined) titles.push(title.getText(source).slice(1, -1));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return titles;
}

describe("the behaviours that docs/local-aws.md lists", () => {
  it("have each a test, in the file and by the title that it says", () => {
    const known = new Map<string, string[]>();
    const missing = all.filter(({ test }) => {
      const [file = ""] = test.split(": ");
      if (!known.has(file)) known.set(file, titlesIn(file));
      return known.get(file)?.includes(test.slice(file.length + 2)) !== true;
    });
    assert.deepEqual(
      missing.map(({ test }) => test),
      [],
    );
  });

  it("name a page of AWS's documentation or Knowledge Center when they are documented, and at most one then", () => {
    const unfounded = all.filter(({ page, standing }) =>
      page === ""
        ? standing === "documented"
        : !/^https:\/\/(docs\.aws\.amazon\.com\/\S+\.html(#\S+)?|repost\.aws\/knowledge-center\/[a-z0-9-]+)$/.test(
            page,
          ),
    );
    assert.deepEqual(unfounded, []);
  });

  it("are told once", () => {
    const told = all.map(({ what }) => what);
    assert.deepEqual(
      told.filter((what, at) => told.indexOf(what) !== at),
      [],
    );
  });
});
