import type { LocalAws } from "@mtls-gateway/local";
import assert from "node:assert/strict";
import { fork, type ChildProcess } from "node:child_process";
import * as path from "node:path";
import { descendants, signalAll } from "../../../cli/dist/process/processTree";
import { repository, type Finished } from "../../support/pulumi";
import type { Moment, Phase } from "./callWatch";
import { deleteOrphans, mend, orphans } from "./mend";
import { commands, type Operation } from "./preparedStacks";
import type { TriedStack } from "./triedStack";

/** One way in which things go wrong. */
export interface Strike {
  kind: string;
  phases: readonly Phase[];
  /** Whether it makes sense at a call of this name. */
  at: (call: string) => boolean;
  /** Runs the operation, breaks it, and looks at what is left. */
  break(stack: TriedStack, operation: Operation, moment: Moment): Promise<void>;
  /** What a user has to do before the next `up`. @default nothing */
  mend?(stack: TriedStack, aws: LocalAws): Promise<void>;
}

const ofResources = (call: string): boolean =>
  /^(checkConfig|diffConfig|configure|check|diff|create|read|update|delete|invoke) /.test(call);
const changesAws = (call: string): boolean => /^(create|update|delete) /.test(call);
const asksAws = (call: string): boolean => /^(create|read|update|delete|invoke) /.test(call);

/** Power failure: the engine and the program end at once, and what was asked of AWS is done or not. */
const killed: Strike = {
  kind: "kill -9",
  phases: ["before", "after"],
  at: ofResources,
  async break(stack, operation, moment) {
    const { code } = await signalled(stack, operation, moment, async (engine) => {
      await ended(engine, "SIGKILL");
      throw new Error("the engine is gone");
    });
    assert.equal(code, 137);
    assert.equal(stack.locked, true);
  },
  mend,
};

/** Ctrl-C: what runs comes to its end, and nothing has to be mended. */
const interrupted: Strike = {
  kind: "SIGINT",
  phases: ["before"],
  at: changesAws,
  async break(stack, operation, moment) {
    const { code, stdout, stderr } = await signalled(stack, operation, moment, async (engine) => {
      engine.kill("SIGINT");
      await stack.watch.called("cancel aws");
    });
    assert.match(stdout + stderr, /\^C received; cancelling/);
    // An interrupted destroy of engine 3.200 says that everything was deleted, and ends with 0: docs/faults.md.
    if (operation !== "destroy") assert.notEqual(code, 0, stdout + stderr);
    assert.equal(stack.locked, false);
    assert.deepEqual(stack.checkpoint.pending_operations ?? [], []);
    assert.deepEqual(stack.inventory.account, stack.inventory.stack);
  },
};

/** Ctrl-C twice: the engine ends at once. */
const terminated: Strike = {
  kind: "SIGINT twice",
  phases: ["before", "after"],
  at: changesAws,
  async break(stack, operation, moment) {
    const { code } = await signalled(stack, operation, moment, async (engine) => {
      engine.kill("SIGINT");
      await stack.watch.called("cancel aws");
      await ended(engine, "SIGINT");
      throw new Error("the engine is gone");
    });
    assert.notEqual(code, 0);
    assert.equal(stack.locked, false);
  },
  mend,
};

/** The stand-in for AWS ends at once, and the engine is told of no answer: what it made is not pending, it is unknown. */
const standInKilled: Strike = {
  kind: "kill -9 of the stand-in",
  phases: ["before", "after"],
  at: changesAws,
  async break(stack, operation, { call, phase }) {
    const { child, env } = await standIn(stack.stateFolder, call, phase);
    const { code, stdout } = await stack.pulumi(commands[operation], env);
    assert.equal(child.signalCode, "SIGKILL", `${call} was not called`);
    assert.notEqual(code, 0);
    assert.match(stdout, /error: .*(EOF|Unavailable|connect)/);
    assertNamed(stack, stdout);
  },
  mend: mendUnknown,
};

