"use strict";
const fs = require("node:fs");
const { reporters } = require("mocha");

/**
 * Mocha's spec reporter that lists, at the end, every test that could not run here with its reason (which stands in its
 * title, see skip.ts), and leaves its counts in the file that MTLS_GATEWAY_COUNTS names.
 */
module.exports = class Reporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const skipped = [];
    runner.on("pending", (test) => skipped.push(test.fullTitle()));
    runner.once("end", () => {
      if (skipped.length > 0)
        console.log(`  not run here:\n${skipped.map((t) => `    - ${t}`).join("\n")}\n`);
      const { passes, failures } = this.stats;
      const file = process.env.MTLS_GATEWAY_COUNTS;
      if (file)
        fs.writeFileSync(
          file,
          JSON.stringify({ passed: passes, failed: failures, skipped: skipped.length }),
        );
    });
  }
};
