import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as pb from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Plain = Record<string, unknown>;

/** What stands for a value that the engine does not know yet. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** A secret as the engine wraps it. */
export function secret(value: unknown): Plain {
  return { [signature]: secretSignature, value };
}

/** Names of the top-level properties that came wrapped as secrets. */
export function secretNames(properties: Plain): string[] {
  const isSecret = (value: unknown) =>
    (value as Plain | null | undefined)?.[signature] === secretSignature;
  return Object.keys(properties)
    .filter((name) => isSecret(properties[name]))
    .sort();
}

/** Properties with top-level secrets taken out of their wrapping. */
export function bare(properties: Plain): Plain {
  const secrets = secretNames(properties);
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      secrets.includes(name) ? (value as Plain).value : value,
    ]),
  );
}

export interface Difference {
  /** Property paths with the kind of change: `ADD`, `UPDATE_REPLACE`, ... */
  changes: Record<string, string>;
  replaces: string[];
  deleteBeforeReplace: boolean;
}

/** One resource as the test's own engine keeps it. */
export interface Kept {
  urn: string;
  id: string;
  inputs: Plain;
  outputs: Plain;
}

/** Speaks the provider protocol as the engine does: check, diff, create, read, update, delete, invoke. */
export class ProviderClient {
  private readonly client: ResourceProviderClient;

  constructor(port: number) {
    this.client = new ResourceProviderClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
      // One connection for each client: that is how the provider tells its instances apart.
      { "grpc.use_local_subchannel_pool": 1 },
    );
  }

  close(): void {
    this.client.close();
  }

  async configure(config: Plain): Promise<string[]> {
    const check = await this.call<pb.CheckResponse>((done) =>
      this.client.checkConfig(new pb.CheckRequest().setNews(struct(config)), done),
    );
    const failures = check.getFailuresList().map((failure) => failure.getReason());
    if (failures.length === 0) {
      await this.call<pb.ConfigureResponse>((done) =>
        this.client.configure(new pb.ConfigureRequest().setArgs(struct(config)), done),
      );
    }
    return failures;
  }

  /** The checked inputs. Rejects with `property: reason` of every failure, one a line. */
  async check(token: string, name: string, news: Plain, olds?: Plain): Promise<Plain> {
    const request = new pb.CheckRequest()
      .setUrn(urnOf(token, name))
      .setNews(struct(news))
      .setRandomseed(Buffer.from("a seed of thirty-two bytes, fixed"));
    if (olds !== undefined) request.setOlds(struct(olds));
    const response = await this.call<pb.CheckResponse>((done) => this.client.check(request, done));
    const failures = response
      .getFailuresList()
      .map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return plain(response.getInputs());
  }

  async create(token: string, name: string, inputs: Plain): Promise<Kept> {
    const urn = urnOf(token, name);
    const checked = await this.check(token, name, inputs);
    const request = new pb.CreateRequest().setUrn(urn).setProperties(struct(checked));
    const made = await this.call<pb.CreateResponse>((done) => this.client.create(request, done));
    return { urn, id: made.getId(), inputs: checked, outputs: plain(made.getProperties()) };
  }

  /** Outputs that a preview of a create shows. */
  async previewCreate(token: string, name: string, inputs: Plain): Promise<Plain> {
    const checked = await this.check(token, name, inputs);
    const request = new pb.CreateRequest()
      .setUrn(urnOf(token, name))
      .setProperties(struct(checked))
      .setPreview(true);
    const made = await this.call<pb.CreateResponse>((done) => this.client.create(request, done));
    return plain(made.getProperties());
  }

  async diff(kept: Kept, news: Plain, ignoreChanges: string[] = []): Promise<Difference> {
    const [token = "", name = ""] = kept.urn.split("::").slice(2);
    const checked = await this.check(token, name, news, kept.inputs);
    const request = new pb.DiffRequest()
      .setId(kept.id)
      .setUrn(kept.urn)
      .setOlds(struct(kept.outputs))
      .setOldInputs(struct(kept.inputs))
      .setNews(struct(checked))
      .setIgnorechangesList(ignoreChanges);
    const response = await this.call<pb.DiffResponse>((done) => this.client.diff(request, done));
    const kinds: [string, unknown][] = Object.entries(pb.PropertyDiff.Kind);
    const changes: Record<string, string> = {};
    response.getDetaileddiffMap().forEach((change, path) => {
      changes[path] = kinds.find(([, kind]) => kind === change.getKind())?.[0] ?? "?";
    });
    return {
      changes,
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async update(kept: Kept, news: Plain, preview = false): Promise<Kept> {
    const [token = "", name = ""] = kept.urn.split("::").slice(2);
    const inputs = await this.check(token, name, news, kept.inputs);
    const request = new pb.UpdateRequest()
      .setId(kept.id)
      .setUrn(kept.urn)
      .setOlds(struct(kept.outputs))
      .setOldInputs(struct(kept.inputs))
      .setNews(struct(inputs))
      .setPreview(preview);
    const made = await this.call<pb.UpdateResponse>((done) => this.client.update(request, done));
    return { ...kept, inputs, outputs: plain(made.getProperties()) };
  }

  /** Undefined when the resource is gone. */
  async read(kept: Pick<Kept, "urn" | "id"> & Partial<Kept>): Promise<Kept | undefined> {
    const request = new pb.ReadRequest()
      .setId(kept.id)
      .setUrn(kept.urn)
      .setProperties(struct(kept.outputs ?? {}))
      .setInputs(struct(kept.inputs ?? {}));
    const found = await this.call<pb.ReadResponse>((done) => this.client.read(request, done));
    if (found.getId() === "") return undefined;
    const { urn } = kept;
    const inputs = plain(found.getInputs());
    return { urn, id: found.getId(), inputs, outputs: plain(found.getProperties()) };
  }

  async delete(kept: Kept): Promise<void> {
    const request = new pb.DeleteRequest()
      .setId(kept.id)
      .setUrn(kept.urn)
      .setProperties(struct(kept.outputs));
    await this.call((done) => this.client.delete(request, done));
  }

  async invoke(token: string, args: Plain): Promise<Plain> {
    const request = new pb.InvokeRequest().setTok(token).setArgs(struct(args));
    const answer = await this.call<pb.InvokeResponse>((done) => this.client.invoke(request, done));
    const failures = answer
      .getFailuresList()
      .map((failure) => `${failure.getProperty()}: ${failure.getReason()}`);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return plain(answer.getReturn());
  }

  /** What a call of the wire itself answers; errors reject with the provider's own text. */
  call<Response>(
    send: (done: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      send((error, response) => {
        if (error === null) resolve(response);
        else reject(new Error(error.details));
      });
    });
  }

  get raw(): ResourceProviderClient {
    return this.client;
  }
}

export function urnOf(token: string, name: string): string {
  return `urn:pulumi:test::scenario::${token}::${name}`;
}

function struct(properties: Plain): Struct {
  const given = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Struct.fromJavaScript(
    Object.fromEntries(given) as Parameters<typeof Struct.fromJavaScript>[0],
  );
}

function plain(properties: Struct | undefined): Plain {
  return properties?.toJavaScript() ?? {};
}
