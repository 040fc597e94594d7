import assert from "node:assert/strict";

import { Observations } from "mtls-gateway-policies";

describe("the observations of a run", () => {
  it("judge by the time of each question, for an up makes certificates while it runs", () => {
    const times = [new Date("2026-01-01T00:00:00Z"), new Date("2026-01-01T00:05:00Z")];
    const observations = new Observations(false, () => times.shift() ?? new Date(NaN));

    assert.equal(observations.now.toISOString(), "2026-01-01T00:00:00.000Z");
    assert.equal(observations.now.toISOString(), "2026-01-01T00:05:00.000Z");
  });
});
