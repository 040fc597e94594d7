import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { matrixDocument } from "@mtls-gateway/cli/dist/matrix/matrixDocument";
import { jsonRow, tableRow } from "@mtls-gateway/cli/dist/matrix/report";
import { matrixRows } from "@mtls-gateway/cli/dist/matrix/rows/index";
import type { RowResult, Trial } from "@mtls-gateway/cli/dist/matrix/runMatrix";
import { repository } from "../../support/pulumi";
import { Commands } from "../support/commands";

const [row = assert.fail()] = matrixRows.filter(({ id }) => id === "trust/rogue");
const reason = "Access denied. Reason: Could not find issuer for certificate";

const trial = (by: string, seen: string, held: boolean | undefined = true): Trial => ({
  by,
  seen,
  reason: held === undefined ? "" : reason,
  rules: [],
  held,
});
const result = (trials: Trial[], held: boolean | undefined = true): RowResult => ({
  row,
  trials,
  held,
});

describe("the table of the negative matrix", () => {
  it("says once what all clients saw, and how many they were", () => {
    const trials = [trial("Node TLSv1.2", "403"), trial("curl TLSv1.3", "403")];
    assert.deepEqual(tableRow(result(trials)), {
      name: "trust/rogue",
      expected: "403",
      seen: "403 x2",
      reason,
      held: true,
    });
  });

  it("says what each client saw where they differ, with the reason of the one that did not hold", () => {
    const other = { ...trial("curl TLSv1.3", "200", false), reason: "let in" };
    const {
      seen,
      reason: told,
      held,
    } = tableRow(result([trial("Node TLSv1.2", "403"), other], false));
    assert.deepEqual([seen, told, held], ["Node TLSv1.2 403, curl TLSv1.3 200", "let in", false]);
  });

  it("lists who could not try a row, with the reason", () => {
    const why = "not run: curl is not installed";
    const trials = [
      trial("Node TLSv1.2", "403"),
      trial("curl TLSv1.2", why, undefined),
      trial("curl TLSv1.3", why, undefined),
    ];
    assert.equal(tableRow(result(trials)).reason, `${reason} | curl ${why}`);
    const nobody = tableRow(result(trials.slice(1), undefined));
    assert.deepEqual([nobody.seen, nobody.reason], ["not run", `curl ${why}`]);
  });

  it("cuts a long reason in the table and leaves it whole in JSON", () => {
    const long = { ...trial("AWS", "refused"), reason: `Exception: ${"x".repeat(200)}` };
    assert.equal(tableRow(result([long])).reason.length, 72);
    const json = jsonRow(result([long])) as { trials: Trial[]; id: string; standing: string };
    assert.equal(json.trials[0]?.reason, long.reason);
    assert.deepEqual([json.id, json.standing], ["trust/rogue", "documented"]);
  });
});

describe("docs/matrix.md", () => {
  it("has every row once", () => {
    const named = matrixDocument().match(/(?<=^\| `)[a-z0-9-]+\/[a-z0-9-]+(?=` \|)/gm) ?? [];
    assert.deepEqual([...named].sort(), matrixRows.map(({ id }) => id).sort());
  });

  it("is current", async () => {
    const generator = path.join(repository, "tools", "generate-matrix-doc.mjs");
    await promisify(execFile)(process.execPath, [generator, "--check"]);
  });
});

describe("mtls-gateway rehearse --matrix", () => {
  const commands = new Commands();
  after(() => {
    commands.dispose();
  });

  it("tries one area, prints its rows as JSON and leaves nothing behind", async () => {
    const { code, stdout, stderr } = await commands.run(["rehearse", "--json", "--matrix", "time"]);
    assert.equal(code, 0, stderr);
    const { ok, rows } = JSON.parse(stdout) as { ok: boolean; rows: { id: string }[] };
    assert.equal(ok, true);
    assert.deepEqual(
      rows.map(({ id }) => id),
      matrixRows.map(({ id }) => id).filter((id) => id.startsWith("time/")),
    );
    assert.deepEqual(commands.leftBehind(), []);
    assert.equal(/PRIVATE KEY/.test(stdout + stderr), false);
  });

  it("says in one line which areas there are when asked for another", async () => {
    const { code, stdout, stderr } = await commands.run(["rehearse", "--matrix", "weather"]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(
      stderr,
      /^mtls-gateway: The matrix has no area "weather"\. There are: upload, .*\n$/,
    );
  });

  it("refuses what belongs to a rehearsal of the program", async () => {
    for (const more of [["--keep"], ["--stack", "dev"], ["--edge-port", "8443"]]) {
      const { code } = await commands.run(["rehearse", ...more, "--matrix"]);
      assert.equal(code, 2, more.join(" "));
    }
  });
});
