import * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import {
  ResourceProviderService,
  type IResourceProviderServer,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

import { unknown } from "./fixtureProgram";

type Properties = Record<string, JavaScriptValue>;

/** Outputs that a provider computes where the program leaves them out, by type; the value is that of `up`. */
export type ComputedOutputs = Record<string, Properties>;

/** The packages that it stands in for. */
const providers = ["aws", "aws-native", "tls", "random"];

/** A provider that listens on this machine. */
export interface EchoProvider {
  /** Makes the engine use it for these packages: {@link providers}. */
  env: NodeJS.ProcessEnv;
  close(): void;
}

/**
 * Starts a provider that takes any resource and echoes its inputs, as the bridged providers' previews do: known
 * inputs are known outputs, what is computed is unknown until `up`. It stands in for AWS where only the engine
 * and the pack are under test, so it knows every type and refuses nothing.
 */
export async function startEchoProvider(computed: ComputedOutputs): Promise<EchoProvider> {
  const server = new grpc.Server();
  server.addService(
    ResourceProviderService,
    handlers(computed) as unknown as grpc.UntypedServiceImplementation,
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    env: {
      PULUMI_DEBUG_PROVIDERS: providers.map((name) => `${name}:${port}`).join(","),
      AWS_REGION: "us-east-2",
    },
    close: () => {
      server.forceShutdown();
    },
  };
}

type Handlers = Partial<Record<keyof IResourceProviderServer, unknown>>;

function handlers(computed: ComputedOutputs): Handlers {
  return {
    getPluginInfo: unary(() => new PluginInfo().setVersion("7.48.0")),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    getSchema: unary(() => new pb.GetSchemaResponse().setSchema("{}")),
    checkConfig: unary(({ request }: Call<pb.CheckRequest>) => checked(request)),
    diffConfig: unary(() => new pb.DiffResponse()),
    configure: unary(() =>
      new pb.ConfigureResponse().setAcceptsecrets(false).setSupportspreview(true),
    ),
    check: unary(({ request }: Call<pb.CheckRequest>) => checked(request)),
    diff: unary(() => new pb.DiffResponse().setChanges(pb.DiffResponse.DiffChanges.DIFF_NONE)),
    create: unary(({ request }: Call<pb.CreateRequest>) => {
      const type = request.getUrn().split("::")[2]?.split("$").pop() ?? "";
      const isPreview = request.getPreview();
      const id = isPreview ? "" : (request.getUrn().split("::")[3] ?? "");
      const outputs: Properties = { id: isPreview ? unknown : id };
      for (const [name, value] of Object.entries(computed[type] ?? {})) {
        outputs[name] = isPreview ? unknown : value;
      }
      const inputs = request.getProperties()?.toJavaScript() as Properties;
      const properties = Struct.fromJavaScript({ ...outputs, ...inputs });
      return new pb.CreateResponse().setId(id).setProperties(properties);
    }),
    delete: unary(() => new Empty()),
  };
}

function checked(request: pb.CheckRequest): pb.CheckResponse {
  return new pb.CheckResponse().setInputs(request.getNews());
}

type Call<Request> = grpc.ServerUnaryCall<Request, unknown>;

function unary<Request, Response>(answer: (call: Call<Request>) => Response) {
  return (call: Call<Request>, callback: grpc.sendUnaryData<Response>) => {
    callback(null, answer(call));
  };
}
