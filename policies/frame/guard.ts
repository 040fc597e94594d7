import {
  UnknownValueError,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";

import { PackError } from "./packError";
import { watchdog, type Watchdog } from "./watchdog";

type AnyFunction = (...args: never[]) => unknown;

/**
 * How long one policy may take over one resource or one stack, in seconds. Default: 60;
 * MTLS_GATEWAY_POLICY_SECONDS in the environment says otherwise.
 *
 * @throws PackError on a value that is no positive number
 */
export function secondsAllowed(environment: NodeJS.ProcessEnv = process.env): number {
  const given = environment.MTLS_GATEWAY_POLICY_SECONDS ?? "60";
  const seconds = Number(given);
  if (given.trim() !== "" && seconds > 0 && seconds <= 86_400) return seconds;
  throw new PackError(
    `MTLS_GATEWAY_POLICY_SECONDS is "${given}". Give seconds, more than 0 and at most 86400.`,
  );
}

/**
 * Makes policies fail closed: one that throws or takes too long ends the preview or the `up` with its name, whatever
 * its level, where the engine alone would wait for ever or print a stack.
 */
export function guarded<P extends ResourceValidationPolicy | StackValidationPolicy>(
  policies: readonly P[],
  seconds: number,
): P[] {
  const dog = watchdog(seconds, (policy) => tooLong(policy, seconds));
  const guard = (name: string, work: unknown): unknown =>
    typeof work === "function" ? guardFunction(name, work as AnyFunction, seconds, dog) : work;
  return policies.map((policy) => {
    const copy: Record<string, unknown> = { ...policy };
    for (const property of ["validateResource", "validateStack", "remediateResource"]) {
      const work = copy[property];
      if (work !== undefined) copy[property] = guard(policy.name, work);
    }
    return copy as unknown as P;
  });
}

function guardFunction(
  policy: string,
  work: AnyFunction,
  seconds: number,
  dog: Watchdog,
): AnyFunction {
  const guardedWork = (...args: never[]): unknown => {
    const leave = dog.enter(policy);
    let result: unknown;
    try {
      result = work(...args);
    } catch (error) {
      leave();
      throw crashed(policy, error);
    }
    if (!(result instanceof Promise)) {
      leave();
      return result;
    }
    return inTime(policy, result, seconds).finally(leave);
  };
  // The SDK reads which type a function is for.
  return Object.defineProperty(guardedWork, "__pulumiType", {
    get: () => (work as { __pulumiType?: string }).__pulumiType,
  });
}

async function inTime<T>(policy: string, work: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new PackError(tooLong(policy, seconds)));
    }, seconds * 1000);
  });
  try {
    return await Promise.race([work, limit]);
  } catch (error) {
    throw crashed(policy, error);
  } finally {
    clearTimeout(timer);
  }
}

/** The SDK turns an unknown value into an advisory line, and an error of our own is in order already. */
function crashed(policy: string, error: unknown): unknown {
  if (error instanceof UnknownValueError || error instanceof PackError) return error;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new PackError(
    `the policy ${policy} crashed (${what.replace(/\s+/g, " ")}), so nothing is known to be right. This is a bug of the pack.`,
  );
}

function tooLong(policy: string, seconds: number): string {
  return `the policy ${policy} did not end within ${seconds} s, so nothing is known to be right. MTLS_GATEWAY_POLICY_SECONDS sets the limit.`;
}
