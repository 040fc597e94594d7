import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

/** Who holds a lock. */
interface Owner {
  pid: number;
  host: string;
  /** Tells two locks of one process apart. */
  token: string;
}

/** Milliseconds between two signs of life of the owner, and between two looks of those who wait. */
const heartbeat = 5000;
const look = 250;

/** Milliseconds without a sign of life after which an owner counts as dead, on whatever machine. */
const staleAfter = 60_000;

/** Locks of this very process: after a crash in a container the next run may well get the same process id. */
const held = new Set<string>();

/** True while a process of this machine runs (also one that belongs to another user). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * A lock file: one run at a time makes an engine. It holds the owner's process and host and is touched every few
 * seconds; the lock of a dead process, or one that is no longer touched, is taken over. Should two runs ever hold
 * it at once, both make the engine in folders of their own and the later rename wins: wasted work, no damage.
 */
export class CacheLock {
  private readonly timer: NodeJS.Timeout;

  private constructor(
    private readonly file: string,
    private readonly token: string,
  ) {
    held.add(token);
    this.timer = setInterval(() => {
      const now = new Date();
      // A lock that was taken over is not ours to touch; it is noticed at release.
      fs.utimes(file, now, now, () => undefined);
    }, heartbeat).unref();
  }

  /**
   * Waits for the lock.
   *
   * @param onWait called once, with the owner, when there is something to wait for
   */
  static async acquire(
    file: string,
    options: { signal?: AbortSignal; onWait?: (owner: string) => void } = {},
  ): Promise<CacheLock> {
    const owner: Owner = { pid: process.pid, host: os.hostname(), token: randomUUID() };
    for (let waited = false; ; waited = true) {
      options.signal?.throwIfAborted();
      try {
        fs.writeFileSync(file, JSON.stringify(owner), { flag: "wx" });
        return new CacheLock(file, owner.token);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const other = readOwner(file);
      if (isStale(file, other)) {
        takeAway(file, other);
        continue;
      }
      if (!waited) {
        options.onWait?.(other === undefined ? "another run" : `process ${other.pid}`);
      }
      await sleep(look, undefined, { signal: options.signal }).catch(() => undefined);
    }
  }

  /** Gives the lock back; one that somebody has taken over meanwhile is left alone. */
  release(): void {
    clearInterval(this.timer);
    held.delete(this.token);
    if (readOwner(this.file)?.token === this.token) fs.rmSync(this.file, { force: true });
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Owner;
  } catch {
    // Gone, or caught between its making and its writing: its age decides.
    return undefined;
  }
}

function isStale(file: string, owner: Owner | undefined): boolean {
  const touched = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  if (touched === undefined) return false;
  if (owner?.host === os.hostname()) {
    if (owner.pid === process.pid ? !held.has(owner.token) : !isAlive(owner.pid)) return true;
  }
  return Date.now() - touched > staleAfter;
}

/** Removes a stale lock. Two may see the same one: who renames it wins, and looks whether it was that one. */
function takeAway(file: string, stale: Owner | undefined): void {
  const away = `${file}.${randomUUID()}`;
  try {
    fs.renameSync(file, away);
  } catch {
    return;
  }
  if (readOwner(away)?.token === stale?.token) {
    fs.rmSync(away, { force: true });
    return;
  }
  // It was a fresh lock that came in between: give it back, unless there is one again.
  try {
    fs.linkSync(away, file);
  } catch {
    // Somebody holds a new one; see the class for what that costs.
  }
  fs.rmSync(away, { force: true });
}
