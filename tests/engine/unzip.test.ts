import { extract, readZip } from "@mtls-gateway/engine/dist/unzip";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { FakeTools } from "./fakeTools";
import { writeZip } from "./zipWriter";

describe("readZip", () => {
  let tools: FakeTools;
  beforeEach(() => (tools = new FakeTools()));
  afterEach(() => {
    tools.dispose();
  });

  const signal = new AbortController().signal;
  const keepAll = { place: (name: string) => name, mode: () => 0o644, signal };

  async function contents(archive: Buffer): Promise<Record<string, string>> {
    const all: Record<string, string> = {};
    for (const { name, read } of readZip(archive)) all[name] = (await read()).toString();
    return all;
  }

  it("reads stored, deflated and empty files, and leaves folders out", async () => {
    const archive = writeZip([
      { name: "m@v1/", content: Buffer.alloc(0), stored: true },
      { name: "m@v1/stored", content: Buffer.from("as it is"), stored: true },
      { name: "m@v1/deflated", content: Buffer.from("again ".repeat(1000)) },
      { name: "m@v1/empty", content: Buffer.alloc(0) },
    ]);
    assert.deepEqual(await contents(archive), {
      "m@v1/stored": "as it is",
      "m@v1/deflated": "again ".repeat(1000),
      "m@v1/empty": "",
    });
  });

  it("reads an archive with a comment, and one without files", async () => {
    const one = [{ name: "a", content: Buffer.from("b") }];
    assert.deepEqual(await contents(writeZip(one, "PK and a remark")), { a: "b" });
    assert.deepEqual(await contents(writeZip([])), {});
  });

  it("reads what the system's own zip wrote", async function () {
    const folder = path.join(tools.root, "in");
    fs.mkdirSync(path.join(folder, "sub"), { recursive: true });
    const noise = randomBytes(70_000);
    fs.writeFileSync(path.join(folder, "sub", "noise"), noise);
    fs.writeFileSync(path.join(folder, "text"), "words ".repeat(500));
    const made = spawnSync("python3", ["-m", "zipfile", "-c", "../out.zip", "sub", "text"], {
      cwd: folder,
    });
    if (made.status !== 0) this.skip();
    const entries = readZip(fs.readFileSync(path.join(tools.root, "out.zip")));
    await extract(entries, path.join(tools.root, "out"), keepAll);
    assert.deepEqual(fs.readFileSync(path.join(tools.root, "out", "sub", "noise")), noise);
    assert.equal(
      fs.readFileSync(path.join(tools.root, "out", "text"), "utf8"),
      "words ".repeat(500),
    );
  });

  it("refuses what is no archive, one that is cut off and one with a wrong size", async () => {
    assert.throws(() => readZip(Buffer.from("<html>403</html>".repeat(10))), {
      message: "not a zip archive",
    });
    const archive = writeZip([{ name: "a", content: Buffer.from("content") }]);
    assert.throws(() => readZip(archive.subarray(0, -10)), { message: "not a zip archive" });
    const wrong = Buffer.from(archive);
    wrong.writeUInt32LE(6, wrong.indexOf("PK\x01\x02", 0, "latin1") + 24);
    await assert.rejects(contents(wrong), { message: "a has 7 bytes, not 6" });
  });

  it("refuses a method that it does not know", async () => {
    const archive = writeZip([{ name: "a", content: Buffer.from("b"), method: 12 }]);
    await assert.rejects(contents(archive), {
      message: "a is packed in a way (12) that is not read here",
    });
  });

  it("writes nothing outside the folder", async () => {
    const archive = writeZip([{ name: "../evil", content: Buffer.from("b") }]);
    await assert.rejects(extract(readZip(archive), path.join(tools.root, "out"), keepAll), {
      message: "../evil would be written outside the folder",
    });
    assert.equal(fs.existsSync(path.join(tools.root, "evil")), false);
  });
});
