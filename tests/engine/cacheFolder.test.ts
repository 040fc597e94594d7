import { cacheFolder } from "@mtls-gateway/engine/dist/cacheFolder";
import assert from "node:assert/strict";
import * as path from "node:path";

describe("cacheFolder", () => {
  it("is MTLS_GATEWAY_CACHE where that is set, made absolute", () => {
    assert.equal(cacheFolder({ MTLS_GATEWAY_CACHE: "/some/where", HOME: "/h" }), "/some/where");
    assert.equal(cacheFolder({ MTLS_GATEWAY_CACHE: "here" }), path.resolve("here"));
  });

  it("lies in the user's cache folder otherwise", function () {
    if (process.platform !== "linux") this.skip();
    assert.equal(cacheFolder({ HOME: "/h" }), "/h/.cache/mtls-gateway");
    assert.equal(cacheFolder({ HOME: "/h", XDG_CACHE_HOME: "/x" }), "/x/mtls-gateway");
  });

  it("ignores a relative XDG_CACHE_HOME and an empty MTLS_GATEWAY_CACHE", function () {
    if (process.platform !== "linux") this.skip();
    const env = { HOME: "/h", XDG_CACHE_HOME: "x", MTLS_GATEWAY_CACHE: "" };
    assert.equal(cacheFolder(env), "/h/.cache/mtls-gateway");
  });
});
