"use strict";
// Takes the rules that rows rest on out of pki, one after the other, and prints for each, as JSON, the first row that then
// does not hold and what it sees; null where every row still does.
const pki = require("@mtls-gateway/pki");

let out = "";
const others = (findings) => findings.filter(({ rule }) => rule !== out);

const { check, decide } = pki.Truststore.prototype;
pki.Truststore.prototype.check = function (...args) {
  return others(check.apply(this, args));
};
pki.Truststore.prototype.decide = function (...args) {
  const verdict = decide.apply(this, args);
  const reasons = others(verdict.reasons);
  return { ...verdict, reasons, allowed: verdict.allowed || reasons.length === 0 };
};
// The package's own exports are read-only: everybody who loads it from here on gets a copy with checks that leave the rule out.
const checks = Object.entries(pki)
  .filter(([name, value]) => /^check[A-Z]/.test(name) && typeof value === "function")
  .map(([name, of]) => [name, (...args) => others(of(...args))]);
require.cache[require.resolve("@mtls-gateway/pki")].exports = {
  ...pki,
  ...Object.fromEntries(checks),
};

const { matrixRows } = require("../../../../cli/dist/matrix/rows");
const { runRows } = require("../../../../cli/dist/matrix/runMatrix");
const { MatrixWorld } = require("../../../../cli/dist/matrix/world/matrixWorld");

const decisive = ({ rules = [], unsaid = [] }) => [...rules, ...unsaid];

async function tried(row, world) {
  const [{ trials }] = await runRows([row], world, { clients: ["Node"] });
  return trials;
}

/** The world, if the row holds in it with every rule in; what AWS took for want of another rule may have spoilt it: else a new one. */
async function worldFor(row, world) {
  if ((await tried(row, world)).every(({ held }) => held)) return world;
  await world.close();
  return MatrixWorld.create();
}

async function main() {
  const rules = [...new Set(matrixRows.flatMap(decisive))].sort();
  const caught = {};
  let world = await MatrixWorld.create();
  try {
    for (const rule of rules) {
      caught[rule] = null;
      for (const row of matrixRows.filter((one) => decisive(one).includes(rule))) {
        world = await worldFor(row, world);
        out = rule;
        const failed = (await tried(row, world)).find(({ held }) => held === false);
        out = "";
        if (failed === undefined) continue;
        caught[rule] = [row.id, failed.seen, ...failed.rules].join(" ");
        break;
      }
    }
  } finally {
    await world.close();
  }
  process.stdout.write(JSON.stringify(caught));
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
