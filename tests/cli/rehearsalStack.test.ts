import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ensureEngine, pathWith } from "@mtls-gateway/engine";
import { parse } from "yaml";
import { findProject, stacksWithFile } from "../../cli/dist/pulumi/project";
import { rehearsalStack } from "../../cli/dist/pulumi/rehearsalStack";

describe("a stack in the local backend", () => {
  let folder: string;
  let env: NodeJS.ProcessEnv;

  before(async () => {
    env = { ...process.env, PATH: pathWith(await ensureEngine(), process.env.PATH) };
  });
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-stack-"));
    write("Pulumi.yaml", "name: demo\nruntime: nodejs\n");
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, text: string): void => {
    fs.writeFileSync(path.join(folder, name), text);
  };
  const project = (): NonNullable<ReturnType<typeof findProject>> => {
    const found = findProject(folder);
    assert.ok(found);
    return found;
  };
  const make = (name: string): ReturnType<typeof rehearsalStack> =>
    rehearsalStack(project(), name, path.join(folder, "state"), env);

  it("leaves the user's stack file as it was, and keeps its own salt in a copy", async () => {
    const text = "# a comment\nencryptionsalt: v1:theirs\nconfig:\n  demo:size: 3\n";
    write("Pulumi.dev.yaml", text);
    const first = await make("dev");
    const second = await make("dev");
    const copies = [first, second].map(
      ({ configFile }) => parse(fs.readFileSync(configFile, "utf8")) as Record<string, unknown>,
    );

    assert.equal(fs.readFileSync(path.join(folder, "Pulumi.dev.yaml"), "utf8"), text);
    assert.deepEqual(copies[0]?.config, { "demo:size": 3 });
    assert.match(String(copies[1]?.encryptionsalt), /^v1:(?!theirs)/);
    assert.deepEqual(stacksWithFile(project()), ["dev"]);
  });

  it("takes a change of the user's configuration over", async () => {
    write("Pulumi.dev.yaml", "config:\n  demo:size: 3\n");
    await make("dev");
    write("Pulumi.dev.yaml", "config:\n  demo:size: 4\n");
    const { configFile } = await make("dev");

    const copy = parse(fs.readFileSync(configFile, "utf8")) as Record<string, unknown>;
    assert.deepEqual(copy.config, { "demo:size": 4 });
    assert.match(String(copy.encryptionsalt), /^v1:/);
  });

  it("keeps its passphrase from others", async () => {
    await make("dev");
    const { mode } = fs.statSync(path.join(folder, "state", "pulumi", "passphrase"));
    assert.equal(mode & 0o077, 0);
  });

  it("refuses encrypted values of a provider that it does not call, naming file and provider", async () => {
    write(
      "Pulumi.prod.yaml",
      "secretsprovider: awskms://alias/x\nconfig:\n  demo:token:\n    secure: AAAB\n",
    );
    await assert.rejects(make("prod"), {
      name: "UsageError",
      message: /Pulumi\.prod\.yaml holds values encrypted by "awskms:\/\/alias\/x"/,
    });
  });

  it("says in one line that a stack file is no YAML", async () => {
    write("Pulumi.dev.yaml", "config: [unclosed\n");
    await assert.rejects(make("dev"), (error: Error) => {
      assert.equal(error.name, "UsageError");
      assert.match(error.message, /Pulumi\.dev\.yaml cannot be read: /);
      assert.equal(error.message.includes("\n"), false);
      return true;
    });
  });
});
