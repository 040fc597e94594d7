import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FunctionView } from "../accountView";
import { type FunctionOutcome, FunctionProcess } from "./functionProcess";

/** How many invocations of one function run at a time; more wait their turn. Lambda would start another environment for each. */
const mostAtOnce = 16;
/** How long a process is kept for the next invocation, in milliseconds. */
const idleTime = 60_000;

const closing: FunctionOutcome = {
  kind: "error",
  error: { errorType: "Lambda.Closed", errorMessage: "the AWS on this machine is being closed" },
};

/** One version of a function's code and settings, and the processes that run it. */
interface Deployed {
  revision: string;
  /** Folder with the code. */
  root: string;
  idle: { process: FunctionProcess; until: NodeJS.Timeout }[];
  busy: Set<FunctionProcess>;
  queue: (() => void)[];
}

/** The processes of all functions: started when they are called, kept warm, ended with their version of the function. */
export class FunctionProcesses {
  private readonly deployed = new Map<string, Deployed>();
  private readonly retired = new Set<Deployed>();
  private readonly running = new Set<FunctionProcess>();
  private closed = false;

  constructor(
    private readonly write: (functionArn: string, messages: string[]) => void,
    /** More variables for every function. */
    private readonly environment: () => Record<string, string> = () => ({}),
  ) {}

  /** Calls a function as Lambda's Invoke does, and writes its log. Never rejects. */
  async invoke(view: FunctionView, event: unknown, traceId: string): Promise<FunctionOutcome> {
    if (this.closed) return closing;
    const requestId = randomUUID();
    let deployed: Deployed;
    try {
      deployed = this.deploy(view);
    } catch (error) {
      return { kind: "error", error: { errorType: "Lambda.Code", errorMessage: String(error) } };
    }
    if (deployed.busy.size >= mostAtOnce && !(await this.turn(deployed))) return closing;
    const log = (...messages: string[]) => {
      if (this.closed) return;
      try {
        this.write(view.arn, messages);
      } catch {
        // What cannot be written is lost, as at AWS, and the answer is not.
      }
    };
    let process: FunctionProcess;
    try {
      process = take(deployed) ?? this.start(view, deployed.root, log);
    } catch (error) {
      this.next(deployed);
      return { kind: "error", error: { errorType: "Lambda.Start", errorMessage: String(error) } };
    }
    deployed.busy.add(process);
    let began = performance.now();
    const begin = () => {
      began = performance.now();
      log(`START RequestId: ${requestId} Version: $LATEST`);
    };
    const call = { requestId, traceId, event };
    const outcome = await process.invoke(call, view.timeout * 1000, begin);
    log(...ending(view, requestId, performance.now() - began, outcome));
    this.giveBack(deployed, process);
    return outcome;
  }

  /** Ends what runs another version of a function than these; what is being answered is answered first. */
  keep(views: readonly FunctionView[]): void {
    const current = new Map(views.map(({ arn, revision }) => [arn, revision]));
    for (const [arn, deployed] of this.deployed) {
      if (current.get(arn) === deployed.revision) continue;
      this.deployed.delete(arn);
      this.retired.add(deployed);
      this.sweep(deployed);
    }
  }

  /** Ends every process at once, and resolves when the last one has gone. */
  async close(): Promise<void> {
    this.closed = true;
    for (const deployed of [...this.deployed.values(), ...this.retired]) {
      for (const process of deployed.busy) process.kill();
      endIdle(deployed);
      for (const wake of deployed.queue.splice(0)) wake();
      rmSync(deployed.root, { recursive: true, force: true });
    }
    this.deployed.clear();
    this.retired.clear();
    await Promise.all([...this.running].map(({ gone }) => gone));
  }

  private start(view: FunctionView, root: string, log: (message: string) => void): FunctionProcess {
    const process = new FunctionProcess(view, root, this.environment(), log);
    this.running.add(process);
    void process.gone.then(() => this.running.delete(process));
    return process;
  }

  /** The version that `view` is of, its code in a folder. */
  private deploy(view: FunctionView): Deployed {
    const known = this.deployed.get(view.arn);
    if (known?.revision === view.revision) return known;
    const root = mkdtempSync(join(tmpdir(), "mtls-gateway-code-"));
    try {
      for (const { path, content, executable } of view.files()) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content, { mode: executable ? 0o755 : 0o644 });
      }
    } catch (error) {
      rmSync(root, { recursive: true, force: true });
      throw error;
    }
    const made = { revision: view.revision, root, idle: [], busy: new Set<never>(), queue: [] };
    this.deployed.set(view.arn, made);
    if (known !== undefined) {
      this.retired.add(known);
      this.sweep(known);
    }
    return made;
  }

  private giveBack(deployed: Deployed, process: FunctionProcess): void {
    deployed.busy.delete(process);
    if (!process.ended && !this.retired.has(deployed) && this.isKnown(deployed)) {
      const entry = { process, until: setTimeout(end, idleTime).unref() };
      deployed.idle.push(entry);
      function end(): void {
        deployed.idle = deployed.idle.filter((one) => one !== entry);
        process.kill();
      }
    } else {
      process.kill();
    }
    this.next(deployed);
  }

  /** Waits until another invocation has ended; false when there is no more turn to come. */
  private async turn(deployed: Deployed): Promise<boolean> {
    await new Promise<void>((resolve) => deployed.queue.push(resolve));
    return !this.closed;
  }

  /** Lets the invocation that waits longest have its turn. */
  private next(deployed: Deployed): void {
    const wake = deployed.queue.shift();
    if (wake === undefined) this.sweep(deployed);
    else wake();
  }

  private isKnown(deployed: Deployed): boolean {
    return [...this.deployed.values()].includes(deployed);
  }

  /** Ends what is left of a version that is no longer called. */
  private sweep(deployed: Deployed): void {
    if (!this.retired.has(deployed)) return;
    endIdle(deployed);
    if (deployed.busy.size > 0 || deployed.queue.length > 0) return;
    this.retired.delete(deployed);
    rmSync(deployed.root, { recursive: true, force: true });
  }
}

/** A warm process, if there is one. */
function take(deployed: Deployed): FunctionProcess | undefined {
  for (;;) {
    const entry = deployed.idle.pop();
    if (entry === undefined) return undefined;
    clearTimeout(entry.until);
    if (!entry.process.ended) return entry.process;
  }
}

function endIdle(deployed: Deployed): void {
  for (const { process, until } of deployed.idle.splice(0)) {
    clearTimeout(until);
    process.kill();
  }
}

/** The lines with which Lambda ends an invocation in the function's log. */
function ending(
  view: FunctionView,
  requestId: string,
  took: number,
  outcome: FunctionOutcome,
): string[] {
  const duration = `Duration: ${took.toFixed(2)} ms\tBilled Duration: ${Math.ceil(took)} ms`;
  const memory = outcome.kind === "answer" ? Math.round(outcome.memory / 2 ** 20) : 0;
  const used = memory === 0 ? "" : `\tMax Memory Used: ${memory} MB`;
  const cut =
    outcome.kind === "error" && /^(Sandbox|Runtime)\./.test(outcome.error.errorType)
      ? [`${requestId} ${outcome.error.errorMessage}`]
      : [];
  return [
    ...cut,
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\t${duration}\tMemory Size: ${view.memorySize} MB${used}`,
  ];
}
