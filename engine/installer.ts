import * as fs from "node:fs";
import * as path from "node:path";
import { firstLine } from "./engineError";
import { throughProxy } from "./httpProxy";
import { engineVersion } from "./recipe";
import { runProcess } from "./runProcess";
import type { Work } from "./work";

/** Milliseconds for the download of about 100 MB and its unpacking. */
const patience = 300_000;

/**
 * Runs Pulumi's own installer (`PulumiCommand.install` of the Automation API) into the working folder, in a process
 * of its own: the API has no way to abort it, and its script leaves curl and tar behind when only node is ended.
 */
export async function install(work: Work): Promise<void> {
  const script = path.join(__dirname, "installerProcess.js");
  const temporary = path.join(work.folder, "tmp");
  fs.mkdirSync(temporary);
  const finished = await work.progress.during(
    `official installer of v${engineVersion}`,
    () => "downloading",
    () =>
      runProcess(process.execPath, [script, work.folder, engineVersion], {
        env: { ...throughProxy(work.env), TMPDIR: temporary },
        signal: work.signal,
        timeoutMs: patience,
      }),
  );
  // Above its reason there may be warnings, such as that Node's use of proxies is experimental.
  if (finished.code !== 0) throw new Error(firstLine(finished.stderr.trim().split("\n").at(-1)));
  fs.rmSync(temporary, { recursive: true, force: true });
}
