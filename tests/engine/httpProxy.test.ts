import { fetchFailure, throughProxy } from "@mtls-gateway/engine/dist/httpProxy";
import assert from "node:assert/strict";

describe("an HTTP proxy", () => {
  const env = { HTTPS_PROXY: "http://me:secret@proxy.corp:3128" };
  const { node } = process.versions;

  it("is taken by a new Node process from any of curl's variables", () => {
    for (const name of ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]) {
      for (const value of ["http://proxy.corp:3128", "proxy.corp:3128"]) {
        const given = { PATH: "/bin", [name]: value };
        const https_proxy = "http://proxy.corp:3128/";
        assert.deepEqual(throughProxy(given), { ...given, NODE_USE_ENV_PROXY: "1", https_proxy });
      }
    }
  });

  it("is none without a variable, and where Node cannot use it", () => {
    for (const value of [undefined, "", "socks5://proxy.corp:1080", "http://"]) {
      const given = { PATH: "/bin", HTTPS_PROXY: value };
      assert.equal(throughProxy(given), given);
      assert.equal(fetchFailure(new Error("no way"), given, false), "no way");
    }
  });

  it("is named with the version of Node, and without its password, when a fetch went past it", () => {
    assert.equal(
      fetchFailure(new Error("no way"), throughProxy(env), false),
      `no way (Node ${node} goes past the proxy proxy.corp:3128: use Node 24 or newer)`,
    );
    assert.equal(
      fetchFailure(new Error("no way"), env, true),
      `no way (Node ${node} goes past the proxy proxy.corp:3128: set NODE_USE_ENV_PROXY=1)`,
    );
    assert.equal(fetchFailure(new Error("no way"), throughProxy(env), true), "no way");
  });
});
