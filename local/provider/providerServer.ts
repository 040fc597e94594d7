import * as grpc from "@grpc/grpc-js";
import {
  type IResourceProviderServer,
  ResourceProviderService,
} from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { NamingWish } from "./autoName";
import { type Intercept, intercepted } from "./intercept";
import type { CheckFailure } from "./resourceType";
import { type CallOptions, type InstanceConfig, StandIn, type ProviderDefinition } from "./standIn";
import { decode, encode, type Properties } from "./values";

/** A stand-in provider that listens; the engine attaches by `PULUMI_DEBUG_PROVIDERS="<name>:<port>"`. */
export interface ProviderServer {
  port: number;
  close(): Promise<void>;
}

/** Serves one provider on a free port of the loopback interface. */
export async function serveProvider(
  definition: ProviderDefinition,
  intercept?: Intercept,
): Promise<ProviderServer> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  const service = new ProviderService(definition);
  server.addService(
    ResourceProviderService,
    intercepted(
      service.handlers() as unknown as grpc.UntypedServiceImplementation,
      definition.name,
      intercept,
    ),
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(error);
    });
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        service.stop();
        // The engine may have been killed with calls open: nothing to wait for.
        server.forceShutdown();
        resolve();
      }),
  };
}

type Handler<Request, Response> = (
  call: grpc.ServerUnaryCall<Request, Response>,
  callback: grpc.sendUnaryData<Response>,
) => void;

type Call = grpc.ServerUnaryCall<unknown, unknown>;

class ProviderService {
  private readonly standIn: StandIn;
  private readonly configs = new Map<string, InstanceConfig>();
  private latest: InstanceConfig | undefined;
  private readonly stopping = new AbortController();

  constructor(private readonly definition: ProviderDefinition) {
    this.standIn = new StandIn(definition);
  }

  stop(): void {
    this.stopping.abort();
  }

  handlers(): Partial<Record<keyof IResourceProviderServer, unknown>> {
    const { name } = this.definition;
    return {
      handshake: unary(() => this.handshake()),
      getPluginInfo: unary(() => new PluginInfo().setVersion(this.definition.version)),
      attach: unary(() => new Empty()),
      // Calls that run are left to end: a create that was cut off would leave a resource nobody knows.
      cancel: unary(() => new Empty()),
      getSchema: unary(() =>
        new pb.GetSchemaResponse().setSchema(
          JSON.stringify({ name, version: this.definition.version }),
        ),
      ),
      checkConfig: unary((request: pb.CheckRequest) => this.checkConfig(request)),
      diffConfig: unary((request: pb.DiffRequest) => this.diffConfig(request)),
      configure: unary((request: pb.ConfigureRequest, call) => this.configure(request, call)),
      check: unary((request: pb.CheckRequest, call) => this.check(request, call)),
      diff: unary((request: pb.DiffRequest, call) => this.diff(request, call)),
      create: unary((request: pb.CreateRequest, call) => this.create(request, call)),
      read: unary((request: pb.ReadRequest, call) => this.read(request, call)),
      update: unary((request: pb.UpdateRequest, call) => this.update(request, call)),
      delete: unary((request: pb.DeleteRequest, call) => this.delete(request, call)),
      invoke: unary((request: pb.InvokeRequest, call) => this.invoke(request, call)),
      getMapping: unary(() => new pb.GetMappingResponse()),
      getMappings: unary(() => new pb.GetMappingsResponse()),
      construct: refuse(`${name} has no components to construct`),
      call: refuse(`${name} has no methods to call`),
      parameterize: refuse(`${name} takes no parameters`),
      list: refuse(`listing resources is not emulated by the AWS on this machine`),
    };
  }

  private handshake(): pb.ProviderHandshakeResponse {
    return new pb.ProviderHandshakeResponse()
      .setAcceptSecrets(true)
      .setAcceptResources(true)
      .setAcceptOutputs(true)
      .setSupportsAutonamingConfiguration(true);
  }

  private checkConfig(request: pb.CheckRequest): pb.CheckResponse {
    const news = decode(request.getNews());
    return new pb.CheckResponse()
      .setInputs(encode(news))
      .setFailuresList(this.definition.checkConfig(news.values).map(toFailure));
  }

  private diffConfig(request: pb.DiffRequest): pb.DiffResponse {
    const before = JSON.stringify(request.getOldInputs()?.toJavaScript() ?? {});
    const after = JSON.stringify(request.getNews()?.toJavaScript() ?? {});
    const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
    return new pb.DiffResponse().setChanges(before === after ? DIFF_NONE : DIFF_SOME);
  }

  private configure(request: pb.ConfigureRequest, call: Call): pb.ConfigureResponse {
    const config = this.definition.readConfig(decode(request.getArgs()).values);
    // Each provider instance of a program has a connection of its own.
    this.configs.set(call.getPeer(), config);
    this.latest = config;
    return new pb.ConfigureResponse()
      .setSupportspreview(true)
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setAcceptoutputs(true)
      .setSupportsAutonamingConfiguration(true);
  }

