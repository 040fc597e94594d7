import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PulumiProject, repository, run, type Finished } from "../support/pulumi";

const command = path.join(repository, "cli", "bin", "mtls-gateway.js");

describe("mtls-gateway local", () => {
  let state: string;
  let flags: string[];

  beforeEach(() => {
    flags = [];
    state = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-local-"));
  });
  afterEach(() => {
    fs.rmSync(state, { recursive: true, force: true });
  });

  const local = (...args: string[]): Promise<Finished> =>
    run(process.execPath, [command, "local", "--state", state, ...flags, "--", ...args], {
      cwd: repository,
    });

  it("runs pulumi preview, up, up again, refresh and destroy as on AWS, across processes", async () => {
    const stackFile = path.join(repository, "Pulumi.dev.yaml");
    const before = fs.readFileSync(stackFile, "utf8");
    const pulumi = async (...args: string[]): Promise<string> => {
      const { code, stdout, stderr } = await local(
        "pulumi",
        ...args,
        "--stack",
        "dev",
        "--color=never",
      );
      assert.equal(code, 0, `pulumi ${args.join(" ")}: ${stdout}${stderr}`);
      return stdout;
    };

    const preview = await pulumi("preview", "--policy-pack", "policies");
    assert.match(preview, /✅ mtls-gateway-policies@/, "nothing is left open until `up`");
    const planned = /\+ (\d+) to create/.exec(preview)?.[1];
    flags.push("--domain-update", "0.3", "--distribution-deploy", "0.3");
    const up = await pulumi("up", "--yes", "--skip-preview");
    assert.equal(/\+ (\d+) created/.exec(up)?.[1], planned);
    const unchanged = new RegExp(`^\\s+${planned ?? "?"} unchanged$`, "m");
    assert.match(await pulumi("up", "--yes", "--skip-preview"), unchanged);
    assert.match(await pulumi("refresh", "--yes", "--skip-preview"), unchanged);
    const served = await local(
      "sh",
      "-c",
      'curl -sS --cacert "$MTLS_GATEWAY_CA_FILE" --connect-to "api.example.com:443:$MTLS_GATEWAY_API_ADDRESS" https://api.example.com/pets',
    );
    assert.equal(served.code, 52, served.stderr);
    assert.match(
      await pulumi("destroy", "--yes", "--skip-preview"),
      new RegExp(`- ${planned ?? "?"} deleted`),
    );
    assert.equal(fs.readFileSync(stackFile, "utf8"), before);
  });

  it("prints the command's own output and gives its exit status", async () => {
    const { code, stdout } = await local("sh", "-c", "echo hello; exit 7");
    assert.equal(stdout, "hello\n");
    assert.equal(code, 7);
  });

  it("gives 128 plus the signal's number for a command that a signal ended", async () => {
    assert.equal((await local("sh", "-c", "kill -TERM $$")).code, 143);
  });

  it("says in one line that there is no such command", async () => {
    const { code, stderr } = await local("no-such-command-here");
    assert.equal(code, 2);
    assert.equal(
      stderr,
      "mtls-gateway: Cannot run no-such-command-here: there is no such command on PATH.\n",
    );
  });

  it("refuses a time that is none", async () => {
    const args = [command, "local", "--domain-update", "soon", "--", "true"];
    const { code, stderr } = await run(process.execPath, args, { cwd: repository });
    assert.equal(code, 2);
    assert.match(stderr, /'soon' is invalid\. A time is a number of seconds from 0 to 86400\.\n/);
  });

  it("says in one line that the state folder cannot be written", async () => {
    // Root may write everywhere but in the kernel's own file system.
    const folder = process.getuid?.() === 0 ? "/sys/mtls-gateway" : state;
    if (folder === state) fs.chmodSync(state, 0o500);
    const args = [command, "local", "--state", folder, "--", "true"];
    const { code, stderr } = await run(process.execPath, args, { cwd: repository });
    assert.equal(code, 1);
    assert.match(stderr, /^mtls-gateway: The state folder .* is not writable .*\n$/);
  });

  it("refuses a state folder that is a file", async () => {
    const file = path.join(state, "file");
    fs.writeFileSync(file, "");
    const args = [command, "local", "--state", file, "--", "true"];
    const { code, stderr } = await run(process.execPath, args, { cwd: repository });
    assert.equal(code, 1);
    assert.equal(stderr.trim().split("\n").length, 1, stderr);
    assert.equal(fs.readFileSync(file, "utf8"), "");
  });

  it("refuses what would write the user's stack file with its own passphrase", async () => {
    const calls = [
      ["config", "set", "--secret", "token", "x", "--stack", "dev"],
      ["config", "set-all", "--secret=true", "--path", "token=x"],
      ["stack", "change-secrets-provider", "passphrase"],
    ];
    for (const call of calls) {
      const { code, stderr } = await local("pulumi", ...call);
      assert.equal(code, 2);
      assert.match(stderr, /outside of `mtls-gateway local`\.\n$/);
    }
  });

  it("decrypts the values of a stack file with the passphrase that was set outside", async () => {
    const project = await PulumiProject.create({
      "index.js":
        'const pulumi = require("@pulumi/pulumi");\nexports.token = new pulumi.Config().requireSecret("token").apply((text) => text.length);\n',
    });
    try {
      await project.pulumi(["config", "set", "--secret", "token", "four"]);
      const { code, stdout, stderr } = await run(
        process.execPath,
        [
          command,
          "local",
          "--state",
          state,
          "--",
          "pulumi",
          "up",
          "--yes",
          "-f",
          "--stack",
          "test",
          "--color=never",
        ],
        {
          cwd: project.folder,
          env: { ...process.env, PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests" },
        },
      );
      assert.equal(code, 0, stdout + stderr);
      const shown = await run(
        process.execPath,
        [
          command,
          "local",
          "--state",
          state,
          "--",
          "pulumi",
          "stack",
          "output",
          "token",
          "--show-secrets",
          "--stack",
          "test",
        ],
        {
          cwd: project.folder,
          env: { ...process.env, PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests" },
        },
      );
      assert.equal(shown.stdout, "4\n", shown.stderr);
    } finally {
      project.dispose();
    }
  });
});
