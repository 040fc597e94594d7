import type { ProgramHosts } from "./programHosts";
import { TriedStack } from "./triedStack";

/** What is broken: a first `up`, one that changes much, a refresh, a destroy. */
export const operations = ["create", "change", "refresh", "destroy"] as const;
export type Operation = (typeof operations)[number];

const yes = ["--yes", "--skip-preview"];
export const commands: Readonly<Record<Operation, readonly string[]>> = {
  create: ["up", ...yes],
  change: ["up", ...yes],
  refresh: ["refresh", ...yes],
  destroy: ["destroy", ...yes],
};

/** Stacks as they are before each operation, and the calls that each one makes when nothing goes wrong. */
export class PreparedStacks {
  private constructor(
    private readonly bases: Readonly<Record<Operation, TriedStack>>,
    readonly calls: Readonly<Record<Operation, readonly string[]>>,
  ) {}

  static async make(hosts: ProgramHosts): Promise<PreparedStacks> {
    const empty = await TriedStack.create(hosts);
    await empty.served(() => Promise.resolve());
    const made = empty.copy();
    const calls = { create: await callsOf(made, "create") };
    const change = made.copy();
    // A new CA, client certificate and truststore; a stage of another name, so something is replaced and deleted.
    change.config({ caGeneration: "2", stageName: "next" });
    const bases = { create: empty, change, refresh: made, destroy: made };
    const others: Partial<Record<Operation, readonly string[]>> = {};
    for (const operation of operations) {
      if (operation === "create") continue;
      const stack = bases[operation].copy();
      try {
        others[operation] = await callsOf(stack, operation);
      } finally {
        stack.dispose();
      }
    }
    return new PreparedStacks(bases, { ...calls, ...others } as PreparedStacks["calls"]);
  }

  /** A stack of its own, ready for the operation. */
  before(operation: Operation): TriedStack {
    return this.bases[operation].copy();
  }

  dispose(): void {
    for (const stack of new Set(Object.values(this.bases))) stack.dispose();
  }
}

/** Sorted, for the engine has no order of its own among what does not depend on each other. */
async function callsOf(stack: TriedStack, operation: Operation): Promise<string[]> {
  await stack.served((aws) => stack.succeed(commands[operation], aws.env));
  return [...stack.watch.seen].sort();
}
