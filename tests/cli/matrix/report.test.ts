import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as path from "node:path";
import { promisify } from "node:util";
import { matrixDocument } from "../../../cli/dist/matrix/matrixDocument";
import { jsonRow, tableRow } from "../../../cli/dist/matrix/report";
import { matrixRows } from "../../../cli/dist/matrix/rows/index";
import type { RowResult, Trial } from "../../../cli/dist/matrix/runMatrix";
import { repository } from "../../support/pulumi";
import { Commands } from "../support/commands";

const [row = assert.fail()] = matrixRows.filter(({ id }) => id === "trust/rogue");
const reason = "Access denied. Reason: Could not find issuer for certificate";

const trial = (by: string, seen: string, held = true): Trial => ({
  by,
  seen,
  reason,
  rules: [],
  held,
});
const notRun = (by: string, why: string): Trial => ({
  by,
  seen: `not run: ${why}`,
  reason: "",
  rules: [],
  held: undefined,
});
const result = (trials: Trial[]): RowResult => {
  const tried = trials.filter(({ held }) => held !== undefined);
  const held = tried.length === 0 ? undefined : tried.every((one) => one.held);
  return { row, trials, held };
};

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
    const { seen, reason: told, held } = tableRow(result([trial("Node TLSv1.2", "403"), other]));
    assert.deepEqual([seen, told, held], ["Node TLSv1.2 403, curl TLSv1.3 200", "let in", false]);
  });

  it("lists who could not try a row, with the reason", () => {
    const why = "curl is not installed";
    const curl = [notRun("curl TLSv1.2", why), notRun("curl TLSv1.3", why)];
    const some = tableRow(result([trial("Node TLSv1.2", "403"), ...curl]));
    assert.deepEqual(
      [some.seen, some.reason, some.held],
      ["403", `${reason} | curl not run: ${why}`, true],
    );
    const nobody = tableRow(result(curl));
    assert.deepEqual(
      [nobody.seen, nobody.reason, nobody.held],
      ["not run", `curl not run: ${why}`, undefined],
    );
  });

  it("tells OpenSSL's words, and AWS's from the error's code on", () => {
    const told = (text: string) =>
      tableRow(result([{ ...trial("AWS", "refused"), reason: text }])).reason;
    assert.equal(
      told("80C:error:0A000102:SSL routines:tls_early:unsupported protocol:ssl/statem.c:1:\n"),
      "SSL routines: unsupported protocol",
    );
    assert.equal(
      told("creating it: StatusCode: 400, RequestID: 1, BadRequestException: Invalid truststore"),
      "BadRequestException: Invalid truststore",
    );
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
