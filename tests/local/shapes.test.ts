import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ArgsReader, type TypeShape } from "./support/argsShapes";

/** `UPDATE_SHAPES=1 npx mocha tests/local/shapes.test.ts` writes the tables anew after an update of the SDKs (then `npx prettier --write local/shapes`). */
const update = process.env.UPDATE_SHAPES === "1";

for (const name of ["aws", "tls"]) {
  const file = join(__dirname, `../../local/shapes/${name}.json`);
  const shapes = JSON.parse(readFileSync(file, "utf8")) as Record<string, TypeShape>;
  describe(`the property tables of the stand-in provider ${name}`, function () {
    this.timeout(60_000);
    const reader = new ArgsReader(`@pulumi/${name}`);

    it("are those of the installed SDK, type by type and property by property", () => {
      const actual: Record<string, TypeShape> = {};
      for (const token of Object.keys(shapes)) actual[token] = reader.read(token);
      if (update) {
        writeFileSync(file, `${JSON.stringify(actual, null, 2)}\n`);
        return;
      }
      assert.deepEqual(shapes, actual);
    });
  });
}
