import { build } from "esbuild";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

import { repository } from "../../support/pulumi";

describe("the bundled pack", () => {
  it("imports the SDK, and of Node nothing that reaches a network", async () => {
    const { metafile } = await build({
      entryPoints: [path.join(repository, "policies/dist/entry.js")],
      bundle: true,
      platform: "node",
      format: "cjs",
      external: ["@pulumi/*"],
      write: false,
      metafile: true,
    });
    const outside = Object.values(metafile.inputs).flatMap(({ imports }) =>
      imports.filter(({ external }) => external).map(({ path: name }) => name),
    );

    assert.deepEqual([...new Set(outside)].filter((name) => name.startsWith("@")).sort(), [
      "@pulumi/policy",
      "@pulumi/pulumi",
      "@pulumi/pulumi/proto/analyzer_grpc_pb",
      "@pulumi/pulumi/proto/analyzer_pb",
      "@pulumi/pulumi/runtime/rpc",
    ]);
    const network =
      /^(node:)?(net|tls|http|https|http2|dgram|dns|dns\/promises|child_process|cluster)$/;
    // Of node:tls only the list of public roots is read: the next test says so.
    assert.deepEqual(
      outside.filter((name) => network.test(name)),
      ["node:tls"],
    );
  });

  it("takes nothing of node:tls but its list of public roots", () => {
    const text = fs.readFileSync(path.join(repository, "policies/dist/pack.js"), "utf8");
    const [, name = "(none)"] = /(\w+) = require\("node:tls"\)/.exec(text) ?? [];
    const uses = [...text.matchAll(new RegExp(`\\b${name}\\b(?! = )(\\.\\w+)?`, "g"))];

    assert.ok(uses.length > 0);
    assert.deepEqual([...new Set(uses.map(([, member]) => member))], [".rootCertificates"]);
  });

  it("calls nothing of Node's own that reaches a network", () => {
    const text = fs.readFileSync(path.join(repository, "policies/dist/pack.js"), "utf8");

    assert.doesNotMatch(text, /\b(fetch|WebSocket|EventSource|XMLHttpRequest)\s*\(/);
  });
});
