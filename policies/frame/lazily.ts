/** Properties that are read when somebody asks for them. */
export type Getters = Readonly<Record<string, () => unknown>>;

/**
 * An object whose properties are read from elsewhere on each access, so that a value that nobody knows yet throws
 * where it is used, as the SDK's own proxy does, and not where the object is made.
 */
export function lazily(getters: Getters): Record<string, unknown> {
  const object = {};
  for (const [name, get] of Object.entries(getters)) {
    Object.defineProperty(object, name, { get, enumerable: true });
  }
  return object;
}

/** The same for each element of a list, whose length has to be known; anything else comes back as it is. */
export function eachLazily(
  list: unknown,
  getters: (element: Record<string, unknown>) => Getters,
): unknown {
  if (!Array.isArray(list)) return list;
  return Array.from({ length: list.length }, (_, index) =>
    lazily({ ...getters(list[index] as Record<string, unknown>) }),
  );
}
