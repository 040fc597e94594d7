import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { LocalAwsError } from "../localAwsError";
import { isRunning, markOf, type ProcessMark } from "./processLife";
import { broughtUpToDate } from "./olderStates";
import { type AccountState, emptyAccount } from "./state";

/**
 * The folder in which the local account outlives the process: `account.json` (one atomic file),
 * `objects/` (contents of S3 objects by SHA-256), `lock` (the process that has it open). All of it is
 * readable by its owner alone, for ACM's private keys are in it.
 */
export class StateFolder {
  private constructor(readonly path: string) {}

  /** Opens or makes the folder and takes its lock. */
  static open(folder: string): StateFolder {
    const state = new StateFolder(path.resolve(folder));
    try {
      makeFolder(state.file("objects"));
      fs.accessSync(state.path, fs.constants.W_OK);
    } catch (error) {
      throw new LocalAwsError(
        `The state folder ${state.path} is not writable (${reasonOf(error)}): choose another folder or change its permissions.`,
      );
    }
    state.lock();
    state.dropHalfWritten();
    return state;
  }

  /** The account as the last process left it; an empty one in a new folder. */
  load(): AccountState {
    const file = this.file("account.json");
    let text: string;
    try {
      text = fs.readFileSync(file, "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return emptyAccount();
      throw new LocalAwsError(
        `The state file ${file} cannot be read (${reasonOf(error)}): change its permissions or choose another state folder.`,
      );
    }
    const remedy = "It is left as it is: move it away, or choose another state folder.";
    let state: unknown;
    try {
      state = JSON.parse(text);
    } catch {
      throw new LocalAwsError(
        `The state file ${file} is truncated or no JSON (${text.length} characters). ${remedy}`,
      );
    }
    const format = (state as { format?: unknown } | null)?.format;
    if (typeof format === "number" && format > emptyAccount().format) {
      throw new LocalAwsError(
        `The state file ${file} has format ${format}, and this version knows formats up to ${emptyAccount().format}: use a newer mtls-gateway, or another state folder.`,
      );
    }
    const current = broughtUpToDate(state);
    if (current === undefined) {
      throw new LocalAwsError(
        `The state file ${file} is not of the AWS on this machine. ${remedy}`,
      );
    }
    return current;
  }

  /** Replaces the account's file: whole or not at all, whatever happens in between. */
  save(text: string): void {
    this.writeAtomically("account.json", text);
  }

  /** Writes a file of the folder by way of a temporary one. */
  writeAtomically(name: string, content: string | Uint8Array, mode = 0o600): void {
    const file = this.file(name);
    const temporary = `${file}.${process.pid}.tmp`;
    try {
      const descriptor = fs.openSync(temporary, "w", mode);
      try {
        fs.writeFileSync(descriptor, content);
        fs.fsyncSync(descriptor);
      } finally {
        fs.closeSync(descriptor);
      }
      fs.renameSync(temporary, file);
    } catch (error) {
      fs.rmSync(temporary, { force: true });
      throw new LocalAwsError(
        `The state file ${file} cannot be written (${reasonOf(error)}): free space or change permissions, then run again.`,
      );
    }
  }

  read(name: string): string | undefined {
    try {
      return fs.readFileSync(this.file(name), "utf8");
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Keeps an object's content; returns the name to get it back by. */
  putBlob(content: Uint8Array): string {
    const name = createHash("sha256").update(content).digest("hex");
    if (!fs.existsSync(this.file(`objects/${name}`))) {
      this.writeAtomically(`objects/${name}`, content);
    }
    return name;
  }

  /** Undefined when somebody removed the file from the folder. */
  getBlob(name: string): Buffer | undefined {
    try {
      return fs.readFileSync(this.file(`objects/${name}`));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Removes contents that no object has any more. */
  pruneBlobs(used: ReadonlySet<string>): void {
    for (const name of fs.readdirSync(this.file("objects"))) {
      if (!used.has(name)) fs.rmSync(this.file(`objects/${name}`), { force: true });
    }
  }

  file(name: string): string {
    return path.join(this.path, name);
  }

  /** Lets the next process in. */
  release(): void {
    if (this.owner()?.pid === process.pid) fs.rmSync(this.file("lock"), { force: true });
  }

  /** What a process that was killed had begun to write; those of `objects/` go with the contents that nobody has. */
  private dropHalfWritten(): void {
    for (const name of fs.readdirSync(this.path)) {
      if (/^(account\.json|public-ca.*\.pem|aws-config)\.\d+\.tmp$/.test(name)) {
        fs.rmSync(this.file(name), { force: true });
      }
    }
  }

  private lock(): void {
    const file = this.file("lock");
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        this.putLock(file);
        return;
      } catch (error) {
        if (codeOf(error) !== "EEXIST") {
          throw new LocalAwsError(
            `The state folder ${this.path} is not writable (${reasonOf(error)}): choose another folder or change its permissions.`,
          );
        }
      }
      const owner = this.owner();
      if (owner !== undefined && isRunning(owner)) {
        throw new LocalAwsError(
          `The state folder ${this.path} is in use by process ${owner.pid}: end that process or choose another folder.`,
        );
      }
      // Its process died without letting go. Moved and looked at again: another process may have taken it just now.
      const aside = `${file}.${process.pid}`;
      try {
        fs.renameSync(file, aside);
      } catch (error) {
        if (codeOf(error) === "ENOENT") continue;
        throw error;
      }
      const moved = parseMark(fs.readFileSync(aside, "utf8"));
      if (moved === undefined || !isRunning(moved)) fs.rmSync(aside, { force: true });
      else fs.renameSync(aside, file);
    }
    throw new LocalAwsError(
      `The lock ${file} cannot be taken: another process takes it again and again; choose another state folder.`,
    );
  }

  /** A link, for it appears with its content or, where a lock is, refuses with EEXIST: nobody ever reads half a lock. */
  private putLock(file: string): void {
    const { pid, startedAt } = markOf(process.pid);
    const temporary = `${file}.${pid}.tmp`;
    try {
      fs.writeFileSync(temporary, `${pid} ${startedAt}\n`, { mode: 0o600 });
      fs.linkSync(temporary, file);
    } finally {
      fs.rmSync(temporary, { force: true });
    }
  }

  private owner(): ProcessMark | undefined {
    return parseMark(this.read("lock") ?? "");
  }
}

/** Not `recursive` of mkdir: that never ends where a folder that is there refuses with ENOENT, as /proc does. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return;
  makeFolder(path.dirname(folder));
  try {
    fs.mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // Another process may have been quicker.
    if (!isFolder(folder)) throw error;
  }
}

function isFolder(file: string): boolean {
  return fs.statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
}

function parseMark(text: string): ProcessMark | undefined {
  const [pid = "", startedAt = ""] = text.trim().split(" ");
  return /^\d+$/.test(pid) ? { pid: Number(pid), startedAt } : undefined;
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code;
}

function reasonOf(error: unknown): string {
  return codeOf(error) ?? (error instanceof Error ? error.message : String(error));
}
