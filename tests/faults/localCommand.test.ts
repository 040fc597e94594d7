import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository, run, type Finished, type Started } from "../support/pulumi";

const command = path.join(repository, "cli", "bin", "mtls-gateway.js");

/** A bucket, and an object that is made when a file called `go` is there. */
const program = `
const fs = require("node:fs");
const s3 = require("@pulumi/aws/s3");
const bucket = new s3.Bucket("bucket");
const go = async () => {
  while (!fs.existsSync("go")) await new Promise((resolve) => setTimeout(resolve, 100));
  return "text";
};
new s3.BucketObjectv2("object", { bucket: bucket.bucket, content: bucket.id.apply(go) });
`;

describe("mtls-gateway local, after a crash,", function () {
  this.timeout(120_000);
  let folder: string;
  let state: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-crash-"));
    state = path.join(folder, "state");
    const files = {
      "Pulumi.yaml": "name: crash\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
      "Pulumi.dev.yaml": "config:\n  aws:region: us-east-2\n",
      "package.json": '{ "main": "index.js" }\n',
      "index.js": program,
    };
    for (const [name, text] of Object.entries(files)) {
      fs.writeFileSync(path.join(folder, name), text);
    }
    fs.symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
  });
  after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const local = (args: readonly string[], started?: Started): Promise<Finished> =>
    run(process.execPath, [command, "local", "--state", state, "--", ...args], {
      cwd: folder,
      env: { ...process.env, NODE_V8_COVERAGE: undefined },
      ...(started === undefined ? {} : { started }),
    });
  const up = (...flags: string[]) =>
    ["pulumi", "up", "--yes", "--skip-preview", "--stack=dev", "--color=never", ...flags] as const;
  const account = path.join("aws", "account.json");
  const buckets = (): object => {
    try {
      const text = fs.readFileSync(path.join(state, account), "utf8");
      return (JSON.parse(text) as { buckets: object }).buckets;
    } catch {
      return {};
    }
  };

  it("opens the account again when it was killed in the middle of an up, which then comes to its end", async () => {
    let killed: ChildProcess | undefined;
    const first = local(up(), (child) => (killed = child));
    const over = first.then(() => true);
    const wait = () => new Promise((resolve) => setTimeout(resolve, 50));
    while (Object.keys(buckets()).length === 0 && (await Promise.race([over, wait()])) !== true);
    killed?.kill("SIGKILL");
    fs.writeFileSync(path.join(folder, "go"), "");
    // Its standard output is open for as long as the engine that it started lives.
    const { code, stdout, stderr } = await first;
    assert.equal(code, 137, stdout + stderr);
    assert.match(stdout, /error: /);

    const second = await local(up("--refresh"));
    assert.equal(second.code, 0, second.stdout + second.stderr);
    const third = await local(up("--expect-no-changes"));
    assert.equal(third.code, 0, third.stdout + third.stderr);
    assert.equal(Object.keys(buckets()).length, 1);
  });

  it("keeps no file of the engine's that a crash could cut off: docs/faults.md", () => {
    const files = fs.readdirSync(path.join(state, "pulumi"), { recursive: true }) as string[];
    assert.ok(files.includes(path.join(".pulumi", "stacks", "crash", "dev.json")));
    assert.deepEqual(
      files.filter((name) => name.endsWith(".attrs")),
      [],
    );
  });

  it("names a truncated state file in one line, and leaves it as it is", async () => {
    const file = path.join(state, account);
    const half = fs.readFileSync(file, "utf8").slice(0, 200);
    fs.writeFileSync(file, half);
    const { code, stdout, stderr } = await local(["true"]);
    assert.deepEqual(
      [code, stdout, stderr],
      [
        1,
        "",
        `mtls-gateway: The state file ${file} is truncated or no JSON (200 characters). It is left as it is: move it away, or choose another state folder.\n`,
      ],
    );
    assert.equal(fs.readFileSync(file, "utf8"), half);
  });
});
