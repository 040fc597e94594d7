import { LocalAwsError, startLocalAws } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GatewayActs } from "../support/gatewayActs";
import { LocalAccount } from "../support/localAccount";

/** A state as it was written before there were HTTP APIs: fewer collections, mappings to REST APIs without an ID. */
function asFormatOne(state: Record<string, unknown>): Record<string, unknown> {
  const later = ["certificateAuthorities", "httpApis", "gatewayAccounts", "roles", "webAcls"];
  const domains = state.domains as Record<string, { mappings: Record<string, object> }>;
  for (const domain of Object.values(domains)) {
    domain.mappings = Object.fromEntries(
      Object.entries(domain.mappings).map(([path, mapping]) => {
        const { apiId, stage, settings } = mapping as Record<string, unknown>;
        return [path, { restApiId: apiId, stage, settings }];
      }),
    );
  }
  const kept = Object.entries(state).filter(([name]) => !later.includes(name));
  return { ...Object.fromEntries(kept), format: 1 };
}

const bucket = "aws:s3/bucket:Bucket";

describe("the state folder of the AWS on this machine", () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), "mtls-gateway-state-"));
  });
  afterEach(() => {
    rmSync(state, { recursive: true, force: true });
  });

  const refusal = async (options: Partial<Parameters<typeof startLocalAws>[0]> = {}) => {
    try {
      const local = await startLocalAws({ state, ...options });
      await local.close();
      return "";
    } catch (error) {
      assert.ok(error instanceof LocalAwsError, String(error));
      assert.equal(error.message.split("\n").length, 1);
      return error.message;
    }
  };

  it("keeps the account for the next process", async () => {
    const first = await LocalAccount.start({ state });
    const made = await first.aws.create(bucket, "store", { bucket: "kept-bucket" });
    const pem = readFileSync(first.local.publicCaFile, "utf8");
    await first.stop();
    const second = await LocalAccount.start({ state });
    assert.deepEqual((await second.aws.read(made))?.outputs, made.outputs);
    assert.equal(second.local.account.publicCa.certificatePem, pem);
    await second.stop();
  });

  it("is readable by its owner alone where keys are", async () => {
    await (await LocalAccount.start({ state })).stop();
    const modes = ["account.json", "public-ca-key.pem", "public-ca.pem"].map((name) =>
      (statSync(join(state, name)).mode & 0o777).toString(8),
    );
    assert.deepEqual(modes, ["600", "600", "644"]);
  });

  it("brings a state of format 1 up to date, with what is mapped in it", async () => {
    const first = await LocalAccount.start({ state });
    const acts = new GatewayActs(first);
    const certificate = await acts.certificate("api.example.com");
    await acts.domain("api.example.com", certificate);
    const api = await first.aws.create("aws:apigateway/restApi:RestApi", "api", { name: "api" });
    const mapping = await first.aws.create(
      "aws:apigateway/basePathMapping:BasePathMapping",
      "mapping",
      { domainName: "api.example.com", restApi: api.id, basePath: "v1" },
    );
    await first.stop();
    const file = join(state, "account.json");
    const written = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(asFormatOne(written)));
    const second = await LocalAccount.start({ state });
    assert.deepEqual((await second.aws.read(mapping))?.outputs, mapping.outputs);
    assert.deepEqual(second.local.account.domains()[0]?.mappings, [
      { basePath: "v1", apiId: api.id, stage: "" },
    ]);
    assert.deepEqual(second.local.account.httpApis(), []);
    await second.stop();
  });

  it("names a truncated state file and does not overwrite it", async () => {
    const file = join(state, "account.json");
    writeFileSync(file, '{"format":1,"buck');
    assert.equal(
      await refusal(),
      `The state file ${file} is truncated or no JSON (17 characters). It is left as it is: move it away, or choose another state folder.`,
    );
    assert.equal(readFileSync(file, "utf8"), '{"format":1,"buck');
  });

  it("refuses a state file of a newer version, and one of another program", async () => {
    const file = join(state, "account.json");
    writeFileSync(file, '{"format":7}');
    assert.match(
      await refusal(),
      /has format 7, and this version knows formats up to 2: use a newer/,
    );
    writeFileSync(file, '{"version":3}');
    assert.match(await refusal(), /account\.json is not of the AWS on this machine\./);
  });

  it("refuses a second process and names the first", async () => {
    const sleeper = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60000)"]);
    try {
      writeFileSync(join(state, "lock"), `${sleeper.pid ?? 0}\n`);
      assert.equal(
        await refusal(),
        `The state folder ${state} is in use by process ${sleeper.pid ?? 0}: end that process or choose another folder.`,
      );
    } finally {
      sleeper.kill();
    }
  });

  it("frees the lock of a process that is gone", async () => {
    const gone = spawn(process.execPath, ["-e", ""]);
    await new Promise((resolve) => gone.on("exit", resolve));
    writeFileSync(join(state, "lock"), `${gone.pid ?? 0}\n`);
    assert.equal(await refusal(), "");
  });

  it("frees the lock of a process whose number another one has by now", async () => {
    writeFileSync(join(state, "lock"), `${process.ppid} 1\n`);
    assert.equal(process.platform === "linux" ? await refusal() : "", "");
  });

  it("has no lock that is not whole, even when the process ends while it writes one", async () => {
    const folder = require.resolve("@mtls-gateway/local/dist/account/stateFolder");
    const script = `require(${JSON.stringify(folder)}).StateFolder.open(process.argv[1])`;
    const open = (limit: string) => {
      const child = spawn("sh", [
        ...["-c", `ulimit -c 0; ulimit -f ${limit}; exec "$@"`, "sh"],
        ...[process.execPath, "-e", script, state],
      ]);
      return new Promise<number | null>((resolve) => child.on("exit", resolve));
    };
    assert.notEqual(await open("0"), 0);
    assert.equal(existsSync(join(state, "lock")), false);
    assert.equal(await open("unlimited"), 0);
    assert.match(readFileSync(join(state, "lock"), "utf8"), /^\d+ \d*\n$/);
    assert.equal(statSync(join(state, "lock")).nlink, 1);
  });

  it("says so where no folder can be made, as below /proc", async function () {
    if (process.platform !== "linux") this.skip();
    assert.equal(
      await refusal({ state: "/proc/x" }),
      "The state folder /proc/x is not writable (ENOENT): choose another folder or change its permissions.",
    );
  });

  it("says so when it cannot be written", async () => {
    const file = join(state, "file");
    writeFileSync(file, "");
    assert.equal(
      await refusal({ state: join(file, "sub") }),
      `The state folder ${join(file, "sub")} is not writable (ENOTDIR): choose another folder or change its permissions.`,
    );
    // root may write everywhere
    if (process.getuid?.() === 0) return;
    chmodSync(state, 0o500);
    assert.match(await refusal(), /is not writable \(EACCES\)/);
  });

  it("is let go when a port is in use, and the port is named", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    assert.equal(
      await refusal({ gatewayPort: port }),
      `Port ${port} of 127.0.0.1 is in use: end the process that listens there, or choose another port.`,
    );
    server.close();
    assert.equal(await refusal(), "");
  });

  it("refuses a zone that is no domain name", async () => {
    assert.equal(
      await refusal({ zones: ["not a zone"] }),
      'The zone "not a zone" is no domain name: give one like example.com.',
    );
  });
});
