import { readFileSync } from "node:fs";

/** A process, and when it began where the system tells: a number may be given again to another process. */
export interface ProcessMark {
  pid: number;
  /** Clock ticks since the machine began, from /proc (Linux); "" elsewhere. */
  startedAt: string;
}

export function markOf(pid: number): ProcessMark {
  return { pid, startedAt: procStat(pid)?.startedAt ?? "" };
}

/** True while the marked process lives; a zombie, which only waits for its parent, does not. */
export function isRunning({ pid, startedAt }: ProcessMark): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const stat = procStat(pid);
  if (stat === undefined) return true;
  if (stat.state === "Z" || stat.state === "X") return false;
  return startedAt === "" || startedAt === stat.startedAt;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the name in parentheses may hold anything. */
function procStat(pid: number): { state: string; startedAt: string } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", startedAt: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}
