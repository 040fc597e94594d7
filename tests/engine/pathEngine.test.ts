import { findPathEngine } from "@mtls-gateway/engine/dist/pathEngine";
import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { FakeTools } from "./fakeTools";

describe("findPathEngine", () => {
  let tools: FakeTools;
  beforeEach(() => (tools = new FakeTools()));
  afterEach(() => {
    tools.dispose();
  });

  it("finds the oldest fit engine", async () => {
    const bin = tools.pulumi("fit", "3.200.0");
    assert.deepEqual(await findPathEngine(tools.env(bin)), {
      engine: { bin, version: "3.200.0" },
      passedOver: [],
    });
  });

  it("finds nothing, and passes nothing over, where no pulumi is on PATH", async () => {
    assert.deepEqual(await findPathEngine({ PATH: path.join(tools.root, "none") }), {
      passedOver: [],
    });
  });

  it("passes over an engine that is too old, one that is too new and one that is broken, and takes the next", async () => {
    const old = tools.pulumi("old", "3.199.0");
    const next = tools.pulumi("next", "4.0.0");
    const broken = path.dirname(
      tools.script("broken", "pulumi", "echo no such library >&2; exit 3"),
    );
    const mute = path.dirname(tools.script("mute", "pulumi", "echo hello"));
    const fit = tools.pulumi("fit", "3.270.1");
    assert.deepEqual(await findPathEngine(tools.env(old, next, broken, mute, fit)), {
      engine: { bin: fit, version: "3.270.1" },
      passedOver: [
        `${old}/pulumi is too old: 3.199.0, needed is >=3.200.0 <4`,
        `${next}/pulumi is too new: 4.0.0, needed is >=3.200.0 <4`,
        `${broken}/pulumi does not run: exit 3: no such library`,
        `${mute}/pulumi gives no version but "hello"`,
      ],
    });
  });

  it("passes over a file that is no program of this machine", async () => {
    const file = tools.script("foreign", "pulumi", "");
    fs.writeFileSync(file, Buffer.from([0xcf, 0xfa, 0xed, 0xfe, 0, 0, 0, 0]));
    const { engine, passedOver } = await findPathEngine(tools.env(path.dirname(file)));
    assert.equal(engine, undefined);
    assert.equal(passedOver.length, 1);
    assert.match(passedOver[0] ?? "", /pulumi (spawn ENOEXEC|does not run)/);
  });

  it("passes over an engine without the nodejs language host", async () => {
    const bare = path.dirname(tools.script("bare", "pulumi", "echo v3.210.0"));
    assert.deepEqual(await findPathEngine(tools.env(bare)), {
      passedOver: [`${bare}/pulumi has no pulumi-language-nodejs beside it or on PATH`],
    });
  });

  it("takes the language host of another folder of PATH, and the one beside a link's target", async () => {
    const bare = path.dirname(tools.script("bare", "pulumi", "echo v3.210.0"));
    const host = path.dirname(tools.script("host", "pulumi-language-nodejs", ""));
    assert.equal((await findPathEngine(tools.env(bare, host))).engine?.bin, bare);

    const whole = tools.pulumi("whole", "3.220.0");
    const links = path.join(tools.root, "links");
    fs.mkdirSync(links);
    fs.symlinkSync(path.join(whole, "pulumi"), path.join(links, "pulumi"));
    assert.equal((await findPathEngine(tools.env(links))).engine?.bin, links);
  });

  it("tells the engine not to ask the network for newer versions", async () => {
    const bin = tools.pulumi("fit", "3.200.0");
    tools.script(
      "fit",
      "pulumi",
      `echo "v3.200.0\${PULUMI_SKIP_UPDATE_CHECK:+}" ; [ "$PULUMI_SKIP_UPDATE_CHECK" = true ]`,
    );
    assert.equal((await findPathEngine(tools.env(bin))).engine?.bin, bin);
  });
});
