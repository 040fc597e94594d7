import { ensureEngine, pathWith } from "@mtls-gateway/engine";
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** The root of this repository. */
export const repository = path.resolve(__dirname, "../..");

/** What a command left behind. */
export interface Finished {
  code: number;
  stdout: string;
  stderr: string;
}

/** Is told of a command's process as soon as it is there: to send it a signal while it runs. */
export type Started = (child: ChildProcess) => void;

/** Runs a command to its end; its output comes back whole, standard input is empty. */
export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; started?: Started } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const { cwd, env, started } = options;
    const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    started?.(child);
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({
        code: code ?? 128 + (signal === null ? 0 : os.constants.signals[signal]),
        stdout,
        stderr,
      });
    });
  });
}

/** One resource as a stack's state records it. */
export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

/**
 * A Pulumi project in a folder of its own under the real engine: own file backend, own passphrase, the
 * repository's node_modules, no AWS. Give `env` of `startLocalAws` to attach the AWS on this machine.
 */
export class PulumiProject {
  private constructor(
    readonly folder: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /**
   * Writes the files and makes the stack.
   *
   * @param files path in the project to text; a `Pulumi.yaml` (runtime nodejs, plain JavaScript) is made unless given
   */
  static async create(
    files: Record<string, string>,
    options: { env?: NodeJS.ProcessEnv; stack?: string } = {},
  ): Promise<PulumiProject> {
    const engine = await ensureEngine();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-project-"));
    const stack = options.stack ?? "test";
    const all: Record<string, string> = {
      "Pulumi.yaml":
        "name: scenario\nruntime:\n  name: nodejs\n  options:\n    typescript: false\n",
      "package.json": '{ "name": "scenario", "main": "index.js" }\n',
      ...files,
    };
    for (const [file, text] of Object.entries(all)) {
      fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      fs.writeFileSync(path.join(folder, file), text);
    }
    fs.symlinkSync(path.join(repository, "node_modules"), path.join(folder, "node_modules"));
    fs.mkdirSync(path.join(folder, ".backend"));
    const project = new PulumiProject(folder, {
      ...process.env,
      PATH: pathWith(engine, process.env.PATH),
      ...ownFolders(folder),
      PULUMI_CONFIG_PASSPHRASE: "a passphrase for tests",
      PULUMI_STACK: stack,
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_NODEJS_TRANSPILE_ONLY: "true",
      // Coverage of the engine's own Node processes would cost more than the tests themselves.
      NODE_V8_COVERAGE: undefined,
      ...options.env,
    });
    const made = await project.pulumi(["stack", "init", stack]);
    if (made.code !== 0) throw new Error(`pulumi stack init failed: ${made.stdout}${made.stderr}`);
    return project;
  }

  /** Runs one `pulumi` command in the project, without colour and without questions. */
  pulumi(
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
    started?: Started,
  ): Promise<Finished> {
    return run("pulumi", [...args, "--non-interactive", "--color=never"], {
      cwd: this.folder,
      env: { ...this.env, ...env },
      ...(started === undefined ? {} : { started }),
    });
  }

  /** The same project with the stack as it is now, in a folder and a backend of its own. */
  copy(env: NodeJS.ProcessEnv = {}): PulumiProject {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-project-"));
    fs.cpSync(this.folder, folder, { recursive: true, verbatimSymlinks: true });
    return new PulumiProject(folder, { ...this.env, ...ownFolders(folder), ...env });
  }

  /** Writes one file of the project anew. */
  write(file: string, text: string): void {
    fs.writeFileSync(path.join(this.folder, file), text);
  }

  /** The resources in the stack's state, as `pulumi stack export` tells them. */
  async resources(options: { showSecrets?: boolean } = {}): Promise<StateResource[]> {
    const flags = options.showSecrets === true ? ["--show-secrets"] : [];
    const exported = await this.pulumi(["stack", "export", ...flags]);
    const state = JSON.parse(exported.stdout) as { deployment: { resources?: StateResource[] } };
    return state.deployment.resources ?? [];
  }

  /** Removes the folder. */
  dispose(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

function ownFolders(folder: string): NodeJS.ProcessEnv {
  return {
    PULUMI_HOME: path.join(folder, ".pulumi-home"),
    PULUMI_BACKEND_URL: `file://${path.join(folder, ".backend")}`,
  };
}
