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

/**
 * How many items a request wants.
 *
 * @param least the smallest number that the call takes
 * @param most what it gives at most, and when no number is asked for
 * @returns undefined for what is no whole number or is below `least`: the service refuses it in its own words
 */
export function pageSize(
  given: string | number | null | undefined,
  least: number,
  most: number,
): number | undefined {
  if (given === null || given === undefined) return most;
  if (!/^\d+$/.test(String(given)) || Number(given) < least) return undefined;
  return Math.min(Number(given), most);
}
