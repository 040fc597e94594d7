import { createPolicies, Observations } from "mtls-gateway-policies";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import type { ScenarioTable } from "../support/scenarioTable";

const tables = fs
  .readdirSync(__dirname)
  .filter((file) => file.endsWith(".table.ts"))
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the folder says which tables there are
  .map((file) => (require(path.join(__dirname, file)) as { table: ScenarioTable }).table);
const rows = tables.flatMap((table) => [...table.rows]);

/** Speaks to nobody: it reads the program for the others. */
const silent = ["program-inputs"];

describe("the scenarios on the real engine", () => {
  it("make every policy speak at least once", () => {
    const spoken = new Set(rows.flatMap(({ says }) => says.map((line) => line.split(" ")[0])));
    const policies = createPolicies(new Observations(true)).map(({ name }) => name);

    assert.deepEqual(
      policies.filter((name) => !spoken.has(name) && !silent.includes(name)),
      [],
    );
  });

  it("name policies of the register alone", () => {
    const policies = new Set(createPolicies(new Observations(true)).map(({ name }) => name));
    const spoken = rows.flatMap(({ says }) => says.map((line) => line.split(" ")[0] ?? ""));

    assert.deepEqual(
      spoken.filter((name) => !policies.has(name)),
      [],
    );
  });

  it("run every program of the folder", () => {
    const programs = fs
      .readdirSync(__dirname)
      .filter(
        (file) =>
          !/\.(table|test)\.ts$/.test(file) && fs.statSync(path.join(__dirname, file)).isFile(),
      );

    assert.deepEqual([...new Set(rows.map(({ program }) => program))].sort(), programs.sort());
  });
});
