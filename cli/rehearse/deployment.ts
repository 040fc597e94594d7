import * as path from "node:path";
import type { RehearsalStack } from "../pulumi/rehearsalStack";
import { runQuietly, type Finished } from "../process/runQuietly";
import { CommandFailed } from "./commandFailed";

/** The outputs of the stack that a rehearsal works with, secrets in the clear. */
export interface Outputs {
  edgeUrl: string;
  apiUrl: string;
  executeApiUrl: string;
  clientCertificatePem: string;
  clientCertificateChainPem: string;
  clientPrivateKeyPem: string;
}

const needed: (keyof Outputs)[] = [
  "edgeUrl",
  "apiUrl",
  "executeApiUrl",
  "clientCertificatePem",
  "clientCertificateChainPem",
  "clientPrivateKeyPem",
];

/** Commands of the engine on one stack, without questions, with progress by resource. */
export class Deployment {
  constructor(
    private readonly stack: RehearsalStack,
    private readonly signal: AbortSignal,
  ) {}

  /** Deploys with the policy pack; resolves to the number of resources made. */
  async up(progress: (resources: number) => void): Promise<number> {
    let count = 0;
    await this.pulumi(["up", "--yes", "--skip-preview", "--policy-pack", policyPack()], (line) => {
      if (/^ [+~] .* (created|updated)\b/.test(line)) progress(++count);
    });
    return count;
  }

  /** Deploys once more; resolves to whether that changed nothing. */
  async changesNothing(): Promise<boolean> {
    const up = await this.run(["up", "--yes", "--skip-preview", "--expect-no-changes"]);
    if (up.code !== 0 && !/no changes were expected/.test(up.stdout + up.stderr)) {
      throw new CommandFailed("pulumi up", up);
    }
    return up.code === 0;
  }

  /** Takes everything down again. */
  async destroy(progress: (resources: number) => void): Promise<void> {
    let count = 0;
    await this.pulumi(["destroy", "--yes", "--skip-preview"], (line) => {
      if (/^ - .* deleted\b/.test(line)) progress(++count);
    });
  }

  /** The outputs of the stack. Throws one line that names the missing ones where the program exports others. */
  async outputs(): Promise<Outputs> {
    const shown = await this.pulumi(["stack", "output", "--json", "--show-secrets"]);
    const outputs = JSON.parse(shown.stdout) as Partial<Record<string, unknown>>;
    const missing = needed.filter((name) => typeof outputs[name] !== "string");
    if (missing.length > 0) {
      throw new CommandFailed(
        `The program exports no ${missing.join(", no ")}; a rehearsal shakes hands with what these outputs name (see index.ts).`,
      );
    }
    return outputs as unknown as Outputs;
  }

  /** PEM of every private key that the stack's tls resources hold: the rehearsal signs an expired certificate with the CA's. */
  async privateKeys(): Promise<string[]> {
    const exported = await this.pulumi(["stack", "export", "--show-secrets"]);
    const state = JSON.parse(exported.stdout) as {
      deployment: { resources?: { type: string; outputs?: { privateKeyPem?: unknown } }[] };
    };
    return (state.deployment.resources ?? []).flatMap(({ type, outputs }) =>
      type === "tls:index/privateKey:PrivateKey" ? secretText(outputs?.privateKeyPem) : [],
    );
  }

  private async pulumi(args: string[], onLine?: (line: string) => void): Promise<Finished> {
    const finished = await this.run(args, onLine);
    if (finished.code !== 0) throw new CommandFailed(`pulumi ${args[0] ?? ""}`, finished);
    return finished;
  }

  private run(args: string[], onLine?: (line: string) => void): Promise<Finished> {
    const { name, configFile, env, project } = this.stack;
    const config = args[0] === "stack" ? [] : ["--config-file", configFile];
    return runQuietly(
      "pulumi",
      [...args, "--stack", name, ...config, "--non-interactive", "--color=never"],
      { cwd: project.folder, env, signal: this.signal, onLine },
    );
  }
}

/** A secret stands in an export with secrets shown as `{ plaintext: "<JSON>" }` beside its signature. */
function secretText(value: unknown): string[] {
  if (typeof value === "string") return [value];
  const plaintext = (value as { plaintext?: unknown } | undefined)?.plaintext;
  return typeof plaintext === "string" ? [JSON.parse(plaintext) as string] : [];
}

function policyPack(): string {
  return path.dirname(require.resolve("mtls-gateway-policies/package.json"));
}
