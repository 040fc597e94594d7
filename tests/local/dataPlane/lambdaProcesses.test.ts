import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunctionWorld, isAlive } from "./support/functionWorld";
import { open } from "./support/world";

const ok = `exports.handler = async () => ({ statusCode: 200, body: "ok" });`;
/** Answers with the JSON of an expression. */
const tells = (expression: string, before = "") =>
  `${before};exports.handler = async (event, context) => ({ statusCode: 200, body: JSON.stringify(${expression}) });`;

describe("the process of a function", () => {
  let here: FunctionWorld;
  before(async () => {
    here = await FunctionWorld.create();
  });
  after(() => here.close());

  const ask = () => here.world.ask({ name: open, path: "/" });
  const told = async () => JSON.parse((await ask()).body) as unknown;
  const statuses = async (count: number) => {
    const answers = [];
    for (let index = 0; index < count; index += 1) answers.push((await ask()).status);
    return answers;
  };

  it("is kept for the next request, and ends when the code or the settings change", async () => {
    await here.deploy(tells("[process.pid, calls += 1]", "let calls = 0"));
    const [first, calls] = (await told()) as [number, number];
    assert.notEqual(first, process.pid);
    assert.deepEqual([calls, await told()], [1, [first, 2]]);
    await here.deploy(tells("process.pid"), { environment: { A: "b" } });
    const second = await told();
    assert.notEqual(second, first);
    await until(() => !isAlive(first));
    await here.world.change((account) => {
      account.functionList = [];
    });
    await until(() => !isAlive(second as number));
  });

  it("has the function's variables, those that Lambda sets, and none of ours", async () => {
    process.env.A_SECRET_OF_OURS = "secret";
    process.env.AWS_PROFILE = "production";
    try {
      await here.deploy(tells("process.env"), { environment: { COLOUR: "blue", AWS_NODEJS: "x" } });
      const environment = (await told()) as Record<string, string>;
      assert.deepEqual(
        [environment.COLOUR, environment.AWS_REGION, environment.AWS_LAMBDA_FUNCTION_NAME],
        ["blue", "us-east-2", "who"],
      );
      assert.equal(environment.AWS_EXECUTION_ENV, "AWS_Lambda_nodejs22.x");
      assert.equal(environment.AWS_SECRET_ACCESS_KEY, "not-a-secret-of-any-account");
      assert.equal(environment.AWS_SHARED_CREDENTIALS_FILE, "/dev/null");
      const ours = Object.keys(process.env).filter(
        (name) => environment[name] === process.env[name],
      );
      assert.deepEqual(
        ours.filter((name) => !["PATH", "LANG", "TZ"].includes(name)),
        [],
      );
      assert.deepEqual(
        [environment.A_SECRET_OF_OURS, environment.AWS_PROFILE],
        [undefined, undefined],
      );
    } finally {
      delete process.env.A_SECRET_OF_OURS;
      delete process.env.AWS_PROFILE;
    }
  });

  it("has a context with what Lambda says in it", async () => {
    const fields = "functionName memoryLimitInMB functionVersion invokedFunctionArn logGroupName";
    await here.deploy(
      tells(`[...${JSON.stringify(fields.split(" "))}.map((name) => context[name]),
        context.getRemainingTimeInMillis() <= 3000, context.awsRequestId.length]`),
    );
    assert.deepEqual(await told(), [
      "who",
      "128",
      "$LATEST",
      "arn:aws:lambda:us-east-2:123456789012:function:who",
      "/aws/lambda/who",
      true,
      36,
    ]);
  });

  for (const [kind, files, handler] of [
    ["a CommonJS module", { "index.js": ok }, "index.handler"],
    [
      "an ES module by its name",
      { "index.mjs": ok.replace("exports.handler =", "export const handler =") },
      "index.handler",
    ],
    [
      "an ES module by its package",
      {
        "package.json": '{"type":"module"}',
        "index.js": `await 0; ${ok.replace("exports.handler =", "export const handler =")}`,
      },
      "index.handler",
    ],
    [
      "a file in a folder",
      { "src/app.js": `exports.api = {}; ${ok.replace("exports", "exports.api")}` },
      "src/app.api.handler",
    ],
    [
      "a callback",
      {
        "index.js": `exports.handler = (event, context, done) => setTimeout(done, 1, null, { statusCode: 200 });`,
      },
      "index.handler",
    ],
    [
      "a callback that does not wait for the event loop",
      {
        "index.js": `exports.handler = (event, context, done) => {
          context.callbackWaitsForEmptyEventLoop = false;
          setInterval(() => {}, 1000);
          done(null, { statusCode: 200 });
        };`,
      },
      "index.handler",
    ],
  ] as const) {
    it(`calls a handler that is ${kind}`, async () => {
      await here.deploy(files, { handler });
      assert.deepEqual(await statuses(1), [200]);
    });
  }

  for (const [what, code, error] of [
    [
      "leaves with process.exit",
      `exports.handler = () => process.exit(0);`,
      "Runtime exited without providing a reason",
    ],
    [
      "leaves with a status",
      `exports.handler = () => process.exit(3);`,
      "Runtime exited with error: exit status 3",
    ],
    [
      "kills itself",
      `exports.handler = () => process.kill(process.pid, "SIGKILL");`,
      "Runtime exited with error: signal: SIGKILL",
    ],
    [
      "throws outside of its promise",
      `exports.handler = () => new Promise(() => setTimeout(() => { throw new Error("late"); }));`,
      "late",
    ],
    ["cannot be parsed", `exports.handler = async (`, "SyntaxError: Unexpected end of input"],
    ["throws when it is loaded", `throw new Error("at once");`, "at once"],
    ["exports nothing", ``, "index.handler is undefined or not exported"],
    [
      "uses up its time in an endless loop",
      `exports.handler = () => { for (;;); };`,
      "Task timed out after 1.00 seconds",
    ],
    [
      "uses up its time waiting",
      `exports.handler = () => new Promise(() => setInterval(() => {}, 1000));`,
      "Task timed out after 1.00 seconds",
    ],
    [
      "answers what is no JSON",
      `exports.handler = async () => { const a = {}; a.a = a; return a; };`,
      "Unable to stringify response body",
    ],
    [
      "answers more than 6 MB",
      `exports.handler = async () => ({ body: "x".repeat(7e6) });`,
      "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    ],
  ] as const) {
    it(`is answered for with 502 when its handler ${what}`, async () => {
      await here.deploy(code, { timeout: what.startsWith("uses up") ? 1 : 60 });
      const [entry] = await here.world.logged(async () => {
        assert.deepEqual(await statuses(1), [502]);
      });
      assert.ok(entry?.reason.includes(error), entry?.reason);
    });
  }

  it("is replaced when it has ended: the next request finds another", async () => {
    await here.deploy(
      `exports.handler = async ({ path }) => path === "/" ? { statusCode: 200 } : process.exit(0);`,
    );
    const leave = () => here.world.ask({ name: open, path: "/things/7" });
    assert.deepEqual(await statuses(1), [200]);
    assert.equal((await leave()).status, 502);
    assert.deepEqual(await statuses(1), [200]);
  });

  it("may write what it likes where the stand-in listens: nothing is taken for an answer that is none", async () => {
    const garbage = ["no JSON", "{}", "null", '{"kind":"answer","payload":5}', '{"kind":"error"}'];
    await here.deploy(
      `exports.handler = async () => {
        require("node:fs").writeSync(4, ${JSON.stringify(`${garbage.join("\n")}\n`)});
        return { statusCode: 200 };
      };`,
    );
    assert.deepEqual(await statuses(2), [200, 200]);
  });

  it("takes what its handler started with it when it ends", async () => {
    await here.deploy(
      tells("child.pid", `const child = require("node:child_process").spawn("sleep", ["1000"])`),
    );
    const sleeper = (await told()) as number;
    assert.equal(isAlive(sleeper), true);
    await here.deploy(ok);
    await until(() => !isAlive(sleeper));
  });

  it("writes its output to the function's log, an event for each call of console and each line", async () => {
    await here.deploy(
      `console.log("loaded");
      exports.handler = async () => {
        console.log("two\\nlines", { a: 1 });
        console.error("bad");
        return { statusCode: 200 };
      };`,
    );
    await ask();
    assert.deepEqual(here.log, [
      "TIME\tundefined\tINFO\tloaded",
      "START RequestId: ID Version: $LATEST",
      "TIME\tID\tINFO\ttwo\nlines { a: 1 }",
      "TIME\tID\tERROR\tbad",
      "END RequestId: ID",
      "REPORT RequestId: ID\tDuration: N ms\tBilled Duration: N ms\tMemory Size: 128 MB\tMax Memory Used: N MB",
    ]);
  });

  it("runs as many requests at a time as come, each in a process of its own", async () => {
    await here.deploy(
      `exports.handler = () => new Promise((done) =>
        setTimeout(done, 100, { statusCode: 200, body: String(process.pid) }));`,
    );
    const answers = await Promise.all([ask(), ask(), ask()]);
    assert.equal(new Set(answers.map(({ body }) => body)).size, 3);
  });

  it("ends by itself when the stand-in is killed, even in an endless loop", async () => {
    const folder = mkdtempSync(join(tmpdir(), "mtls-gateway-killed-"));
    const told = join(folder, "told");
    const script = join(__dirname, "support/functionOrphan.child.js");
    const register = join(__dirname, "../../register.js");
    const parent = spawn(process.execPath, ["-r", register, script, told, "for (;;);"], {
      env: { ...process.env, TMPDIR: folder },
      stdio: "ignore",
    });
    await until(() => existsSync(told));
    const [pid] = JSON.parse(readFileSync(told, "utf8")) as [number];
    assert.equal(isAlive(pid), true);
    parent.kill("SIGKILL");
    await until(() => !isAlive(pid));
    rmSync(folder, { recursive: true, force: true });
  });

  it("is gone, with its files, when the stand-in has been closed, busy or not", async () => {
    const other = await FunctionWorld.create();
    await other.deploy(
      `exports.handler = async (event) => {
        if (event.path === "/") return { statusCode: 200, body: JSON.stringify([process.pid, __dirname, process.env.HOME]) };
        require("node:fs").writeFileSync(process.env.HOME + "/busy", String(process.pid));
        for (;;);
      };`,
      { timeout: 100 },
    );
    const { body } = await other.world.ask({ name: open, path: "/" });
    const [pid, code, home] = JSON.parse(body) as [number, string, string];
    const busy = other.world.ask({ name: open, path: "/things/7" }).catch(() => undefined);
    await until(() => existsSync(`${home}/busy`));
    assert.equal(Number(readFileSync(`${home}/busy`)), pid);
    await other.close();
    await busy;
    assert.deepEqual([isAlive(pid), existsSync(code), existsSync(home)], [false, false, false]);
  });
});

/** Polls until it is so. The test's own time limit is the only one. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}
