import * as fs from "node:fs";
import * as path from "node:path";

const projectFiles = ["Pulumi.yaml", "Pulumi.yml"];

/** Enough for the shell and the language host that may stand between the engine and the pack. */
const maxAncestors = 6;

/**
 * The folder that a program's relative asset paths start from. The engine starts a pack in the pack's own
 * folder and tells it the project's name only, so the project file of that name is looked for: from where the
 * engine runs (Linux shows that of every process), then from the pack's folder upwards.
 *
 * @returns undefined when no project file of that name is found
 */
export function programFolder(projectName = process.env.PULUMI_PROJECT): string | undefined {
  for (const start of [...ancestorFolders(), process.cwd()]) {
    for (const folder of upwards(start)) {
      const main = mainFolder(folder, projectName);
      if (main !== undefined) return main;
    }
  }
  return undefined;
}

/** Working folders of the processes that this one descends from, nearest first. */
function ancestorFolders(): string[] {
  const folders: string[] = [];
  let pid = process.ppid;
  try {
    for (let depth = 0; depth < maxAncestors && pid > 1; depth += 1) {
      folders.push(fs.readlinkSync(`/proc/${pid}/cwd`));
      // The command's name, in brackets, may hold anything; state and parent follow it.
      const status = fs.readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /s, "");
      pid = Number(status.split(" ")[1]);
    }
  } catch {
    // No /proc, or another user's process: the folders found so far have to do.
  }
  return folders;
}

function upwards(start: string): string[] {
  const folders = [start];
  for (let folder = start; path.dirname(folder) !== folder;) {
    folder = path.dirname(folder);
    folders.push(folder);
  }
  return folders;
}

/** The folder that `main` of a project file points into, when the file there is the project's. */
function mainFolder(folder: string, projectName: string | undefined): string | undefined {
  for (const file of projectFiles) {
    let text: string;
    try {
      text = fs.readFileSync(path.join(folder, file), "utf8");
    } catch {
      continue;
    }
    if (projectName !== undefined && scalar(text, "name") !== projectName) continue;
    const main = path.join(folder, scalar(text, "main") ?? ".");
    return fs.existsSync(main) && fs.statSync(main).isDirectory() ? main : path.dirname(main);
  }
  return undefined;
}

/** A top-level scalar of a YAML file: enough for `name` and `main` of a project file. */
function scalar(yaml: string, key: string): string | undefined {
  const line = new RegExp(`^${key}:\\s*(?:"([^"]*)"|'([^']*)'|([^#\\r\\n]*))`, "m").exec(yaml);
  const value = line?.[1] ?? line?.[2] ?? line?.[3];
  return value === undefined || value.trim() === "" ? undefined : value.trim();
}
