import { CacheLock } from "@mtls-gateway/engine/dist/cacheLock";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { FakeTools } from "./fakeTools";

describe("CacheLock", () => {
  let tools: FakeTools;
  let file: string;
  beforeEach(() => {
    tools = new FakeTools();
    file = path.join(tools.root, "lock");
  });
  afterEach(() => {
    tools.dispose();
  });

  function writeOwner(owner: { pid: number; host: string; token: string }): void {
    fs.writeFileSync(file, JSON.stringify(owner));
  }

  /** The id of a process that has ended. */
  function deadProcess(): number {
    return spawnSync("/bin/true").pid;
  }

  it("holds back a second run until the first gives it back", async () => {
    const first = await CacheLock.acquire(file);
    const order: string[] = [];
    const second = CacheLock.acquire(file, {
      onWait: (owner) => {
        order.push(`waits for ${owner}`);
        setImmediate(() => {
          order.push("first gives back");
          first.release();
        });
      },
    });
    const lock = await second;
    order.push("second has it");
    assert.deepEqual(order, [
      `waits for process ${process.pid}`,
      "first gives back",
      "second has it",
    ]);
    lock.release();
    assert.deepEqual(fs.readdirSync(tools.root), []);
  });

  it("takes over the lock of a dead process of this machine", async () => {
    writeOwner({ pid: deadProcess(), host: os.hostname(), token: "old" });
    (await CacheLock.acquire(file, { onWait: () => assert.fail("waits") })).release();
    assert.deepEqual(fs.readdirSync(tools.root), []);
  });

  it("takes over a lock with its own process id that it does not hold", async () => {
    writeOwner({ pid: process.pid, host: os.hostname(), token: "of a run before the crash" });
    (await CacheLock.acquire(file, { onWait: () => assert.fail("waits") })).release();
  });

  it("waits for a lock of another machine as long as it is touched, then takes it over", async () => {
    writeOwner({ pid: deadProcess(), host: "elsewhere", token: "old" });
    const waited: string[] = [];
    const lock = await CacheLock.acquire(file, {
      onWait: (owner) => {
        waited.push(owner);
        const longAgo = new Date(Date.now() - 61_000);
        fs.utimesSync(file, longAgo, longAgo);
      },
    });
    lock.release();
    assert.equal(waited.length, 1);
  });

  it("waits for a lock that is not written yet", async () => {
    fs.writeFileSync(file, "");
    const waited: string[] = [];
    const lock = await CacheLock.acquire(file, {
      onWait: (owner) => {
        waited.push(owner);
        fs.rmSync(file);
      },
    });
    lock.release();
    assert.deepEqual(waited, ["another run"]);
  });

  it("leaves a lock alone that somebody has taken over", async () => {
    const lock = await CacheLock.acquire(file);
    writeOwner({ pid: 1, host: "elsewhere", token: "new" });
    lock.release();
    assert.deepEqual(fs.readdirSync(tools.root), ["lock"]);
  });

  it("gives up waiting when it is aborted", async () => {
    const first = await CacheLock.acquire(file);
    const controller = new AbortController();
    await assert.rejects(
      CacheLock.acquire(file, {
        signal: controller.signal,
        onWait: () => {
          controller.abort(new Error("enough"));
        },
      }),
      { message: "enough" },
    );
    first.release();
  });
});
