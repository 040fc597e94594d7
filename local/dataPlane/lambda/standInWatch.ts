import { rmSync } from "node:fs";
import { isMainThread, Worker, workerData } from "node:worker_threads";

/** How often a function's process looks for its stand-in, in milliseconds. */
const interval = 500;

/** Whose process this is, and what goes with it. */
export interface Belonging {
  /** Process ID of the stand-in. */
  standIn: number;
  /** Folders of the code and of the process. */
  folders: string[];
}

/**
 * A stand-in that was killed could not clean up: ends this process's group, with all that the handler started, and removes its folders.
 * Does nothing while the stand-in is there.
 */
export function followStandIn({ standIn, folders }: Belonging): void {
  if (process.ppid === standIn) return;
  for (const folder of folders) {
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // Another process of the function is at it, or what the handler started writes there still.
    }
  }
  process.kill(-process.pid, "SIGKILL");
}

/** A handler in an endless loop hears nothing: another thread looks whether the stand-in is there. */
export function watchStandIn(belonging: Belonging): Worker {
  const watch = new Worker(__filename, { workerData: belonging, env: {}, stdout: false });
  watch.unref();
  return watch;
}

if (!isMainThread) setInterval(followStandIn, interval, workerData as Belonging);
