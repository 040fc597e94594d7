import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { repository } from "../support/pulumi";
import { Commands } from "./support/commands";

describe("mtls-gateway rehearse", () => {
  const commands = new Commands();

  after(() => {
    commands.dispose();
  });

  it("holds every row of the walk-through and leaves nothing behind", async () => {
    const status = execFileSync("git", ["status", "--porcelain"], {
      cwd: repository,
      encoding: "utf8",
    });
    const { code, stdout, stderr } = await commands.run(["rehearse", "--json"]);
    assert.equal(code, 0, stderr);
    const { ok, stack, rows } = JSON.parse(stdout) as {
      ok: boolean;
      stack: string;
      rows: { name: string; expected: string; seen: string; held: boolean }[];
    };
    assert.equal(ok, true);
    assert.equal(stack, "dev");
    assert.deepEqual(
      rows.map(({ name, expected, held }) => [name, expected, held]),
      [
        ["CloudFront, as any viewer", "200 and the three pets", true],
        ["domain, the client certificate", "200 and the three pets", true],
        ["domain, no certificate", "closed, no answer", true],
        ["domain, rogue CA of the same subject", "403 Forbidden", true],
        ["domain, expired certificate", "403 Forbidden", true],
        ["domain, self-signed certificate", "403 Forbidden", true],
        ["execute-api endpoint", "403 Forbidden", true],
        ["execute-api endpoint, the client certificate", "403 Forbidden", true],
        ["second pulumi up", "no change", true],
      ],
    );
    assert.deepEqual(commands.leftBehind(), []);
    const after = execFileSync("git", ["status", "--porcelain"], {
      cwd: repository,
      encoding: "utf8",
    });
    assert.equal(after, status);
    assert.equal(/PRIVATE KEY/.test(stdout + stderr), false);
  });

  it("says in one line that the temporary folder cannot be written", async () => {
    const { code, stderr } = await commands.run(["rehearse"], { env: { TMPDIR: "/nowhere" } });
    assert.equal(code, 2);
    assert.equal(
      stderr,
      "mtls-gateway: The temporary folder /nowhere cannot be written (ENOENT). Set TMPDIR to one that can.\n",
    );
  });

  it("says in one line which stacks there are when asked for another", async () => {
    const { code, stdout, stderr } = await commands.run(["rehearse", "--stack", "nowhere"]);
    assert.equal(code, 2);
    assert.equal(stdout, "");
    assert.match(
      stderr,
      /^mtls-gateway: There is no stack file .*Pulumi\.nowhere\.yaml\. Stacks with a file: dev, prod\./,
    );
    assert.equal(stderr.trim().split("\n").length, 1);
  });

  it("says in one line that a port is in use", async () => {
    const server = net.createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as net.AddressInfo;
    const { code, stderr } = await commands.run(["rehearse", "--gateway-port", String(port)]);
    server.close();
    assert.equal(code, 1);
    assert.match(
      stderr,
      new RegExp(`^mtls-gateway: Port ${port} of 127.0.0.1 is in use: .*$`, "m"),
    );
    assert.equal(/\n\s+at /.test(stderr), false);
    assert.deepEqual(commands.leftBehind(), []);
  });

  it("refuses a port that is none", async () => {
    const { code, stderr } = await commands.run(["rehearse", "--edge-port", "70000"]);
    assert.equal(code, 2);
    assert.match(stderr, /A port is a whole number from 0 to 65535/);
  });

  it("names the ways to an engine where there is none and no network, and ends", async () => {
    const empty = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-empty-"));
    const node = path.dirname(process.execPath);
    try {
      const { code, stdout, stderr } = await commands.run(["rehearse"], {
        env: {
          PATH: withoutTools(node, empty),
          HOME: empty,
          MTLS_GATEWAY_CACHE: path.join(empty, "cache"),
          GOPROXY: "http://127.0.0.1:9",
          NODE_OPTIONS: `--require "${path.join(repository, "tests", "support", "noNetwork.js")}"`,
        },
      });
      assert.equal(code, 1);
      assert.equal(stdout, "");
      for (const way of ["pulumi on PATH", "official installer", "Go module proxy"]) {
        assert.match(stderr, new RegExp(`^ +${way} `, "m"));
      }
      assert.equal(/\n\s+at /.test(stderr), false, stderr);
      assert.deepEqual(commands.leftBehind(), []);
    } finally {
      fs.rmSync(empty, { recursive: true, force: true });
    }
  });

  it("shows a wrong value of the configuration as one clear line, and takes everything down", async () => {
    const folder = copyOfTheProgram();
    try {
      const file = path.join(folder, "Pulumi.dev.yaml");
      fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace("RSA-2048", "RSA-1024"));
      const { code, stderr } = await commands.run(["rehearse"], { cwd: folder });
      assert.equal(code, 1);
      assert.match(
        stderr,
        /^ +error: mtls-gateway:clientKeyAlgorithm is "RSA-1024": expected one of RSA-2048, ECDSA-P256\. Run: pulumi config set clientKeyAlgorithm RSA-2048$/m,
      );
      assert.equal(/\n\s+at /.test(stderr), false, stderr);
      assert.deepEqual(commands.leftBehind(), []);
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** The stack program in a folder of its own, with the repository's packages. */
function copyOfTheProgram(): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-program-"));
  for (const name of [
    "index.ts",
    "Pulumi.yaml",
    "Pulumi.dev.yaml",
    "tsconfig.json",
    "tsconfig.base.json",
    "package.json",
  ]) {
    fs.copyFileSync(path.join(repository, name), path.join(folder, name));
  }
  fs.symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

/** A PATH that has node and the system's basic commands, but neither pulumi nor go. */
function withoutTools(node: string, folder: string): string {
  const bin = path.join(folder, "bin");
  fs.mkdirSync(bin);
  fs.symlinkSync(path.join(node, "node"), path.join(bin, "node"));
  return bin;
}
