import { fork, type ChildProcess } from "node:child_process";
import * as path from "node:path";

/** A process with the program of these tests loaded, to which an engine attaches by `--client`. */
export interface ProgramHost {
  port: number;
  /** False after a program failed in it. */
  readonly alive: boolean;
  kill(): void;
}

/** Language hosts: one is always being made ready while another one runs, and one that saw no fault is used again. */
export class ProgramHosts {
  private readonly idle: Promise<ProgramHost>[] = [];
  private readonly all = new Set<ChildProcess>();

  /** The host is the caller's alone until it is given back, or killed. */
  async take(): Promise<ProgramHost> {
    const host = this.idle.shift() ?? this.start();
    if (this.idle.length === 0) this.idle.push(this.start());
    const ready = await host;
    return ready.alive ? ready : await this.take();
  }

  giveBack(host: ProgramHost): void {
    this.idle.unshift(Promise.resolve(host));
  }

  dispose(): void {
    for (const child of this.all) child.kill("SIGKILL");
  }

  private start(): Promise<ProgramHost> {
    // Coverage of the program's own process would cost more than the tests themselves.
    const env = { ...process.env, NODE_V8_COVERAGE: undefined };
    const child = fork(path.join(__dirname, "hostedProgram.js"), {
      env,
      execArgv: [],
      silent: true,
    });
    this.all.add(child);
    let said = "";
    child.stderr?.on("data", (data) => (said += String(data)));
    const started = new Promise<ProgramHost>((resolve, reject) => {
      child.on("message", (port) => {
        resolve({
          port: Number(port),
          get alive() {
            return child.exitCode === null && child.signalCode === null;
          },
          kill: () => {
            child.kill("SIGKILL");
          },
        });
      });
      child.on("exit", (code) => {
        this.all.delete(child);
        reject(new Error(`the program's host ended with ${code ?? "a signal"}: ${said}`));
      });
    });
    // One that is killed before anybody asked for it is nobody's error.
    started.catch(() => undefined);
    return started;
  }
}
