import assert from "node:assert/strict";
import { matrixRows } from "../../../cli/dist/matrix/rows/index";
import { runMatrix, type RowResult } from "../../../cli/dist/matrix/runMatrix";
import { skipBecause } from "../../support/skip";

describe("the negative matrix", () => {
  let results: ReadonlyMap<string, RowResult>;
  before(async function () {
    this.timeout(300_000);
    results = new Map((await runMatrix()).map((result) => [result.row.id, result]));
  });

  it("gives every row an ID of its own", () => {
    assert.equal(new Set(matrixRows.map(({ id }) => id)).size, matrixRows.length);
  });

  for (const { id, tried, expected } of matrixRows) {
    it(`${id}: ${tried}: ${expected}`, function () {
      const { trials, held } = results.get(id) ?? assert.fail("the row was not tried");
      if (held === undefined) skipBecause(this, trials[0]?.seen ?? "no client");
      assert.deepEqual(
        trials.filter((trial) => trial.held === false),
        [],
      );
    });
  }
});
