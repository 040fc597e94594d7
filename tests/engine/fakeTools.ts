import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

/** Folders of programs that pretend to be pulumi and go, and a cache folder; all below one temporary folder. */
export class FakeTools {
  readonly root = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-engine-"));
  readonly cacheDir = path.join(this.root, "cache");
  readonly lines: string[] = [];

  /** What the engine room says, a line at a time. */
  readonly log = (line: string): void => {
    this.lines.push(line);
  };

  /** Writes an executable shell script into a folder below the root. */
  script(folder: string, name: string, body: string): string {
    const file = path.join(this.root, folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    return file;
  }

  /** A `pulumi` that answers with a version, with the nodejs language host beside it. */
  pulumi(folder: string, version: string): string {
    this.script(folder, "pulumi-language-nodejs", "exit 0");
    this.script(folder, "pulumi", `echo v${version}`);
    return path.join(this.root, folder);
  }

  /**
   * A `go` that "builds" scripts answering v3.200.0, and writes each of its calls to `calls`.
   *
   * @param build shell code in place of the building, for what goes wrong
   */
  go(folder: string, options: { version?: string; build?: string } = {}): string {
    const modules = path.join(this.root, "modules");
    for (const file of [
      "nodejs/dist/pulumi-analyzer-policy",
      "python/dist/pulumi-analyzer-policy-python",
      "python/cmd/pulumi-language-python-exec",
    ]) {
      fs.mkdirSync(path.dirname(path.join(modules, file)), { recursive: true });
      fs.writeFileSync(path.join(modules, file), "#!/bin/sh\n", { mode: 0o444 });
    }
    const build =
      options.build ??
      [
        'echo "go: downloading example.com/one v1.0.0" >&2',
        "while [ $# -gt 0 ]; do",
        '  case "$1" in',
        "    -o) out=$2; shift ;;",
        "    github.com/*) name=${1##*/}",
        `      printf '#!/bin/sh\\necho v3.200.0\\n' > "$out$name"; chmod +x "$out$name" ;;`,
        "  esac",
        "  shift",
        "done",
      ].join("\n");
    this.script(
      folder,
      "go",
      [
        `echo "$*" >> '${path.join(this.root, "calls")}'`,
        `env | grep -E '^(CGO|GO)' | sort > '${path.join(this.root, "environment")}'`,
        'case "$1" in',
        `version) echo "go version go${options.version ?? "1.26.8"} linux/amd64" ;;`,
        `env) echo '{"GOMODCACHE":"${this.root}/none/mod","GOCACHE":"${this.root}/none/build"}' ;;`,
        `list) echo '${modules}' ;;`,
        `build)\n${build}\n;;`,
        "esac",
      ].join("\n"),
    );
    return path.join(this.root, folder);
  }

  /** First words of every call of the fake `go`, in order of the alphabet, for two builds run side by side. */
  goCalls(): string[] {
    const file = path.join(this.root, "calls");
    if (!fs.existsSync(file)) return [];
    const calls = fs.readFileSync(file, "utf8").trim().split("\n");
    return calls.map((call) => call.split(" ")[0] ?? "").sort();
  }

  /** The Go settings that the fake `go` saw in its last call. */
  goEnvironment(): string[] {
    return fs.readFileSync(path.join(this.root, "environment"), "utf8").trim().split("\n");
  }

  /** An environment with these folders and the system's own on PATH, and an empty home. */
  env(...folders: string[]): NodeJS.ProcessEnv {
    return { PATH: [...folders, "/usr/bin", "/bin"].join(path.delimiter), HOME: this.root };
  }

  /** Names of what is in the cache, without the names of recipes. */
  cached(): string[] {
    const folder = path.join(this.cacheDir, "engine");
    return fs.existsSync(folder) ? fs.readdirSync(folder).sort() : [];
  }

  dispose(): void {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}
