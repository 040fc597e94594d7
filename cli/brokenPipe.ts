import { EventEmitter } from "node:events";

/**
 * Emits `broken` when the reader of our output went away, as `| head` does. Not the signal SIGPIPE: once a process listens to
 * that, every write to a connection that a peer has closed raises it too.
 */
export const ourOutput = new EventEmitter<{ broken: [] }>();
