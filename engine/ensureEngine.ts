import { findOrMake } from "./findOrMake";
import type { Engine, EnsureEngineOptions } from "./findOrMake";
import { build } from "./goBuild";
import { install } from "./installer";

/**
 * Gives a Pulumi engine: `pulumi` of PATH when it is fit; else one from the cache; else one that is put there by the
 * official installer or, where no binary can be downloaded, built from the Go module proxy. Refuses with one
 * `EngineError` that names these ways when none works.
 *
 * @example
 * const engine = await ensureEngine({ log: (line) => process.stderr.write(`${line}\n`) });
 * const env = { ...process.env, PATH: pathWith(engine, process.env.PATH) };
 */
export function ensureEngine(options: EnsureEngineOptions = {}): Promise<Engine> {
  return findOrMake(options, { install, build });
}
