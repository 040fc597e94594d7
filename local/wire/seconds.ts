/** Seconds since 1970, as AWS's JSON protocols give times. */
export function seconds(time: string): number {
  return Math.floor(Date.parse(time) / 1000);
}
