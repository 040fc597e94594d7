import * as path from "node:path";
import type { Engine } from "./findOrMake";
import { onPath } from "./onPath";

/**
 * PATH with the engine first. It stays as it is where its first `pulumi` is this engine already: to pull `/usr/bin`
 * to the front would also bring another `node` than the user's.
 */
export function pathWith(engine: Pick<Engine, "bin">, current: string | undefined): string {
  const before = current ?? "";
  const [first] = onPath("pulumi", { PATH: before });
  if (first !== undefined && path.dirname(first) === engine.bin) return before;
  return before === "" ? engine.bin : `${engine.bin}${path.delimiter}${before}`;
}
