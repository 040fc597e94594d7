import * as fs from "node:fs";
import * as path from "node:path";
import * as yaml from "yaml";

const root = path.resolve(__dirname, "../..");

/** One key of the typed config schema of Pulumi.yaml. */
export interface ConfigKey {
  type?: string;
  description?: string;
  default?: string | number | boolean;
}

export function readText(file: string): string {
  return fs.readFileSync(path.join(root, file), "utf8");
}

/** The config schema of Pulumi.yaml, by full key. */
export function configSchema(): Record<string, ConfigKey> {
  const project = yaml.parse(readText("Pulumi.yaml")) as { config: Record<string, ConfigKey> };
  return project.config;
}

/** A stack's config as the engine hands it to the program: defaults of Pulumi.yaml under the values of the stack. */
export function configOf(stack: "dev" | "prod"): Record<string, string> {
  const file = yaml.parse(readText(`Pulumi.${stack}.yaml`)) as { config: Record<string, unknown> };
  const defaults = Object.entries(configSchema()).map(([key, value]) => [key, value.default]);
  const values = [...defaults, ...Object.entries(file.config)];
  return Object.fromEntries(values.map(([key, value]) => [String(key), String(value)]));
}
