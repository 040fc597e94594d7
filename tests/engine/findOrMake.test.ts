import { EngineError } from "@mtls-gateway/engine";
import type { Engine } from "@mtls-gateway/engine";
import { findOrMake } from "@mtls-gateway/engine/dist/findOrMake";
import type { Way } from "@mtls-gateway/engine/dist/work";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { FakeTools } from "./fakeTools";

describe("findOrMake", () => {
  let tools: FakeTools;
  let tried: string[];
  beforeEach(() => {
    tools = new FakeTools();
    tried = [];
  });
  afterEach(() => {
    tools.dispose();
  });

  /** A way that leaves an engine answering with this version. */
  function makes(name: string, version = "3.200.0"): Way {
    return ({ folder }) => {
      tried.push(name);
      fs.mkdirSync(path.join(folder, "bin"));
      const file = path.join(folder, "bin", "pulumi");
      fs.writeFileSync(file, `#!/bin/sh\necho v${version}\n`, { mode: 0o755 });
      return Promise.resolve();
    };
  }

  function fails(name: string, why: string): Way {
    return ({ folder }) => {
      tried.push(name);
      fs.writeFileSync(path.join(folder, "half"), "");
      return Promise.reject(new Error(why));
    };
  }

  const unused: Way = () => assert.fail("must not be tried");

  function ensure(
    ways: { install?: Way; build?: Way },
    options: { path?: string[]; signal?: AbortSignal } = {},
  ): Promise<Engine> {
    return findOrMake(
      {
        env: tools.env(...(options.path ?? [])),
        cacheDir: tools.cacheDir,
        log: tools.log,
        signal: options.signal,
      },
      { install: unused, build: unused, ...ways },
    );
  }

  /** Waits until a line with this text was said. */
  async function said(text: string): Promise<void> {
    while (!tools.lines.some((line) => line.includes(text))) await sleep(10);
  }

  it("takes the engine of PATH, says nothing and makes no cache folder", async () => {
    const bin = tools.pulumi("fit", "3.250.0");
    const engine = await ensure({}, { path: [bin] });
    assert.deepEqual(engine, { bin, version: "3.250.0", source: "path" });
    assert.deepEqual(tools.lines, []);
    assert.equal(fs.existsSync(tools.cacheDir), false);
  });

  it("says why it passes over an engine of PATH", async () => {
    const old = tools.pulumi("old", "3.100.0");
    await ensure({ install: makes("installer") }, { path: [old] });
    assert.deepEqual(tools.lines, [
      `engine: passing over ${old}/pulumi is too old: 3.100.0, needed is >=3.200.0 <4`,
      "engine: no fit pulumi on PATH; trying the official installer of v3.200.0",
    ]);
  });

  it("installs first, and finds what it installed in the cache afterwards without starting it", async () => {
    const made = await ensure({ install: makes("installer") });
    assert.deepEqual({ ...made, bin: "" }, { bin: "", version: "3.200.0", source: "installer" });
    // An engine that would fail if it was started, of the same size.
    const size = fs.statSync(path.join(made.bin, "pulumi")).size;
    fs.writeFileSync(path.join(made.bin, "pulumi"), "x".repeat(size));
    tools.lines.length = 0;
    assert.deepEqual(await ensure({}), { ...made, source: "cache" });
    assert.deepEqual(tools.lines, []);
    assert.deepEqual(tried, ["installer"]);
  });

  it("builds where the installer fails, and leaves nothing of the installer's attempt", async () => {
    const engine = await ensure({
      install: fails("installer", "no route to get.pulumi.com"),
      build: makes("build"),
    });
    assert.equal(engine.source, "built");
    assert.deepEqual(tried, ["installer", "build"]);
    assert.deepEqual(tools.cached(), [path.basename(path.dirname(engine.bin))]);
    assert.equal(tools.lines.length, 2);
    assert.match(
      tools.lines[1] ?? "",
      /^engine: official installer: no route to get\.pulumi\.com; building v3\.200\.0 from the Go module proxy \(about \d+ minutes? on \d+ cores?, once\)$/,
    );
  });

  it("does not keep an engine that does not run", async () => {
    const broken: Way = async (work) => {
      await makes("installer")(work);
      fs.writeFileSync(path.join(work.folder, "bin", "pulumi"), "#!/bin/sh\nexit 9\n");
    };
    const engine = await ensure({ install: broken, build: makes("build") });
    assert.equal(engine.source, "built");
    assert.match(tools.lines[1] ?? "", /^engine: official installer: does not run: exit 9/);
  });

  it("makes an engine again when the cached one is damaged, and says so", async () => {
    const { bin } = await ensure({ install: makes("installer") });
    fs.truncateSync(path.join(bin, "pulumi"), 1);
    tools.lines.length = 0;
    const again = await ensure({ install: makes("again") });
    assert.deepEqual(again, { bin, version: "3.200.0", source: "installer" });
    assert.deepEqual(tried, ["installer", "again"]);
    const damaged =
      /^engine: .* is damaged \(bin\/pulumi has 1 bytes, not \d+\) and is made again$/;
    assert.match(tools.lines[0] ?? "", damaged);
  });

  it("names the three ways, and why each fails here, in one error", async () => {
    await assert.rejects(
      ensure({
        install: fails("installer", "no route to get.pulumi.com\nand more"),
        build: fails("build", "no Go on PATH"),
      }),
      new EngineError(
        [
          "No Pulumi engine (>=3.200.0 <4) is here and none could be made. One of these is needed:",
          "  pulumi on PATH      no pulumi on PATH; install it (https://www.pulumi.com/docs/install/)",
          "  official installer  no route to get.pulumi.com; it needs get.pulumi.com and github.com",
          "  Go module proxy     no Go on PATH; it needs the proxy of GOPROXY, or a Go on PATH that has the modules",
        ].join("\n"),
      ),
    );
    assert.deepEqual(tools.cached(), []);
  });

  it("makes one engine for two that ask at the same time", async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const slow: Way = async (work) => {
      await held;
      await makes("installer")(work);
    };
    const first = ensure({ install: slow });
    await said("trying the official installer");
    const second = ensure({ install: makes("second") });
    await said("waiting for it");
    release();
    const [one, two] = await Promise.all([first, second]);
    assert.equal(one.source, "installer");
    assert.deepEqual(two, { ...one, source: "cache" });
    assert.deepEqual(tried, ["installer"]);
    assert.deepEqual(tools.lines, [
      "engine: no pulumi on PATH; trying the official installer of v3.200.0",
      `engine: process ${process.pid} makes the engine already; waiting for it`,
    ]);
  });

  it("gives up with the caller's reason when it is aborted, and leaves nothing", async () => {
    const controller = new AbortController();
    const endless: Way = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener("abort", () => {
          reject(signal.reason as Error);
        });
        controller.abort(new Error("enough"));
      });
    await assert.rejects(ensure({ install: endless }, { signal: controller.signal }), {
      message: "enough",
    });
    assert.deepEqual(tools.cached(), []);
  });

  it("does nothing when it is aborted already", async () => {
    const signal = AbortSignal.abort(new Error("too late"));
    await assert.rejects(ensure({}, { signal }), { message: "too late" });
  });

  it("uses the cache even where it cannot be written", async () => {
    const { bin } = await ensure({ install: makes("installer") });
    fs.chmodSync(path.dirname(path.dirname(bin)), 0o555);
    try {
      assert.equal((await ensure({})).source, "cache");
    } finally {
      fs.chmodSync(path.dirname(path.dirname(bin)), 0o755);
    }
  });
});
