import type { LocalAws } from "@mtls-gateway/local";
import * as fs from "node:fs";
import * as path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { PulumiProject } from "../../support/pulumi";

/** A stack as a version of the package left it: `index.js`, the program; `stack.yaml`, its settings; `state.json.gz`. */
export interface RecordedStack {
  version: string;
  folder: string;
}

/** Every recorded stack, by the version that made it. */
export function recordedStacks(): RecordedStack[] {
  return fs
    .readdirSync(__dirname, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ version: name, folder: path.join(__dirname, name) }));
}

/** Reads a file of a recorded stack. */
export function readRecorded({ folder }: RecordedStack, file: string): string {
  return fs.readFileSync(path.join(folder, file), "utf8");
}

/** The recorded state, as `pulumi stack export` wrote it. */
export function readState({ folder }: RecordedStack): string {
  return gunzipSync(fs.readFileSync(path.join(folder, "state.json.gz"))).toString();
}

export function writeState({ folder }: RecordedStack, state: string): void {
  fs.writeFileSync(path.join(folder, "state.json.gz"), gzipSync(state, { level: 9 }));
}

/** The recorded program as a project, under the version of the package that stands here. */
export function projectOf(
  stack: RecordedStack,
  aws: LocalAws,
  settings: string,
): Promise<PulumiProject> {
  return PulumiProject.create(
    { "index.js": readRecorded(stack, "index.js"), "Pulumi.test.yaml": settings },
    { env: aws.env },
  );
}
