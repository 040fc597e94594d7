import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/**
 * A plugin in a folder with a PulumiPlugin.yaml, started as the language host of a newer engine does (`RunPlugin`): the
 * engine that the tests build has no such call, so the SDK's own entry for it is run here.
 */
export class PluginFolder {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: ResourceProviderClient,
  ) {}

  /** Resolves when the plugin has said its port. */
  static async start(folder: string): Promise<PluginFolder> {
    const child = spawn(
      process.execPath,
      [require.resolve("@pulumi/pulumi/cmd/run-plugin"), folder],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    const port = await new Promise<string>((resolve, reject) => {
      createInterface(child.stdout).once("line", resolve);
      child.once("exit", (code) => {
        reject(new Error(`the plugin ended with ${code ?? "a signal"} before it said its port`));
      });
    });
    const address = `127.0.0.1:${port}`;
    return new PluginFolder(
      child,
      new ResourceProviderClient(address, grpc.credentials.createInsecure()),
    );
  }

  getSchema(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.client.getSchema(new pb.GetSchemaRequest(), (error, response) => {
        if (error) reject(error);
        else resolve(response.getSchema());
      });
    });
  }

  stop(): void {
    this.client.close();
    this.process.kill();
  }
}
