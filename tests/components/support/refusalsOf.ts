import { RefusedInputsError } from "mtls-gateway";
import * as assert from "node:assert/strict";
import type { Ran } from "./mockProgram";

/** What a program is refused for, whether it is thrown at once or comes later; any other error fails the test. */
export async function refusalsOf(
  running: Promise<Ran<unknown>>,
): Promise<[path: string, reason: string][]> {
  const errors = await running.then(
    (ran) => ran.errors,
    (error: unknown) => [error as Error],
  );
  return errors.flatMap((error) => {
    assert.ok(error instanceof RefusedInputsError, error.stack);
    return error.refused.map(({ path, reason }): [string, string] => [path, reason]);
  });
}
