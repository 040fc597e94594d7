import assert from "node:assert/strict";
import { findingsOf, goldenNames, readExpected } from "./golden/goldenCase";
import { clientCases } from "./support/clientCases";
import { truststoreCases } from "./support/truststoreCases";

describe("the golden cases", () => {
  for (const name of goldenNames()) {
    it(`are found to be what they were: ${name}`, () => {
      const { question, lines } = readExpected(name);
      assert.deepEqual(findingsOf(name, question), lines);
    });
  }

  it("are there for every case that is small and holds no key", () => {
    const wanted = [...truststoreCases, ...clientCases].filter(({ golden }) => golden !== false);
    const names = new Set(goldenNames());
    assert.deepEqual(
      wanted.map(({ name }) => name).filter((name) => !names.has(name)),
      [],
    );
  });
});
