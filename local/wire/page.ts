/** One page of a list, and where the next begins. */
export interface Page<T> {
  items: T[];
  /** Name of the first item of the next page; undefined on the last page. */
  next?: string;
}

/**
 * Cuts a page out of a list that is in the order of its names.
 *
 * @param from name of the first item wanted, or the first name after it where the item has gone; "" for the beginning
 */
export function pageOf<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
  from: string,
  size: number,
): Page<T> {
  const sorted = [...items].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const start = sorted.findIndex((item) => nameOf(item) >= from);
  const rest = start < 0 ? [] : sorted.slice(start);
  const following = rest[size];
  return {
    items: rest.slice(0, size),
    ...(following === undefined ? {} : { next: nameOf(following) }),
  };
}

/** A whole number of a request, held between 1 and `most`. */
export function pageSize(given: string | number | null | undefined, most: number): number {
  const size = Number(given ?? most);
  return Number.isInteger(size) && size > 0 ? Math.min(size, most) : most;
}
