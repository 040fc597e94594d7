import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** What `PULUMI_DEBUG_PROVIDERS` has to hold while it serves, and how it ends. */
export interface AwsSchema {
  debugProviders: string;
  stop(): void;
}

/**
 * A provider aws that has nothing but a schema with the resources that `schema` refers to, for the engine follows every
 * reference into another package. The real one comes with a download of several hundred MB.
 */
export async function serveAwsSchema(schema: string): Promise<AwsSchema> {
  const references = schema.matchAll(/"\/aws\/v([^/"]+)\/schema\.json#\/resources\/([^"]+)"/g);
  const [versions, tokens] = [new Set<string>(), new Set<string>()];
  for (const [, version = "", token = ""] of references) {
    versions.add(version);
    tokens.add(decodeURIComponent(token));
  }
  const version = [...versions].join();
  const answer = JSON.stringify({
    name: "aws",
    version,
    resources: Object.fromEntries([...tokens].map((token) => [token, {}])),
  });
  const server = new grpc.Server();
  server.addService(ResourceProviderService, {
    getSchema: answering(() => new pb.GetSchemaResponse().setSchema(answer)),
    getPluginInfo: answering(() => new PluginInfo().setVersion(version)),
    attach: answering(() => new Empty()),
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    debugProviders: `aws:${port}`,
    stop: () => {
      server.forceShutdown();
    },
  };
}

function answering<T>(answer: () => T): grpc.handleUnaryCall<unknown, T> {
  return (_call, callback) => {
    callback(null, answer());
  };
}
