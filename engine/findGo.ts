import * as semver from "semver";
import { firstLine } from "./engineError";
import { onPath } from "./onPath";
import { runProcess } from "./runProcess";

/** Looks for a Go on PATH that is new enough; `why` says what is wrong with what is there. */
export async function findGo(
  needed: string,
  env: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<{ go: string; why?: undefined } | { go?: undefined; why: string }> {
  const passedOver: string[] = [];
  for (const go of onPath("go", env)) {
    try {
      const { stdout, stderr, code } = await runProcess(go, ["version"], {
        env: { ...env, GOTOOLCHAIN: "local" },
        signal,
        timeoutMs: 20_000,
      });
      if (code !== 0) throw new Error(firstLine(stderr));
      const version = /^go version go(\S+)/.exec(stdout)?.[1] ?? "";
      // Go says 1.26 for 1.26.0 and 1.26rc1 for a candidate.
      const found = semver.coerce(version);
      if (found !== null && semver.gte(found, needed)) return { go };
      passedOver.push(`${go} is ${version === "" ? "of no known version" : version}`);
    } catch (error) {
      signal.throwIfAborted();
      passedOver.push(`${go} does not run: ${firstLine(error)}`);
    }
  }
  const detail = passedOver.length === 0 ? "" : ` (${passedOver.join("; ")})`;
  return { why: `no Go ${needed} or later on PATH${detail}` };
}
