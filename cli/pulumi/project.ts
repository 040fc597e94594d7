import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { UsageError } from "../usageError";

/** A Pulumi project on disk. */
export interface Project {
  /** The folder of `Pulumi.yaml`. */
  folder: string;
  name: string;
  /** The `runtime` of `Pulumi.yaml`, as it stands there. */
  runtime: unknown;
  /** Where stack files are: `stackConfigDir` of `Pulumi.yaml`, or the folder itself. */
  stackFolder: string;
}

/** Finds the project that `from` lies in, looking upwards as the Pulumi CLI does; undefined where there is none. */
export function findProject(from: string): Project | undefined {
  for (let folder = path.resolve(from); ; folder = path.dirname(folder)) {
    for (const name of ["Pulumi.yaml", "Pulumi.yml"]) {
      const file = path.join(folder, name);
      if (fs.existsSync(file)) return readProject(file);
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}

function readProject(file: string): Project {
  const settings = parseYaml(file);
  if (typeof settings.name !== "string" || settings.runtime === undefined) {
    throw new UsageError(`${file} is no Pulumi project: it needs "name" and "runtime".`);
  }
  const folder = path.dirname(file);
  const stackFolder =
    typeof settings.stackConfigDir === "string"
      ? path.resolve(folder, settings.stackConfigDir)
      : folder;
  return { folder, name: settings.name, runtime: settings.runtime, stackFolder };
}

/** The file that holds a stack's configuration, whether it exists or not. */
export function stackFile(project: Project, stack: string): string {
  return path.join(project.stackFolder, `Pulumi.${stack}.yaml`);
}

/** The names of the stacks that have a file in the project, sorted. */
export function stacksWithFile(project: Project): string[] {
  if (!fs.existsSync(project.stackFolder)) return [];
  return fs
    .readdirSync(project.stackFolder)
    .flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? [])
    .sort();
}

/** Reads a YAML file that must hold a mapping. */
export function parseYaml(file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new UsageError(`${file} cannot be read: ${reason ?? "unknown reason"}`);
  }
  if (value === null || value === undefined) return {};
  if (typeof value !== "object" || Array.isArray(value)) {
    throw new UsageError(`${file} holds no YAML mapping.`);
  }
  return value as Record<string, unknown>;
}
