import assert from "node:assert/strict";
import * as os from "node:os";
import { tlsVersions } from "../../../cli/dist/matrix/clients/call";
import { installedClients } from "../../../cli/dist/matrix/clients/installedClients";
import { matrixRows } from "../../../cli/dist/matrix/rows/index";
import { requestClients, runMatrix, type RowResult } from "../../../cli/dist/matrix/runMatrix";
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

  for (const name of requestClients) {
    it(`is tried by ${name} wherever it can be`, async function () {
      const installed = (await installedClients(os.tmpdir())).get(name);
      if (typeof installed === "string") skipBecause(this, installed);
      const untried = [...results.values()].filter(
        ({ row, trials }) =>
          row.kind === "request" &&
          row.except?.[name] === undefined &&
          !(row.versions ?? tlsVersions).every((version) =>
            trials.some(({ by, held }) => by === `${name} ${version}` && held !== undefined),
          ),
      );
      assert.deepEqual(
        untried.map(({ row }) => row.id),
        [],
      );
    });
  }

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
