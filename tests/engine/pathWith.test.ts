import { pathWith } from "@mtls-gateway/engine";
import assert from "node:assert/strict";
import { FakeTools } from "./fakeTools";

describe("pathWith", () => {
  let tools: FakeTools;
  beforeEach(() => (tools = new FakeTools()));
  afterEach(() => {
    tools.dispose();
  });

  it("puts the engine first", () => {
    const bin = tools.pulumi("engine", "3.200.0");
    assert.equal(pathWith({ bin }, "/usr/bin:/bin"), `${bin}:/usr/bin:/bin`);
    assert.equal(pathWith({ bin }, undefined), bin);
  });

  it("leaves PATH as it is when its first pulumi is the engine", () => {
    const bin = tools.pulumi("engine", "3.200.0");
    assert.equal(pathWith({ bin }, `/opt/node:${bin}`), `/opt/node:${bin}`);
  });

  it("puts the engine before another pulumi", () => {
    const old = tools.pulumi("old", "3.100.0");
    const bin = tools.pulumi("engine", "3.200.0");
    assert.equal(pathWith({ bin }, `${old}:${bin}`), `${bin}:${old}:${bin}`);
  });
});
