import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { descendants, isAlive } from "../../cli/dist/process/processTree";
import { run, type Finished } from "../support/pulumi";
import { requireCommand } from "../support/skip";
import { Commands, ended } from "./support/commands";

describe("mtls-gateway rehearse --keep", () => {
  const commands = new Commands();
  let kept: { child: ChildProcess; text: string };
  const lines = (tool: string): string[] =>
    kept.text.split("\n").filter((line) => line.startsWith(`${tool} `));
  const shell = (line: string): Promise<Finished> => run("sh", ["-c", line]);

  before(async () => {
    kept = await keepRehearsal(commands);
  });
  after(async () => {
    const family = descendants(kept.child.pid ?? 0);
    const exit = ended(kept.child);
    kept.child.kill("SIGINT");
    assert.equal(await exit, 130);
    assert.deepEqual(family.filter(isAlive), []);
    assert.deepEqual(commands.leftBehind(), []);
    commands.dispose();
  });

  it("prints curl lines that behave as the walk-through's do", async function () {
    requireCommand(this, "curl");
    const [edge, withCertificate, without] = lines("curl");
    const pets = /"dog".*249\.99.*"cat".*124\.99.*"fish".*0\.99/s;
    assert.match((await shell(`${edge ?? ""} -sS`)).stdout, pets);
    assert.match((await shell(`${withCertificate ?? ""} -sS`)).stdout, pets);
    const refused = await shell(without ?? "");
    assert.equal(refused.code, 52);
    assert.match(refused.stderr, /Empty reply from server/);
  });

  it("refuses without a certificate in TLS 1.2 as in TLS 1.3", async function () {
    requireCommand(this, "curl");
    const [, withCertificate = "", without = ""] = lines("curl");
    for (const version of ["--tls-max 1.2", "--tlsv1.3"]) {
      assert.equal((await shell(`${without} ${version}`)).code, 52, version);
      assert.equal((await shell(`${withCertificate} -sS ${version}`)).code, 0, version);
    }
  });

  it("shows the certificate of the domain to openssl s_client, and asks for one", async function () {
    requireCommand(this, "openssl");
    const { stdout, stderr } = await shell(lines("openssl")[0] ?? "");
    assert.match(stdout, /subject=.*CN ?= ?api\.example\.com/, stderr);
    assert.match(stdout, /Verify return code: 0 \(ok\)/);
    assert.match(stdout, /Client Certificate Types|Requested Signature Algorithms/);
  });
});

/** Starts a rehearsal that stays up, and resolves when it says so. */
function keepRehearsal(commands: Commands): Promise<{ child: ChildProcess; text: string }> {
  const child = commands.start("--keep");
  let text = "";
  return new Promise((resolve, reject) => {
    child.stderr.resume();
    child.stdout.setEncoding("utf8").on("data", (data: string) => {
      text += data;
      if (text.includes("-CAfile") && text.endsWith("\n\n")) resolve({ child, text });
    });
    child.on("close", () => {
      reject(new Error(`the rehearsal ended early: ${text}`));
    });
  });
}
