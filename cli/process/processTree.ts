import { execFileSync } from "node:child_process";
import * as fs from "node:fs";

interface Process {
  pid: number;
  parent: number;
  /** Process number of the session's leader; 0 where the system does not tell. */
  session: number;
}

/**
 * The processes that descend from `root` or are in the session that it leads, orphans included. The engine puts its
 * plugins into process groups of their own, so a signal to one group does not reach them all.
 */
export function descendants(root: number): number[] {
  const all = processes();
  const found = new Set(all.filter(({ session }) => session === root).map(({ pid }) => pid));
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const { pid, parent } of all) if (parent === root || found.has(parent)) found.add(pid);
  }
  found.delete(root);
  return [...found];
}

/** Whether a process of that number is there and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return statOf(pid)?.state !== "Z";
}

/** Sends the signal to each of the processes that is still there. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It ended by itself.
    }
  }
}

function processes(): Process[] {
  if (fs.existsSync("/proc/self/stat")) {
    return fs
      .readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => {
        const stat = statOf(Number(name));
        return stat === undefined ? [] : [{ pid: Number(name), ...stat }];
      });
  }
  const listing = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" });
  return listing
    .trim()
    .split("\n")
    .map((line) => {
      const [pid = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
      return { pid, parent, session: 0 };
    });
}

/** Fields of `/proc/<pid>/stat`; the command in parentheses may hold spaces and parentheses itself. */
function statOf(pid: number): { state: string; parent: number; session: number } | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const [state = "", parent, , session] = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state, parent: Number(parent), session: Number(session) };
  } catch {
    return undefined;
  }
}
