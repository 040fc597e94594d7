import { randomBytes } from "node:crypto";

const size = 4096;
let pool = Buffer.alloc(0);
let at = 0;

/** Random bytes for IDs, from a supply: asking the system for a few at a time costs a request more than all else about its IDs. */
export function randomSlice(length: number): Buffer {
  if (at + length > pool.length) {
    pool = randomBytes(size);
    at = 0;
  }
  at += length;
  return pool.subarray(at - length, at);
}
