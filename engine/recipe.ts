import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/**
 * The engine that is installed or built here. 3.200.0 is the tested one: the module proxy has it whole, its Node
 * policy packs are started through `pulumi-analyzer-policy` (3.250.0 starts them through the language host, which the
 * hosts that the proxy has refuse), and it works with @pulumi/pulumi 3.248 to 3.270.
 */
export const engineVersion = "3.200.0";

/** What is taken from PATH: the tested engine or any later one of the same major version. */
export const fitRange = ">=3.200.0 <4";

/**
 * The two committed Go modules; they lie beside `dist/`, in the repository and in the package. To move one to another
 * version: `go get MODULE@VERSION && go mod tidy` in its folder, then the versions here, then a build from nothing.
 */
export const goFolder = path.resolve(__dirname, "..", "go");

/** One Go module and the commands that are built from it. */
export interface GoModule {
  /** Folder under `goFolder` with go.mod and go.sum. */
  folder: string;
  /** Import paths of the commands; the last segment is the name of the binary. */
  commands: readonly string[];
  ldflags: string;
  /** Scripts that come with a module as files: [module path, file in the module]. */
  scripts: readonly (readonly [string, string])[];
}

const sdk = "github.com/pulumi/pulumi/sdk/v3";

/**
 * Two modules, because the language hosts of sdk 3.200.0 live in Go modules of their own that the proxy lacks; those
 * of sdk 3.65.0 work with this engine.
 */
export const goModules: readonly GoModule[] = [
  {
    folder: "engine",
    commands: ["github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"],
    ldflags: `-s -w -X ${sdk}/go/common/version.Version=v${engineVersion}`,
    scripts: [
      [sdk, "nodejs/dist/pulumi-analyzer-policy"],
      [sdk, "python/dist/pulumi-analyzer-policy-python"],
    ],
  },
  {
    folder: "hosts",
    commands: [
      `${sdk}/nodejs/cmd/pulumi-language-nodejs`,
      `${sdk}/python/cmd/pulumi-language-python`,
    ],
    ldflags: "-s -w",
    scripts: [[sdk, "python/cmd/pulumi-language-python-exec"]],
  },
];

/** Flags of both builds. What -w has the linker throw away need not be compiled first, hence no DWARF. */
export const buildFlags = ["-trimpath", "-gcflags=all=-dwarf=false"] as const;

/** Counts up when the way of building changes in a manner that the files below do not show. */
const revision = 1;

/** Names one cached engine: other versions, flags, modules or machines have another one. 16 hex digits. */
export function recipeHash(): string {
  const hash = createHash("sha256");
  hash.update(
    JSON.stringify([
      revision,
      engineVersion,
      goModules,
      buildFlags,
      process.platform,
      process.arch,
    ]),
  );
  for (const { folder } of goModules) {
    for (const file of ["go.mod", "go.sum"]) {
      hash.update(fs.readFileSync(path.join(goFolder, folder, file)));
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** The oldest Go that compiles both modules, from their `go` lines, such as `1.23.11`. */
export function neededGo(): string {
  const text = fs.readFileSync(path.join(goFolder, "engine", "go.mod"), "utf8");
  const found = /^go (\d+\.\d+(?:\.\d+)?)$/m.exec(text)?.[1];
  if (found === undefined) throw new Error("engine/go/engine/go.mod has no go line");
  return found;
}
