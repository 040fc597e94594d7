import type { Program } from "../frame/program";

/** A fact that is worked out once for each program, however many resources ask for it. */
export function oncePerProgram<T>(make: (program: Program) => T): (program: Program) => T {
  const made = new WeakMap<Program, { fact: T }>();
  return (program) => {
    const kept = made.get(program) ?? { fact: make(program) };
    made.set(program, kept);
    return kept.fact;
  };
}

/** Resources by each of the texts that one is looked up by. */
export function indexed<K, T>(items: readonly T[], keysOf: (item: T) => Iterable<K>): Map<K, T[]> {
  const index = new Map<K, T[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [item]);
      else list.push(item);
    }
  }
  return index;
}
