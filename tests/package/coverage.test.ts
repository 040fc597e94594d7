import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository } from "../support/pulumi";

/** The cells of every row under a heading of the page. */
function rows(page: string, heading: string): string[][] {
  const [, section = ""] = page.split(`\n## ${heading}\n`);
  return (section.split("\n## ")[0] ?? "")
    .split("\n")
    .filter((line) => line.startsWith("| ") && !/^\| (Point|-)/.test(line))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe("docs/coverage.md", () => {
  const page = fs.readFileSync(path.join(repository, "docs", "coverage.md"), "utf8");
  const points = ["The page of API Gateway", "The article"].flatMap((part) => rows(page, part));

  it("points to nothing that is not there, and says of each place what it is called", () => {
    const links = [...page.matchAll(/\[`([^`]+)`\]\(\.\.\/([^)]+)\)/g)];

    assert.deepEqual(
      links.filter(
        ([, name, file = ""]) => name !== file || !fs.existsSync(path.join(repository, file)),
      ),
      [],
    );
    assert.notEqual(links.length, 0);
  });

  it("has for each point a place that does it and one that proves it, or says that it is not done", () => {
    assert.notEqual(points.length, 0);
    assert.deepEqual(
      points.filter(([, done = "", proved = ""]) =>
        /^(not |said by )/.test(done)
          ? false
          : !done.includes("](../") || !proved.includes("](../"),
      ),
      [],
    );
  });
});
