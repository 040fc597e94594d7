import { Progress } from "@mtls-gateway/engine/dist/progress";
import assert from "node:assert/strict";
import { mock } from "node:test";

describe("Progress", () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ["setInterval", "Date"] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  it("says every ten seconds how long a step takes and how far it is, until it ends", async () => {
    const lines: string[] = [];
    const progress = new Progress((line) => lines.push(line));
    let done = 0;
    const result = await progress.during(
      "building",
      () => (done === 0 ? "" : `${done} packages`),
      () => {
        mock.timers.tick(9_000);
        assert.deepEqual(lines, []);
        mock.timers.tick(1_000);
        done = 7;
        mock.timers.tick(10_000);
        return Promise.resolve("result");
      },
    );
    mock.timers.tick(60_000);
    assert.equal(result, "result");
    assert.deepEqual(lines, ["engine: building: 10 s", "engine: building: 20 s, 7 packages"]);
  });

  it("says nothing more after a step that failed, and nothing to nobody", async () => {
    const lines: string[] = [];
    const failing = (): Promise<never> => Promise.reject(new Error("no"));
    await assert.rejects(
      new Progress((line) => lines.push(line)).during("step", () => "", failing),
      { message: "no" },
    );
    mock.timers.tick(60_000);
    assert.deepEqual(lines, []);
    new Progress().say("into the void");
  });
});
