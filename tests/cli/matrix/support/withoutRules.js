"use strict";
// Takes the rules that rows rest on out of pki, one after the other, and prints for each, as JSON, the first row that then
// does not hold; null where every row still does.
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

async function main() {
  const rules = [...new Set(matrixRows.flatMap(decisive))].sort();
  const caught = {};
  const world = await MatrixWorld.create();
  try {
    for (const rule of rules) {
      out = rule;
      caught[rule] = null;
      for (const row of matrixRows.filter((one) => decisive(one).includes(rule))) {
        const [result] = await runRows([row], world, { clients: ["Node"] });
        if (result.held !== false) continue;
        caught[rule] = row.id;
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
