import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { FunctionOutcome } from "@mtls-gateway/local/dist/dataPlane/lambda/functionProcess";
import { FunctionProcesses } from "@mtls-gateway/local/dist/dataPlane/lambda/functionProcesses";
import { functionView } from "./support/functionView";
import { isAlive } from "./support/functionWorld";

const register = join(__dirname, "../../register.js");
/** What became of a call, in a word or two. */
const word = (outcome: FunctionOutcome) =>
  outcome.kind === "answer" ? outcome.payload : outcome.error.errorType;
const count = (words: string[]) =>
  Object.fromEntries(words.map((one) => [one, words.filter((other) => other === one).length]));

describe("the processes of functions, when things go wrong", () => {
  let processes: FunctionProcesses;
  let folder: string;
  const usual = process.env.TMPDIR;
  beforeEach(() => {
    processes = new FunctionProcesses(() => undefined);
    folder = mkdtempSync(join(tmpdir(), "mtls-gateway-ends-"));
    process.env.TMPDIR = folder;
  });
  afterEach(async () => {
    if (usual === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = usual;
    await processes.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const foldersLeft = () => readdirSync(folder).filter((name) => name.startsWith("mtls-gateway-"));
  const invoke = async (code: string, more: object = {}, event: unknown = {}) =>
    word(await processes.invoke(functionView(code, more), event, ""));

  it("end for the stand-in when they have ended, whatever holds their output open", async () => {
    const told = join(folder, "daemon");
    const code = `exports.handler = async () => {
      const { spawn } = require("node:child_process");
      const { pid } = spawn("sleep", ["1000"], { detached: true, stdio: ["ignore", "inherit", "inherit"] });
      require("node:fs").writeFileSync(${JSON.stringify(told)}, String(pid));
      console.log("last words");
      process.exit(0);
    };`;
    const lines: string[] = [];
    const own = new FunctionProcesses((_, messages) => lines.push(...messages));
    assert.equal(word(await own.invoke(functionView(code), {}, "")), "Runtime.ExitError");
    await own.close();
    const daemon = Number(readFileSync(told, "utf8"));
    assert.equal(isAlive(daemon), true, "a process that left the group lives on");
    process.kill(daemon);
    assert.equal(lines.filter((line) => line.endsWith("last words")).length, 1);
  });

  it("are missed by one call when no descriptor is left, and the stand-in lives on", async () => {
    const child = join(__dirname, "support/functionDescriptors.child.js");
    const script = `ulimit -n 64; exec "$0" -r "$1" "$2"`;
    const { stdout } = await promisify(execFile)("bash", [
      "-c",
      script,
      process.execPath,
      register,
      child,
    ]);
    assert.deepEqual(stdout.split("\n"), [
      '"answered"',
      '"answered"',
      "spawn EMFILE",
      '"answered"',
      "",
    ]);
  });

  for (const [what, then] of [
    ["waits for the next call", "return {};"],
    ["is in an endless loop", "for (;;);"],
    ["leaves by itself", "setTimeout(() => process.exit(0), 300); await new Promise(() => {});"],
  ] as const) {
    it(`end with what they started, and their folders, when the stand-in is killed and one ${what}`, async () => {
      const told = join(folder, "told");
      const child = join(__dirname, "support/functionOrphan.child.js");
      const parent = spawn(process.execPath, ["-r", register, child, told, then], {
        stdio: "ignore",
      });
      await until(() => existsSync(told));
      const [own, started, code, home] = JSON.parse(readFileSync(told, "utf8")) as [
        number,
        number,
        string,
        string,
      ];
      assert.deepEqual(
        [isAlive(own), isAlive(started), existsSync(code), existsSync(home)],
        [true, true, true, true],
      );
      parent.kill("SIGKILL");
      await until(() => !isAlive(own) && !isAlive(started));
      assert.deepEqual(foldersLeft(), []);
    });
  }

  it("answer though the log cannot be written", async () => {
    const own = new FunctionProcesses(() => {
      throw new Error("the disk is full");
    });
    const view = functionView(`exports.handler = async () => { console.log("a"); return 1; };`);
    assert.equal(word(await own.invoke(view, {}, "")), "1");
    await own.close();
  });

  for (const [what, code, expected] of [
    [
      "an answer longer than can be heard",
      `exports.handler = async () => ({ body: "x".repeat(40e6) });`,
      "Function.ResponseSizeTooLarge",
    ],
    [
      "an answer that makes nothing of itself",
      `exports.handler = async () => ({ toJSON() {} });`,
      "null",
    ],
    [
      "an error whose name and words are no text",
      `exports.handler = async () => { throw Object.assign(new Error(), { name: 5, message: {}, stack: 7 }); };`,
      "5",
    ],
    [
      "an error without a text",
      `exports.handler = async () => { throw Object.create(null); };`,
      "object",
    ],
    [
      "a forged answer that is no JSON",
      `exports.handler = async () => {
        require("node:fs").writeSync(4, '{"kind":"answer","payload":"no JSON","memory":1}\\n');
        return 1;
      };`,
      "1",
    ],
  ] as const) {
    it(`are heard to the end of ${what}, and live on`, async () => {
      assert.deepEqual([await invoke(code), await invoke(code)], [expected, expected]);
    });
  }

  it("that cannot be started fail every call that waits for one", async () => {
    const code = `exports.handler = () => new Promise((done) => setTimeout(process.exit, 100, 0));`;
    const calls = Array.from({ length: 40 }, () => invoke(code));
    process.env.TMPDIR = join(folder, "full");
    const words = await Promise.all(calls);
    assert.deepEqual(count(words), { "Runtime.ExitError": 16, "Lambda.Start": 24 });
  });

  it("that cannot be started leave no folder behind", async () => {
    const wrong = { environment: { A: "a\0b" } };
    assert.equal(await invoke(`exports.handler = async () => 1;`, wrong), "Lambda.Start");
    assert.deepEqual(
      foldersLeft().filter((name) => name.startsWith("mtls-gateway-function-")),
      [],
    );
  });

  it("are not waited for once the stand-in closes: every call is answered", async () => {
    const busy = `exports.handler = () => new Promise(() => setInterval(() => undefined, 1000));`;
    const calls = Array.from({ length: 40 }, () => invoke(busy));
    await processes.close();
    assert.deepEqual(count(await Promise.all(calls)), {
      "Runtime.ExitError": 16,
      "Lambda.Closed": 24,
    });
    assert.equal(await invoke(busy), "Lambda.Closed");
    assert.deepEqual(foldersLeft(), []);
  });

  it("have no folder of a package that cannot be read or written", async () => {
    const file = { content: Buffer.from(""), executable: false };
    const gone = () => {
      throw new Error("gone");
    };
    assert.equal(await invoke("", { files: gone }), "Lambda.Code");
    const files = () => [
      { path: "a", ...file },
      { path: "a/b", ...file },
    ];
    assert.equal(await invoke("", { files }), "Lambda.Code");
    assert.deepEqual(foldersLeft(), []);
  });
});

/** Polls until it is so. The test's own time limit is the only one. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}
