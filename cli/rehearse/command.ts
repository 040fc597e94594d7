import { Option, type Command } from "commander";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ourOutput } from "../brokenPipe";
import { errColours, outColours as pc } from "../colours";
import { portOption } from "../portOption";
import { shellQuote } from "../process/shellQuote";
import { Progress } from "../progress";
import type { Standing } from "./rehearse";
import { renderTable, renderVerdict } from "./table";

interface Flags {
  stack: string;
  keep: boolean;
  json: boolean;
  /** An area of the matrix; true for all of it. */
  matrix?: string | true;
  gatewayPort: number;
  edgePort: number;
}

/** Adds `mtls-gateway rehearse`. */
export function registerRehearse(program: Command): void {
  program
    .command("rehearse")
    .description("deploy the program to an AWS on this machine, shake hands with it, take it down")
    .option("--stack <name>", "the stack to rehearse", "dev")
    .option("--keep", "leave it standing until Ctrl-C, and print curl lines to try", false)
    .option("--json", "print the rows as JSON on standard output", false)
    .addOption(
      new Option(
        "--matrix [area]",
        "in place of the program, try the negative matrix (docs/matrix.md), or one area of it such as session",
      ).conflicts(["stack", "keep", "gatewayPort", "edgePort"]),
    )
    .addOption(
      portOption("--gateway-port <port>", "port that plays API Gateway (default: any free one)"),
    )
    .addOption(
      portOption("--edge-port <port>", "port that plays CloudFront (default: any free one)"),
    )
    .addHelpText(
      "after",
      "\nExit status: 0 every row held, 1 one did not or a step failed, 2 usage.",
    )
    .action(run);
}

async function run(flags: Flags): Promise<void> {
  const start = Date.now();
  const progress = new Progress();
  const interrupt = new AbortController();
  const onSignal = (name: NodeJS.Signals): void => {
    interrupt.abort(new Interrupted(name));
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);
  ourOutput.on("broken", () => {
    onSignal("SIGPIPE");
  });
  try {
    // Loaded here, so that other commands and --help do not wait for it.
    if (flags.matrix !== undefined) {
      const { rehearseMatrix } = await import("../matrix/command.js");
      const area = flags.matrix === true ? undefined : flags.matrix;
      const held = await rehearseMatrix({ area, json: flags.json }, progress, interrupt.signal);
      process.exitCode = held ? 0 : 1;
      return;
    }
    const { rehearse } = await import("./rehearse.js");
    const standing = async (now: Standing): Promise<void> => {
      print(flags, now, Date.now() - start);
      if (flags.keep) await keep(flags, now, interrupt.signal);
    };
    const rows = await rehearse({ ...flags, standing }, progress, interrupt.signal);
    process.stderr.write(
      errColours.dim(`rehearsed in ${((Date.now() - start) / 1000).toFixed(1)} s\n`),
    );
    process.exitCode = rows.every(({ held }) => held !== false) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    process.stderr.write(`interrupted by ${error.signal}; nothing is left running\n`);
    process.exitCode = 128 + os.constants.signals[error.signal];
  } finally {
    progress.fail();
  }
}

class Interrupted extends Error {
  constructor(readonly signal: NodeJS.Signals) {
    super(`interrupted by ${signal}`);
  }
}

function print(flags: Flags, { rows, outputs }: Standing, elapsedMs: number): void {
  if (flags.json) {
    const ok = rows.every(({ held }) => held !== false);
    const seconds = Number((elapsedMs / 1000).toFixed(1));
    const { edgeUrl, apiUrl, executeApiUrl } = outputs;
    const report = { ok, stack: flags.stack, seconds, edgeUrl, apiUrl, executeApiUrl, rows };
    process.stdout.write(`${JSON.stringify(report, undefined, 2)}\n`);
    return;
  }
  process.stdout.write(`\n${renderTable(rows)}\n\n  ${renderVerdict(rows)}\n\n`);
}

/** Prints curl lines that work when pasted, and waits for the interrupt that ends the rehearsal. */
async function keep(
  flags: Flags,
  { outputs, aws, folder }: Standing,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const certificate = path.join(folder, "client.pem");
  const key = path.join(folder, "client.key");
  fs.writeFileSync(certificate, outputs.clientCertificatePem + outputs.clientCertificateChainPem);
  fs.writeFileSync(key, outputs.clientPrivateKeyPem, { mode: 0o600 });
  const caFile = shellQuote(aws.publicCaFile);
  const curl = (url: string, port: number, more = ""): string => {
    const { hostname } = new URL(url);
    return `curl --cacert ${caFile} --connect-to ${hostname}:443:127.0.0.1:${port}${more} ${url}/pets`;
  };
  const withClient = ` --cert ${shellQuote(certificate)} --key ${shellQuote(key)}`;
  const { hostname } = new URL(outputs.apiUrl);
  const out = flags.json ? process.stderr : process.stdout;
  out.write(
    [
      "It stands until you press Ctrl-C. In another terminal:",
      "",
      pc.dim("# through CloudFront"),
      curl(outputs.edgeUrl, aws.edgePort),
      pc.dim("# the domain, with the client certificate"),
      curl(outputs.apiUrl, aws.gatewayPort, withClient),
      pc.dim("# the domain, without one: (52) Empty reply from server"),
      curl(outputs.apiUrl, aws.gatewayPort, " -v --http1.1"),
      pc.dim("# what the domain presents"),
      `openssl s_client -connect 127.0.0.1:${aws.gatewayPort} -servername ${hostname} -CAfile ${caFile} </dev/null`,
      "",
      "",
    ].join("\n"),
  );
  // A timer holds the process: the listeners alone would, but not against a data plane that closed.
  const hold = setInterval(() => undefined, 60_000);
  await new Promise((resolve) => {
    signal.addEventListener("abort", resolve, { once: true });
  });
  clearInterval(hold);
  signal.throwIfAborted();
}
