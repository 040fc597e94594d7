import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import type { FunctionView } from "../accountView";
import { eachLine } from "./eachLine";
import { functionEnvironment } from "./functionEnvironment";
import {
  type FunctionError,
  type Invocation,
  invocationsAt,
  readReport,
  reportsAt,
} from "./protocol";

/** How long a handler may take to load, in milliseconds: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const initTimeout = 10_000;
/** Longest event of a log group, in characters; what is longer becomes several. */
const eventLimit = 256 * 1024;
/** How long the streams of a process that has ended are read, in milliseconds: what it left behind may hold them open for ever. */
const lastWords = 100;
/** Longest report that is listened to, in characters: an answer at Lambda's limit, quoted twice. */
const reportLimit = 32 * 1024 * 1024;

/** What became of an invocation. */
export type FunctionOutcome =
  { kind: "answer"; payload: string; memory: number } | { kind: "error"; error: FunctionError };

/**
 * One process with a function's handler in it: an execution environment of Lambda. It has the function's variables and none of this
 * process's own, runs in a process group of its own, and answers one invocation after the other.
 */
export class FunctionProcess {
  /** True once it can answer no more. */
  ended = false;
  /** Resolves when the process and its files are gone. */
  readonly gone: Promise<void>;
  private readonly child: ChildProcess;
  private readonly home = mkdtempSync(join(tmpdir(), "mtls-gateway-function-"));
  private waiting: ((outcome: FunctionOutcome) => void) | undefined;
  private readonly ready: Promise<FunctionError | undefined>;
  private exited = false;
  private lastError: FunctionError | undefined;

  constructor(
    readonly view: FunctionView,
    root: string,
    extra: Record<string, string>,
    private readonly log: (message: string) => void,
  ) {
    try {
      this.child = this.spawn(root, extra);
    } catch (error) {
      rmSync(this.home, { recursive: true, force: true });
      throw error;
    }
    let loaded: (error: FunctionError | undefined) => void = () => undefined;
    this.ready = new Promise((resolve) => (loaded = resolve));
    let leave: () => void = () => undefined;
    this.gone = new Promise((resolve) => (leave = resolve));
    this.child.on("error", (error) => {
      this.end({ errorType: "Runtime.ExitError", errorMessage: error.message }, loaded);
      leave();
    });
    const letGo = () => {
      for (const stream of this.child.stdio) stream?.destroy();
    };
    this.child.on("exit", () => {
      // A handler that left processes behind takes them with it.
      this.kill();
      this.exited = true;
      // One that left the group may hold the streams: all that this process wrote is in them by now, and is read first.
      setTimeout(() => setImmediate(letGo), lastWords);
    });
    this.child.on("close", (status, signal) => {
      const how = status === null ? `signal: ${signal ?? ""}` : `exit status ${status}`;
      const why = status === 0 ? "without providing a reason" : `with error: ${how}`;
      this.end({ errorType: "Runtime.ExitError", errorMessage: `Runtime exited ${why}` }, loaded);
      leave();
    });
    // Without a descriptor to spare there is a child without streams, of which "error" is told next.
    if (!this.hasStreams) return;
    for (const at of [1, 2]) eachLine(this.child.stdio[at] as Readable, eventLimit, log);
    eachLine(this.child.stdio[reportsAt] as Readable, reportLimit, (line) => {
      this.hear(line, loaded);
    });
    this.input.on("error", () => undefined);
  }

  /** Calls the handler; `timeout` in milliseconds counts from when it is loaded, which `begin` hears of. Never rejects. */
  async invoke(
    invocation: Omit<Invocation, "remaining">,
    timeout: number,
    begin: () => void,
  ): Promise<FunctionOutcome> {
    const slow = setTimeout(() => {
      this.time(`Init phase took more than ${initTimeout / 1000} seconds`);
    }, initTimeout);
    const problem = await this.ready;
    clearTimeout(slow);
    begin();
    if (problem !== undefined) return { kind: "error", error: problem };
    return new Promise<FunctionOutcome>((resolve) => {
      const deadline = setTimeout(() => {
        this.time(`Task timed out after ${(timeout / 1000).toFixed(2)} seconds`);
      }, timeout);
      this.waiting = (outcome) => {
        clearTimeout(deadline);
        this.waiting = undefined;
        resolve(outcome);
      };
      const line = JSON.stringify({ ...invocation, remaining: timeout } satisfies Invocation);
      this.input.write(`${line}\n`);
    });
  }

  /** Ends the process and all that it started, at once. */
  kill(): void {
    this.ended = true;
    const { pid } = this.child;
    if (pid === undefined || this.exited) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }

  private spawn(root: string, extra: Record<string, string>): ChildProcess {
    const { view, home } = this;
    const heap = `--max-old-space-size=${view.memorySize}`;
    const run = [heap, require.resolve("./bootstrap"), view.arn, String(process.pid), root, home];
    return spawn(process.execPath, run, {
      cwd: root,
      env: { ...functionEnvironment(view, root, home), ...extra, ...view.environment },
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
      // A group of its own: what the handler starts ends with it.
      detached: true,
    });
  }

  private get hasStreams(): boolean {
    return (this.child.stdio as ChildProcess["stdio"] | undefined) !== undefined;
  }

  private get input(): Writable {
    return this.child.stdio[invocationsAt] as Writable;
  }

  private hear(line: string, loaded: (error: FunctionError | undefined) => void): void {
    const report = readReport(line);
    if (report === undefined) this.log(line);
    else if (report.kind === "log") this.log(report.message);
    else if (report.kind === "ready") loaded(undefined);
    else if (report.kind === "answer") this.waiting?.(report);
    else {
      if (report.last) this.ended = true;
      if (report.requestId === undefined) this.lastError = report.error;
      else this.waiting?.(report);
    }
  }

  private time(message: string): void {
    this.lastError = { errorType: "Sandbox.Timedout", errorMessage: message };
    this.kill();
  }

  private end(how: FunctionError, loaded: (error: FunctionError | undefined) => void): void {
    const error = this.lastError ?? how;
    this.ended = true;
    rmSync(this.home, { recursive: true, force: true });
    loaded(error);
    this.waiting?.({ kind: "error", error });
  }
}
