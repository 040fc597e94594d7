/** A copy of `record` without these keys. */
export function without<T extends object, K extends string>(record: T, ...keys: K[]): Omit<T, K> {
  const copy: T & Partial<Record<string, unknown>> = { ...record };
  for (const key of keys) Reflect.deleteProperty(copy, key);
  return copy;
}
