import { startLocalAws, type LocalAws } from "@mtls-gateway/local";
import type { AccountState } from "@mtls-gateway/local/dist/account/state";
import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { PulumiProject, type Finished, type StateResource } from "../../support/pulumi";
import { CallWatch } from "./callWatch";
import { inAccount, inStack, type Item } from "./inventory";
import type { ProgramHosts } from "./programHosts";

interface Checkpoint {
  resources?: StateResource[];
  pending_operations?: { type: string; resource: StateResource }[];
}

/** A stack of the tests' program, its account, and the AWS on this machine that serves it. */
export class TriedStack {
  readonly watch = new CallWatch();
  private constructor(
    private readonly hosts: ProgramHosts,
    readonly stateFolder: string,
    readonly project: PulumiProject,
  ) {}

  /** A new stack in a new account. */
  static async create(hosts: ProgramHosts): Promise<TriedStack> {
    const project = await PulumiProject.create({
      "index.js": "// The program is in hostedProgram.js.\n",
      "Pulumi.test.yaml": "config:\n  aws:region: us-east-2\n",
    });
    const stateFolder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
    return new TriedStack(hosts, stateFolder, project);
  }

  /** The stack and the account as they are now, to be broken. Nothing may run in either. */
  copy(): TriedStack {
    const stateFolder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-state-"));
    fs.cpSync(this.stateFolder, stateFolder, { recursive: true });
    return new TriedStack(this.hosts, stateFolder, this.project.copy());
  }

  dispose(): void {
    this.project.dispose();
    fs.rmSync(this.stateFolder, { recursive: true, force: true });
  }

  /** Does something while the AWS on this machine runs in this process, with the account's calls watched. */
  async served<T>(work: (aws: LocalAws) => Promise<T>): Promise<T> {
    const aws = await startLocalAws({ state: this.stateFolder, intercept: this.watch.intercept });
    try {
      return await work(aws);
    } finally {
      await aws.close();
    }
  }

  /**
   * Runs `pulumi up`, `refresh`, ... without questions and preview, in the environment `env` of an AWS on this machine.
   * `started` is for those who will kill the engine: the program's host goes with it.
   */
  async pulumi(
    args: readonly string[],
    env: Record<string, string>,
    started?: (engine: ChildProcess) => void,
  ): Promise<Finished> {
    const runs = ["up", "preview"].includes(args[0] ?? "");
    const host = runs ? await this.hosts.take() : undefined;
    const client =
      host === undefined ? [] : [`--client=127.0.0.1:${host.port}`, "--exec-kind=auto.inline"];
    const finished = await this.project.pulumi([...args, ...client], env, (engine) => {
      // One that hangs is a failure like any other, and not the end of all tests.
      const limit = setTimeout(() => engine.kill("SIGKILL"), 300_000);
      engine.on("exit", () => {
        clearTimeout(limit);
      });
      started?.(engine);
    });
    // Where the program failed nobody knows what of it still runs.
    if (started !== undefined || finished.code !== 0) host?.kill();
    else if (host !== undefined) this.hosts.giveBack(host);
    return finished;
  }

  /** The same, and it has to go well. */
  async succeed(args: readonly string[], env: Record<string, string>): Promise<string> {
    const { code, stdout, stderr } = await this.pulumi(args, env);
    assert.equal(code, 0, `pulumi ${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  }

  /** Adds settings of the program to the stack file. */
  config(settings: Record<string, string>): void {
    const lines = Object.entries(settings).map(([name, value]) => `  scenario:${name}: ${value}\n`);
    const file = path.join(this.project.folder, "Pulumi.test.yaml");
    const text = fs.readFileSync(file, "utf8");
    fs.writeFileSync(file, text.replace("config:\n", `config:\n${lines.join("")}`));
  }

  /** What the backend's own file says, whether the stack is locked or not. Secrets are encrypted. */
  get checkpoint(): Checkpoint {
    const file = path.join(this.backend, "stacks", "scenario", "test.json");
    const { checkpoint } = JSON.parse(fs.readFileSync(file, "utf8")) as {
      checkpoint: { latest?: Checkpoint };
    };
    return checkpoint.latest ?? {};
  }

  get locked(): boolean {
    const folder = path.join(this.backend, "locks", "organization", "scenario", "test");
    return fs.existsSync(folder) && fs.readdirSync(folder).length > 0;
  }

  /** In which the engine's file backend keeps the content type and checksum of the state. It is not written atomically. */
  get attributesFile(): string {
    return path.join(this.backend, "stacks", "scenario", "test.json.attrs");
  }

  /** A crash may leave it empty: `failed to load checkpoint: EOF`. Without it all is well. */
  dropTornAttributes(): void {
    const { attributesFile } = this;
    if (fs.statSync(attributesFile, { throwIfNoEntry: false })?.size === 0) {
      fs.rmSync(attributesFile);
    }
  }

  get account(): AccountState {
    const text = fs.readFileSync(path.join(this.stateFolder, "account.json"), "utf8");
    return JSON.parse(text) as AccountState;
  }

  /** What is in the account, and what of it the stack knows. */
  get inventory(): { account: Item[]; stack: Item[] } {
    return {
      account: inAccount(this.account),
      stack: inStack(this.checkpoint.resources ?? []),
    };
  }

  private get backend(): string {
    return path.join(this.project.folder, ".backend", ".pulumi");
  }
}