  private options(urn: string, call: Call): CallOptions {
    const config =
      this.configs.get(call.getPeer()) ?? this.latest ?? this.definition.readConfig({});
    return { urn, config, signal: this.stopping.signal };
  }

  private check(request: pb.CheckRequest, call: Call): pb.CheckResponse {
    const olds = request.getOlds();
    const urn = request.getUrn();
    const { inputs, failures } = this.standIn.check(
      decode(request.getNews()),
      olds === undefined ? undefined : decode(olds),
      {
        ...this.options(urn, call),
        name: urn.split("::").slice(3).join("::"),
        seed: request.getRandomseed_asU8(),
        wish: namingWish(request.getAutonaming()),
      },
    );
    return new pb.CheckResponse()
      .setInputs(encode(inputs))
      .setFailuresList(failures.map(toFailure));
  }

  private diff(request: pb.DiffRequest, call: Call): pb.DiffResponse {
    const { changes, deleteBeforeReplace } = this.standIn.diff(
      decode(request.getNews()),
      optional(request.getOldInputs()),
      decode(request.getOlds()),
      {
        ...this.options(request.getUrn(), call),
        ignoreChanges: request.getIgnorechangesList(),
      },
    );
    const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
    const names = (some: typeof changes) => [...new Set(some.map((change) => change.property))];
    const response = new pb.DiffResponse()
      .setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME)
      .setDiffsList(names(changes))
      .setReplacesList(names(changes.filter((change) => change.replaces)))
      .setDeletebeforereplace(deleteBeforeReplace)
      .setHasdetaileddiff(true);
    for (const change of changes) {
      const diff = new pb.PropertyDiff().setKind(change.kind).setInputdiff(true);
      response.getDetaileddiffMap().set(change.path, diff);
    }
    return response;
  }

  private async create(request: pb.CreateRequest, call: Call): Promise<pb.CreateResponse> {
    const { id, outputs } = await this.standIn.create(decode(request.getProperties()), {
      ...this.options(request.getUrn(), call),
      preview: request.getPreview(),
    });
    return new pb.CreateResponse().setId(id).setProperties(encode(outputs));
  }

  private read(request: pb.ReadRequest, call: Call): pb.ReadResponse {
    const found = this.standIn.read(
      request.getId(),
      decode(request.getInputs()),
      decode(request.getProperties()),
      this.options(request.getUrn(), call),
    );
    // An empty ID says that the resource is gone.
    if (found === undefined) return new pb.ReadResponse().setId("");
    return new pb.ReadResponse()
      .setId(found.id)
      .setProperties(encode(found.outputs))
      .setInputs(encode(found.inputs));
  }

  private async update(request: pb.UpdateRequest, call: Call): Promise<pb.UpdateResponse> {
    const outputs = await this.standIn.update(
      request.getId(),
      decode(request.getNews()),
      optional(request.getOldInputs()),
      decode(request.getOlds()),
      {
        ...this.options(request.getUrn(), call),
        preview: request.getPreview(),
        ignoreChanges: request.getIgnorechangesList(),
      },
    );
    return new pb.UpdateResponse().setProperties(encode(outputs));
  }

  private async delete(request: pb.DeleteRequest, call: Call): Promise<Empty> {
    const olds = decode(request.getProperties());
    await this.standIn.delete(request.getId(), olds, this.options(request.getUrn(), call));
    return new Empty();
  }

  private invoke(request: pb.InvokeRequest, call: Call): pb.InvokeResponse {
    const args = decode(request.getArgs());
    const { outputs, failures } = this.standIn.invoke(
      request.getTok(),
      args,
      this.options("", call),
    );
    return new pb.InvokeResponse()
      .setReturn(encode(outputs))
      .setFailuresList(failures.map(toFailure));
  }
}

function unary<Request, Response>(
  handle: (request: Request, call: Call) => Response | Promise<Response>,
): Handler<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request, call as Call))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          const details = error instanceof Error ? error.message : String(error);
          callback({ code: grpc.status.UNKNOWN, details }, null);
        },
      );
  };
}

function refuse(details: string): Handler<unknown, unknown> {
  return (_, callback) => {
    callback({ code: grpc.status.UNIMPLEMENTED, details }, null);
  };
}

function optional(struct: Parameters<typeof decode>[0]): Properties | undefined {
  return struct === undefined ? undefined : decode(struct);
}

function toFailure(failure: CheckFailure): pb.CheckFailure {
  return new pb.CheckFailure().setProperty(failure.property).setReason(failure.reason);
}

function namingWish(
  options: pb.CheckRequest.AutonamingOptions | undefined,
): NamingWish | undefined {
  if (options === undefined) return undefined;
  const { ENFORCE, DISABLE } = pb.CheckRequest.AutonamingOptions.Mode;
  const mode = options.getMode();
  return {
    proposedName: options.getProposedName(),
    mode: mode === ENFORCE ? "enforce" : mode === DISABLE ? "disable" : "propose",
  };
}
