import type { Command } from "commander";
import * as path from "node:path";
import { portOption } from "../portOption";
import { findProject } from "../pulumi/project";
import { readArguments } from "../pulumi/arguments";
import { outer, outerPassphrase, outerPath } from "../pulumi/outerEnvironment";
import { backendEnv } from "../pulumi/rehearsalStack";
import { runAttached } from "../process/runAttached";
import { secondsOption } from "../secondsOption";
import { installShim } from "./installShim";

interface Flags {
  state?: string;
  zone: string[];
  gatewayPort: number;
  edgePort: number;
  domainUpdate: number;
  distributionDeploy: number;
}

/** Adds `mtls-gateway local -- <command>`. */
export function registerLocal(program: Command): void {
  program
    .command("local")
    .description(
      "run a command, such as `pulumi up --stack dev`, with the AWS on this machine attached",
    )
    .usage("[options] -- <command> [arguments...]")
    .argument("<command...>", "the command and its arguments")
    .option(
      "--state <dir>",
      "where the account is kept (default: .mtls-gateway/local beside Pulumi.yaml)",
    )
    .option(
      "--zone <name>",
      "a public hosted zone that the account owns, beside example.com, example.net and example.org (repeatable)",
      (zone: string, zones: string[]) => [...zones, zone],
      [],
    )
    .addOption(portOption("--gateway-port <port>", "port that plays API Gateway"))
    .addOption(portOption("--edge-port <port>", "port that plays CloudFront"))
    .addOption(
      secondsOption(
        "--domain-update <seconds>",
        "how long a custom domain is UPDATING after a change",
      ),
    )
    .addOption(
      secondsOption(
        "--distribution-deploy <seconds>",
        "how long a distribution is InProgress after a change",
      ),
    )
    .addHelpText(
      "after",
      `
The command finds in its environment, beside what Pulumi needs:
  MTLS_GATEWAY_API_ADDRESS    address:port that plays API Gateway
  MTLS_GATEWAY_EDGE_ADDRESS   address:port that plays CloudFront
  MTLS_GATEWAY_CA_FILE        PEM of the authority that signed the server certificates

Stack files are read, never written; stacks live in the state folder. The exit status is the command's own.`,
    )
    .passThroughOptions()
    .action(run);
}

async function run(command: string[], flags: Flags): Promise<void> {
  const base = findProject(process.cwd())?.folder ?? process.cwd();
  const state = path.resolve(flags.state ?? path.join(base, ".mtls-gateway", "local"));
  const { startLocalAws } = await import("@mtls-gateway/local");
  const [name = "", ...args] = command;
  const aws = await startLocalAws({
    assetFolder: path.resolve(readArguments(args).cwd ?? "."),
    state: path.join(state, "aws"),
    zones: flags.zone,
    gatewayPort: flags.gatewayPort,
    edgePort: flags.edgePort,
    domainUpdateMs: flags.domainUpdate * 1000,
    distributionDeployMs: flags.distributionDeploy * 1000,
  });
  try {
    const shims = installShim(state);
    process.exitCode = await runAttached(name, args, {
      ...process.env,
      ...aws.env,
      ...backendEnv(state),
      ...outerVariables(state, shims),
      MTLS_GATEWAY_API_ADDRESS: `127.0.0.1:${aws.gatewayPort}`,
      MTLS_GATEWAY_EDGE_ADDRESS: `127.0.0.1:${aws.edgePort}`,
      MTLS_GATEWAY_CA_FILE: aws.publicCaFile,
    });
  } finally {
    await aws.close();
  }
}

/** Puts our `pulumi` first on PATH, and keeps what it covers. */
function outerVariables(state: string, shims: string): NodeJS.ProcessEnv {
  const theirs = outerPassphrase(process.env);
  const others = process.env[outer.shims];
  return {
    PATH: `${shims}${path.delimiter}${outerPath(process.env)}`,
    [outer.state]: state,
    [outer.shims]: others === undefined ? shims : `${shims}${path.delimiter}${others}`,
    [outer.passphrase]: theirs.PULUMI_CONFIG_PASSPHRASE,
    [outer.passphraseFile]: theirs.PULUMI_CONFIG_PASSPHRASE_FILE,
  };
}
