/**
 * The official installer in a process of its own: `node installerProcess.js FOLDER VERSION`. The last line on standard
 * error is the reason when it fails.
 */
import { SemVer } from "semver";
import { firstLine } from "./engineError";
import { fetchFailure } from "./httpProxy";

const host = "https://get.pulumi.com/install.sh";

/** Milliseconds for the first answer. A firewall that drops packets is told from a slow download by this. */
const patience = 10_000;

async function main(folder: string, version: string): Promise<void> {
  const answer = await fetch(host, {
    method: "HEAD",
    signal: AbortSignal.timeout(patience),
  }).catch((error: unknown) => {
    throw new Error(fetchFailure(error, process.env));
  });
  if (!answer.ok) throw new Error(`${host} answers ${answer.status}`);
  // Loaded only now: for nothing where the network says no.
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/cmd.js");
  await PulumiCommand.install({ root: folder, version: new SemVer(version) });
}

/** The last thing that install.sh said; the API buries it in ` code: ... stdout: ... stderr: ... err?: ...`. */
function saidByScript(error: unknown): string | undefined {
  const said = error instanceof Error ? / stderr: ([^]*?)\n err\?: /.exec(error.message)?.[1] : "";
  const last = said?.trim().split("\n").at(-1);
  return last === undefined || last === "" ? undefined : `install.sh fails: ${last}`;
}

const [folder = "", version = ""] = process.argv.slice(2);
main(folder, version).catch((error: unknown) => {
  process.stderr.write(`${firstLine(saidByScript(error) ?? error)}\n`);
  process.exitCode = 1;
});
