// The AWS on this machine in a process of its own, which ends itself by SIGKILL at a moment: for crashes of the stand-in.
// Arguments: state folder, name of the call, `before` or `after`. Sends the environment for `pulumi` to its parent.
import { startLocalAws } from "@mtls-gateway/local";
import { CallWatch, type Phase } from "./callWatch";

async function serve(state: string, call: string, phase: Phase): Promise<void> {
  const watch = new CallWatch();
  watch.set({ call, phase }, () => {
    process.kill(process.pid, "SIGKILL");
  });
  const { env } = await startLocalAws({ state, intercept: watch.intercept });
  process.send?.(env);
}

const [state = "", call = "", phase = ""] = process.argv.slice(2);
process.on("disconnect", () => process.exit());
void serve(state, call, phase as Phase);
