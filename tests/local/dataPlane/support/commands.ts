import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Call } from "./client";

export interface CommandResult {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a command to its end; `input` stays open unless it is given. */
export function run(command: string, args: string[], input = ""): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, stdout, stderr });
    });
    child.stdin.on("error", () => undefined);
    child.stdin.write(input);
    if (command === "curl") child.stdin.end();
  });
}

/** PEM files for commands, in a folder of their own that `remove` takes away. */
export class PemFolder {
  private readonly path = mkdtempSync(join(tmpdir(), "mtls-gateway-test-"));
  private count = 0;

  write(pem: string): string {
    const file = join(this.path, `${(this.count += 1)}.pem`);
    writeFileSync(file, pem, { mode: 0o600 });
    return file;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** `curl --http1.1` as in the walk-through, sent to this machine. */
export function curl(files: PemFolder, call: Call, ...more: string[]): Promise<CommandResult> {
  return run("curl", [
    ...["--silent", "--show-error", "--http1.1", "--max-time", "20", "--noproxy", "*"],
    ...["--resolve", `${call.name}:${call.port}:127.0.0.1`, "--cacert", files.write(call.ca)],
    ...credentials(files, call, "--cert", "--key"),
    ...more,
    `https://${call.name}:${call.port}${call.path ?? "/pets"}`,
  ]);
}

/** `openssl s_client`, with a request on its standard input. */
export function sClient(files: PemFolder, call: Call, ...more: string[]): Promise<CommandResult> {
  const request = `GET ${call.path ?? "/pets"} HTTP/1.1\r\nHost: ${call.name}\r\nConnection: close\r\n\r\n`;
  return run(
    "openssl",
    [
      ...["s_client", "-connect", `127.0.0.1:${call.port}`, "-servername", call.name],
      ...["-CAfile", files.write(call.ca), "-verify_return_error", "-quiet"],
      ...credentials(files, call, "-cert", "-key"),
      ...more,
    ],
    request,
  );
}

function credentials(files: PemFolder, call: Call, cert: string, key: string): string[] {
  const { client } = call;
  return client ? [cert, files.write(client.pem), key, files.write(client.keyPem)] : [];
}
