import { EngineCache } from "@mtls-gateway/engine/dist/engineCache";
import { EngineError } from "@mtls-gateway/engine";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { FakeTools } from "./fakeTools";

describe("EngineCache", () => {
  const hash = "0123456789abcdef";
  let tools: FakeTools;
  let cache: EngineCache;
  beforeEach(() => {
    tools = new FakeTools();
    cache = new EngineCache(path.join(tools.cacheDir, "engine"), hash);
    cache.prepare();
  });
  afterEach(() => {
    tools.dispose();
  });

  function publish(text = "engine"): Promise<string> {
    const work = cache.makeWorkFolder();
    fs.mkdirSync(path.join(work, "bin"));
    fs.writeFileSync(path.join(work, "bin", "pulumi"), text, { mode: 0o755 });
    return cache.publish(work, { version: "3.200.0", madeBy: "built" });
  }

  it("is empty at first", () => {
    assert.deepEqual(cache.read(), { state: "empty" });
    assert.deepEqual(tools.cached(), []);
  });

  it("gives back what was published, and leaves no working folder", async () => {
    const bin = await publish();
    assert.deepEqual(cache.read(), { state: "hit", bin, version: "3.200.0" });
    assert.deepEqual(tools.cached(), [hash]);
  });

  it("puts a new engine in the place of an old one", async () => {
    await publish("one");
    const bin = await publish("the second");
    assert.equal(fs.readFileSync(path.join(bin, "pulumi"), "utf8"), "the second");
    assert.deepEqual(cache.read(), { state: "hit", bin, version: "3.200.0" });
    assert.deepEqual(tools.cached(), [hash]);
  });

  const damages: [string, (bin: string) => void, string][] = [
    [
      "a truncated file",
      (bin) => {
        fs.truncateSync(`${bin}/pulumi`, 3);
      },
      "bin/pulumi has 3 bytes, not 6",
    ],
    [
      "a missing file",
      (bin) => {
        fs.rmSync(`${bin}/pulumi`);
      },
      "bin/pulumi is missing",
    ],
    [
      "a file that cannot be executed",
      (bin) => {
        fs.chmodSync(`${bin}/pulumi`, 0o644);
      },
      "bin/pulumi is not executable",
    ],
    [
      "a record that is cut off",
      (bin) => {
        fs.truncateSync(`${bin}/../engine.json`, 9);
      },
      "engine.json is no record of an engine",
    ],
    [
      "a record of nothing",
      (bin) => {
        fs.writeFileSync(`${bin}/../engine.json`, '{"files":[]}');
      },
      "engine.json is no record of an engine",
    ],
    [
      "no record",
      (bin) => {
        fs.rmSync(`${bin}/../engine.json`);
      },
      "engine.json cannot be read",
    ],
  ];
  for (const [what, damage, why] of damages) {
    it(`does not use an entry with ${what}`, async () => {
      damage(await publish());
      assert.deepEqual(cache.read(), { state: "damaged", why });
    });
  }

  it("sweeps the working folders of dead runs and of machines not heard of for a day, and no others", async () => {
    await publish();
    const own = cache.makeWorkFolder();
    const dead = `${cache.entry}.work-${os.hostname()}-${spawnSync("/bin/true").pid}-aaaaaa`;
    const far = `${cache.entry}.work-else-where-1-bbbbbb`;
    const farAndOld = `${cache.entry}.work-else-where-1-cccccc`;
    for (const folder of [dead, far, farAndOld])
      fs.mkdirSync(path.join(folder, "go-mod"), { recursive: true });
    const longAgo = new Date(Date.now() - 25 * 3_600_000);
    fs.utimesSync(farAndOld, longAgo, longAgo);
    await cache.sweep();
    assert.deepEqual(
      tools.cached(),
      [cache.entry, own, far].map((file) => path.basename(file)).sort(),
    );
  });

  const unwritable: [string, () => string, string][] = [
    ["lies below a file", () => path.join(tools.script("bin", "file", ""), "engine"), "ENOTDIR"],
    ["cannot be made for want of a parent", () => "/proc/mtls-gateway/engine", "ENOENT"],
  ];
  for (const [what, folder, code] of unwritable) {
    it(`says in one line what to do when the folder ${what}`, function () {
      if (folder().startsWith("/proc") && process.platform !== "linux") this.skip();
      assert.throws(
        () => {
          new EngineCache(folder(), hash).prepare();
        },
        new EngineError(
          `The engine cache ${folder()} cannot be written (${code}). ` +
            "Set MTLS_GATEWAY_CACHE to a folder that can, or put pulumi on PATH.",
        ),
      );
    });
  }
});
