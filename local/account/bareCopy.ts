/**
 * A copy in which no object has a prototype. The account's maps go by names that its users choose, and every plain object
 * has some of those already: `constructor`, `toString`, `__proto__`.
 */
export function bareCopy<T>(value: T): T {
  return copyOf(value) as T;
}

function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  const copy = Object.create(null) as Record<string, unknown>;
  for (const [name, item] of Object.entries(value)) copy[name] = copyOf(item);
  return copy;
}
