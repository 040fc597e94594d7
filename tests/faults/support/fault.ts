import assert from "node:assert/strict";
import type { LocalAws } from "@mtls-gateway/local";
import type { Moment } from "./callWatch";
import { commands, operations, type Operation, type PreparedStacks } from "./preparedStacks";
import { strikes, type Strike } from "./strikes";
import type { TriedStack } from "./triedStack";

/** One thing that goes wrong at one moment. */
export interface Fault {
  /** `create: kill -9 before create gw-truststore-bucket` */
  name: string;
  operation: Operation;
  strike: Strike;
  moment: Moment;
}

/** Every strike at every moment of every operation at which it makes sense. */
export function everyFault({ calls }: PreparedStacks): Fault[] {
  return operations.flatMap((operation) =>
    strikes.flatMap((strike) =>
      calls[operation].filter(strike.at).flatMap((call) =>
        strike.phases.map((phase) => ({
          name: `${operation}: ${strike.kind} ${phase} ${call}`,
          operation,
          strike,
          moment: { call, phase },
        })),
      ),
    ),
  );
}

/**
 * Lets it happen to a stack of its own, mends as docs/faults.md says, goes on with the operation, and asserts what has to
 * hold then: a further `up` changes nothing, and the account has what the stack has and nothing else.
 */
export async function tryFault(prepared: PreparedStacks, fault: Fault): Promise<void> {
  const { operation, strike, moment } = fault;
  const stack = prepared.before(operation);
  try {
    await strike.break(stack, operation, moment);
    await stack.served(async (aws) => {
      await strike.mend?.(stack, aws);
      await converge(stack, aws, operation);
    });
  } finally {
    stack.dispose();
  }
}

async function converge(stack: TriedStack, aws: LocalAws, operation: Operation): Promise<void> {
  const goesOn = operation === "refresh" ? commands.create : commands[operation];
  await stack.succeed(goesOn, aws.env);
  if (operation !== "destroy") {
    await stack.succeed([...commands.create, "--refresh", "--expect-no-changes"], aws.env);
  }
  const { account, stack: known } = stack.inventory;
  assert.deepEqual(account, known);
  assert.deepEqual(known.length === 0, operation === "destroy");
  assert.deepEqual(stack.checkpoint.pending_operations ?? [], []);
}
