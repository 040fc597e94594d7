import { findOrMake } from "@mtls-gateway/engine/dist/findOrMake";
import { fetchFailure, throughProxy } from "@mtls-gateway/engine/dist/httpProxy";
import { install } from "@mtls-gateway/engine/dist/installer";
import { Progress } from "@mtls-gateway/engine/dist/progress";
import type { Work } from "@mtls-gateway/engine/dist/work";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { FakeTools } from "./fakeTools";

/**
 * The installer's process runs for real, and `PulumiCommand.install` in it; only what `fetch` answers there is ours,
 * put in by NODE_OPTIONS.
 */
describe("install", () => {
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

  /** An environment in which `fetch` answers with this expression, or does this block. */
  function answering(fetch: string): NodeJS.ProcessEnv {
    // A folder of temporary files may have a blank in its name, as on macOS and Windows.
    const file = path.join(tools.root, "the answers.js");
    fs.writeFileSync(file, `globalThis.fetch = async () => ${fetch};\n`);
    return {
      ...tools.env(path.dirname(process.execPath)),
      NODE_OPTIONS: `--require ${JSON.stringify(file)}`,
    };
  }

  /** An install.sh that takes the arguments of the real one. */
  const script = [
    '[ "$1" = --no-edit-path ] && [ "$2" = --install-root ] && [ "$4" = --version ] || exit 9',
    'mkdir -p "$3/bin"',
    'printf "#!/bin/sh\\necho v$5\\n" > "$3/bin/pulumi"',
    'chmod +x "$3/bin/pulumi"',
  ].join("\n");

  it("runs the official script for the pinned version, in the working folder", async () => {
    await install({ ...work, env: answering(`new Response(${JSON.stringify(script)})`) });
    assert.deepEqual(fs.readdirSync(work.folder), ["bin"]);
    assert.deepEqual(fs.readdirSync(path.join(work.folder, "bin")), ["pulumi"]);
  });

  it("gives an engine that is found in the cache afterwards", async () => {
    const env = answering(`new Response(${JSON.stringify(script)})`);
    const options = { env, cacheDir: tools.cacheDir };
    const ways = { install, build: () => assert.fail("must not build") };
    const made = await findOrMake(options, ways);
    assert.deepEqual({ ...made, bin: "" }, { bin: "", version: "3.200.0", source: "installer" });
    assert.deepEqual(await findOrMake(options, ways), { ...made, source: "cache" });
  });

  const refusals: [string, string, string][] = [
    [
      "no network",
      `{ throw new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND get.pulumi.com") }) }`,
      "fetch failed: getaddrinfo ENOTFOUND get.pulumi.com",
    ],
    [
      "a proxy that says no",
      `new Response("", { status: 403 })`,
      "https://get.pulumi.com/install.sh answers 403",
    ],
    [
      "a script that fails",
      `new Response("echo no curl here >&2; exit 5")`,
      "install.sh fails: no curl here",
    ],
  ];
  for (const [what, answer, reason] of refusals) {
    it(`gives the reason in one line with ${what}`, async () => {
      await assert.rejects(install({ ...work, env: answering(answer) }), { message: reason });
    });
  }

  it("gives the reason alone when Node has warned before", async () => {
    const warning = `{ process.emitWarning("EnvHttpProxyAgent is experimental"); throw new Error("no way"); }`;
    await assert.rejects(install({ ...work, env: answering(warning) }), { message: "no way" });
  });

  it("goes through the proxy of the environment, or says that this Node cannot", async () => {
    const behind = (answer: string) => ({
      ...answering(answer),
      ALL_PROXY: "http://me:secret@proxy.corp:3128",
    });
    const shown = `new Response('echo "$NODE_USE_ENV_PROXY $https_proxy" >&2; exit 5')`;
    await assert.rejects(install({ ...work, env: behind(shown) }), {
      message: "install.sh fails: 1 http://me:secret@proxy.corp:3128/",
    });
    fs.rmSync(path.join(work.folder, "tmp"), { recursive: true });
    const env = behind(`{ throw new Error("no way"); }`);
    await assert.rejects(install({ ...work, env }), {
      message: fetchFailure(new Error("no way"), throughProxy(env)),
    });
  });
});
