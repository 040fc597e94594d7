import { Worker } from "node:worker_threads";

/** Ends the process when a policy never gives the event loop back. */
export interface Watchdog {
  /**
   * A policy begins.
   *
   * @returns says that it has ended
   */
  enter(policy: string): () => void;
}

/** A check of the worker is a tenth of the limit, and ten silent ones in a row are a hang: a machine that slept is not. */
const checks = 10;
const lineBytes = 1024;

/**
 * A thread that watches the event loop. A policy that loops cannot be stopped from within its own thread: the worker
 * writes a line to standard error, which the engine shows, and kills the process, which fails the run. The thread
 * starts with the first policy.
 *
 * @param seconds how long the event loop may stand still
 * @param lastWords the line for one policy
 */
export function watchdog(seconds: number, lastWords: (policy: string) => string): Watchdog {
  const counters = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  const line = new Uint8Array(new SharedArrayBuffer(lineBytes));
  const running: string[] = [];
  const encoder = new TextEncoder();
  const publish = (): void => {
    const policy = running.at(-1);
    const text = policy === undefined ? "" : `error: ${lastWords(policy)}\n`;
    Atomics.store(counters, slots.length, encoder.encodeInto(text, line).written);
    Atomics.add(counters, slots.beat, 1);
  };
  let isStarted = false;
  const start = (): void => {
    isStarted = true;
    const milliseconds = (seconds * 1000) / checks;
    setInterval(() => Atomics.add(counters, slots.beat, 1), milliseconds / 2).unref();
    const workerData = { counters, line, milliseconds, checks };
    new Worker(`(${watch.toString()})()`, { eval: true, workerData }).unref();
  };
  return {
    enter: (policy) => {
      if (!isStarted) start();
      running.push(policy);
      publish();
      return () => {
        running.splice(running.lastIndexOf(policy), 1);
        publish();
      };
    },
  };
}

const slots = { never: 0, beat: 1, length: 2 } as const;

/** The worker's whole program: runs on its own, as text, so that it can use nothing of this file. */
function watch(): void {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a worker made of text has no imports
  const threads = require("node:worker_threads") as typeof import("node:worker_threads");
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  const fs = require("node:fs") as typeof import("node:fs");
  const { counters, line, milliseconds, checks } = threads.workerData as {
    counters: Int32Array;
    line: Uint8Array;
    milliseconds: number;
    checks: number;
  };
  let last = -1;
  let silent = 0;
  for (;;) {
    Atomics.wait(counters, 0, 0, milliseconds);
    const beat = Atomics.load(counters, 1);
    const length = Atomics.load(counters, 2);
    silent = beat === last && length > 0 ? silent + 1 : 0;
    last = beat;
    if (silent < checks) continue;
    fs.writeSync(2, line.slice(0, length));
    process.kill(process.pid, "SIGKILL");
  }
}
