import { build } from "@mtls-gateway/engine/dist/goBuild";
import { Progress } from "@mtls-gateway/engine/dist/progress";
import type { Work } from "@mtls-gateway/engine/dist/work";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { FakeTools } from "./fakeTools";

describe("build", () => {
  let tools: FakeTools;
  let work: Work;
  beforeEach(() => {
    tools = new FakeTools();
    const folder = path.join(tools.root, "work");
    fs.mkdirSync(folder);
    work = {
      folder,
      env: {},
      progress: new Progress(tools.log),
      signal: new AbortController().signal,
    };
  });
  afterEach(() => {
    tools.dispose();
  });

  const engine = [
    "pulumi",
    "pulumi-analyzer-policy",
    "pulumi-analyzer-policy-python",
    "pulumi-language-nodejs",
    "pulumi-language-python",
    "pulumi-language-python-exec",
  ];

  it("builds two modules, and takes the scripts from the downloaded modules", async () => {
    await build({ ...work, env: tools.env(tools.go("go")) });
    const bin = path.join(work.folder, "bin");
    assert.deepEqual(fs.readdirSync(bin).sort(), engine);
    for (const name of engine) {
      assert.equal(fs.statSync(path.join(bin, name)).mode & 0o111, 0o111, name);
    }
    // version and env once; for each module its packages and the build; one look for each script's module.
    assert.deepEqual(tools.goCalls(), [
      "build",
      "build",
      "env",
      "list",
      "list",
      "list",
      "list",
      "list",
      "version",
    ]);
  });

  it("removes its caches, and nothing else is left in the working folder", async () => {
    await build({ ...work, env: tools.env(tools.go("go")) });
    assert.deepEqual(fs.readdirSync(work.folder), ["bin"]);
  });

  it("builds by the committed modules alone, whatever the user's settings are", async () => {
    const env = tools.env(tools.go("go"));
    const users = { GOFLAGS: "-mod=mod -race", GOWORK: "/w", GOTOOLCHAIN: "auto", GOOS: "plan9" };
    await build({ ...work, env: { ...env, ...users, GOPROXY: "https://mirror.example" } });
    const arch = process.arch === "x64" ? "amd64" : process.arch;
    assert.deepEqual(tools.goEnvironment(), [
      "CGO_ENABLED=0",
      `GOARCH=${arch}`,
      `GOCACHE=${work.folder}/go-build`,
      "GOFLAGS=-mod=readonly -buildvcs=false -modcacherw",
      `GOMODCACHE=${work.folder}/go-mod`,
      `GOOS=${process.platform}`,
      "GOPROXY=https://mirror.example",
      `GOTMPDIR=${work.folder}/go-tmp`,
      "GOTOOLCHAIN=local",
      "GOWORK=off",
    ]);
  });

  it("uses the caches of a Go that has them", async () => {
    const env = tools.env(tools.go("go"));
    const theirs = path.join(tools.root, "none", "mod");
    fs.mkdirSync(theirs, { recursive: true });
    await build({ ...work, env });
    const caches = tools.goEnvironment().filter((line) => /^GO(FLAGS|(MOD)?CACHE)=/.test(line));
    assert.deepEqual(caches, [
      `GOCACHE=${work.folder}/go-build`,
      "GOFLAGS=-mod=readonly -buildvcs=false",
      `GOMODCACHE=${theirs}`,
    ]);
    assert.equal(fs.existsSync(theirs), true);
  });

  it("shows the end of the compiler's complaint, and ends the other build", async () => {
    const complaint = [
      "echo 'go: downloading example.com/one v1.0.0' >&2",
      'case "$*" in *cmd/pulumi) ;; *) exec sleep 600 ;; esac',
      "echo '# github.com/pulumi/pulumi' >&2",
      "echo 'a.go:1:2: undefined: x' >&2",
      "echo 'no space left on device' >&2; exit 1",
    ].join("\n");
    const env = tools.env(tools.go("go", { build: complaint }));
    await assert.rejects(build({ ...work, env }), {
      message: "go build of engine fails: a.go:1:2: undefined: x | no space left on device",
    });
  });

  it("passes over a Go that is too old, and says that the proxy could give none", async () => {
    const old = tools.go("old", { version: "1.22.3" });
    const env = { PATH: old, HOME: tools.root, GOPROXY: "off" };
    await assert.rejects(build({ ...work, env: { ...env, PATH: `${old}:/bin` } }), {
      message:
        `no Go 1.23.11 or later on PATH (${old}/go is 1.22.3), and the module proxy gives none: ` +
        "GOPROXY=off does not begin with the URL of a module proxy",
    });
    assert.deepEqual(tools.goCalls(), ["version"]);
  });

  it("passes over a Go that does not run, and takes the next", async () => {
    const broken = path.dirname(tools.script("broken", "go", "echo bad >&2; exit 1"));
    await build({ ...work, env: tools.env(broken, tools.go("go")) });
    assert.deepEqual(fs.readdirSync(path.join(work.folder, "bin")).sort(), engine);
  });
});
