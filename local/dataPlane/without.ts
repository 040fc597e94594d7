/** A copy of `record` without these keys. */
export function without<T extends object, K extends string>(record: T, ...keys: K[]): Omit<T, K> {
  const dropped: string[] = keys;
  return Object.fromEntries(
    Object.entries(record).filter(([key]) => !dropped.includes(key)),
  ) as Omit<T, K>;
}