/** The error lines name the type and the resource of everything that was made and is not known. */
function assertNamed(stack: TriedStack, stdout: string): void {
  const named = [...stdout.matchAll(/^ {2}(\S+) \(\S+\):$/gm)].map(([, type]) => type);
  for (const item of orphans(stack)) {
    const type = item.split(" ")[0]?.replace(/\/\w+:/, ":");
    assert.ok(named.includes(type), `nothing tells of ${item}: ${stdout}`);
  }
}

/** Nothing tells the stack what was made: it is deleted at AWS. */
async function mendUnknown(stack: TriedStack, aws: LocalAws): Promise<void> {
  await mend(stack, aws);
  await deleteOrphans(stack, aws);
}

/** AWS refuses one call: the stack says so, and the next `up` goes on without a refresh. */
const refused = (kind: string, text: string): Strike => ({
  kind,
  phases: ["before"],
  at: asksAws,
  break: (stack, operation, moment) => answered(stack, operation, moment, text),
});

/** AWS does what it was asked for, and its answer is lost: what it made is not pending, it is unknown. */
const lost: Strike = {
  kind: "lost answer",
  phases: ["after"],
  at: changesAws,
  break: (stack, operation, moment) =>
    answered(stack, operation, moment, "RequestTimeout: no answer came"),
  mend: mendUnknown,
};

/** All of them. */
export const strikes: readonly Strike[] = [
  killed,
  interrupted,
  terminated,
  standInKilled,
  lost,
  refused("throttling", "ThrottlingException: Rate exceeded"),
  refused("access denied", "AccessDeniedException: User is not authorized to perform this"),
];

/** Runs the operation with this error as the answer to one call. */
function answered(
  stack: TriedStack,
  operation: Operation,
  moment: Moment,
  text: string,
): Promise<void> {
  return stack.served(async ({ env }) => {
    stack.watch.set(moment, () => {
      throw new Error(`operation error: https response error StatusCode: 400, api error ${text}`);
    });
    const { code, stdout } = await stack.pulumi(commands[operation], env);
    assert.ok(stack.watch.struck, `${moment.call} was not called`);
    assert.notEqual(code, 0);
    const told = stdout.split("\n").filter((line) => line.includes("error"));
    assert.ok(
      told.some((line) => line.endsWith(text)),
      stdout,
    );
    assert.equal(stack.locked, false);
  });
}

/** Runs the operation and lets `strike` happen at the moment. */
function signalled(
  stack: TriedStack,
  operation: Operation,
  moment: Moment,
  strike: (engine: ChildProcess) => Promise<void>,
): Promise<Finished> {
  return stack.served(async ({ env }) => {
    let engine: ChildProcess | undefined;
    stack.watch.set(moment, async () => {
      if (engine !== undefined) await strike(engine);
    });
    const finished = await stack.pulumi(commands[operation], env, (child) => (engine = child));
    assert.ok(stack.watch.struck, `${moment.call} was not called: ${finished.stdout}`);
    await stack.watch.quiet();
    return finished;
  });
}

/** Ends the engine, and its plugins with it: by themselves they look for it every few minutes only. */
function ended(engine: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const plugins = descendants(engine.pid ?? 0);
  return new Promise((resolve) => {
    engine.on("exit", () => {
      signalAll(plugins, "SIGKILL");
      resolve();
    });
    engine.kill(signal);
  });
}

function standIn(
  state: string,
  call: string,
  phase: Phase,
): Promise<{ child: ChildProcess; env: Record<string, string> }> {
  const child = fork(path.join(__dirname, "standInProcess.ts"), [state, call, phase], {
    execArgv: ["-r", path.join(repository, "tests", "register.js")],
    env: { ...process.env, NODE_V8_COVERAGE: undefined },
  });
  return new Promise((resolve, reject) => {
    child.on("message", (env) => {
      resolve({ child, env: env as Record<string, string> });
    });
    child.on("exit", (code) => {
      reject(new Error(`the stand-in ended with ${code ?? "a signal"}`));
    });
  });
}
