import { autoName, type NamingWish } from "./autoName";
import { checkInputs, notEmulated } from "./checkInputs";
import { diffInputs, type InputChange } from "./diffInputs";
import { plannedCreate, plannedUpdate } from "./preview";
import type { CallContext, CheckFailure, FunctionType, ResourceType, Shaped } from "./resourceType";
import type { ShapeTable } from "./shape";
import { plainCopy, sameValue, type Properties, type Values } from "./values";
import { PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";

/** What one configured instance of a provider was told: its region and the tags it puts on everything. */
export interface InstanceConfig {
  region: string;
  defaultTags: Record<string, string>;
}

/** What a stand-in provider is made of. */
export interface ProviderDefinition {
  name: string;
  /** The version of the real provider whose schema the shapes are of. */
  version: string;
  shapes: ShapeTable;
  resources: readonly ResourceType[];
  functions: readonly FunctionType[];
  /** Every reason to refuse the provider's own configuration. */
  checkConfig(config: Values): CheckFailure[];
  readConfig(config: Values): InstanceConfig;
}

export interface CallOptions {
  urn: string;
  config: InstanceConfig;
  signal: AbortSignal;
}

/** The answer to "what would change": `changes` is empty when nothing does. */
export interface Difference {
  changes: InputChange[];
  deleteBeforeReplace: boolean;
}

/** The life of resources behind the wire: routes by type token and does what is common to all types. */
export class StandIn {
  private readonly resources: ReadonlyMap<string, ResourceType>;
  private readonly functions: ReadonlyMap<string, FunctionType>;

  constructor(readonly definition: ProviderDefinition) {
    this.resources = new Map(definition.resources.map((type) => [type.token, type]));
    this.functions = new Map(definition.functions.map((type) => [type.token, type]));
  }

  check(
    news: Properties,
    olds: Properties | undefined,
    options: CallOptions & { name: string; seed: Uint8Array; wish?: NamingWish },
  ): { inputs: Properties; failures: CheckFailure[] } {
    const shaped = this.shapedResource(options.urn);
    const { type } = shaped;
    const { inputs, failures } = checkInputs(shaped, news.values);
    failures.push(...autoName(type.properties.autoName, inputs, olds?.values, options));
    if (failures.length === 0) {
      failures.push(...(type.check?.(inputs, contextOf(shaped, inputs, options)) ?? []));
    }
    return { inputs: { values: inputs, secrets: news.secrets }, failures };
  }

  diff(
    news: Properties,
    oldInputs: Properties | undefined,
    olds: Properties,
    options: CallOptions & { ignoreChanges: readonly string[] },
  ): Difference {
    const shaped = this.shapedResource(options.urn);
    const { type } = shaped;
    const before = oldInputs?.values ?? pick(olds.values, Object.keys(news.values));
    const changes = diffInputs(type.properties, before, news.values).filter(
      (change) => change.property !== "region",
    );
    const { UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;
    if ("region?" in shaped.inputs && olds.values.region !== undefined) {
      // As in the provider, a resource follows the region of its provider instance when it names none.
      const region = news.values.region ?? options.config.region;
      if (!sameValue(region, olds.values.region)) {
        const kind = UPDATE_REPLACE;
        changes.push({ path: "region", property: "region", kind, replaces: true });
      }
    }
    if (shaped.outputs.includes("tagsAll") && !changes.some((one) => one.property === "tags")) {
      const tags = allTags(news.values, options.config.defaultTags);
      if (!sameValue(tags, olds.values.tagsAll ?? {})) {
        changes.push({ path: "tagsAll", property: "tagsAll", kind: UPDATE, replaces: false });
      }
    }
    for (const property of type.mustReplace?.(news.values, olds.values) ?? []) {
      changes.push({ path: property, property, kind: UPDATE_REPLACE, replaces: true });
    }
    const kept = changes.filter((change) => !isIgnored(change, options.ignoreChanges));
    const replaces = kept.some((change) => change.replaces);
    return {
      changes: type.update === undefined ? kept.map(asReplace) : kept,
      deleteBeforeReplace:
        replaces && (type.properties.deleteBeforeReplace === true || keepsName(type, before, news)),
    };
  }

  async create(
    news: Properties,
    options: CallOptions & { preview: boolean },
  ): Promise<{ id: string; outputs: Properties }> {
    const shaped = this.shapedResource(options.urn);
    const context = contextOf(shaped, news.values, options);
    if (options.preview) {
      return {
        id: "",
        outputs: this.secure(shaped, plannedCreate(shaped, news.values, context), news),
      };
    }
    const { id, outputs } = await shaped.type.create(news.values, context);
    return { id, outputs: this.secure(shaped, complete(shaped, outputs, context), news) };
  }

  /** Undefined when the resource is gone. `inputs` is empty when the engine imports. */
  read(
    id: string,
    inputs: Properties,
    olds: Properties,
    options: CallOptions,
  ): { id: string; outputs: Properties; inputs: Properties } | undefined {
    const shaped = this.shapedResource(options.urn);
    const [bare = id, region] = "region?" in shaped.inputs ? splitRegion(id) : [id];
    const known = region === undefined ? olds.values : { ...olds.values, region };
    const context = contextOf(shaped, known, options);
    const outputs = shaped.type.read(bare, known, context);
    if (outputs === undefined) return undefined;
    const whole = complete(shaped, outputs, context);
    const secrets = [...inputs.secrets, ...olds.secrets];
    const seen = { values: inputsSeen(shaped, inputs.values, whole), secrets };
    const isImport = Object.keys(olds.values).length === 0;
    const own = isImport ? (shaped.type.importedId?.(bare) ?? bare) : bare;
    return { id: own, outputs: this.secure(shaped, whole, { secrets }), inputs: seen };
  }

  async update(
    id: string,
    news: Properties,
    oldInputs: Properties | undefined,
    olds: Properties,
    options: CallOptions & { preview: boolean; ignoreChanges: readonly string[] },
  ): Promise<Properties> {
    const shaped = this.shapedResource(options.urn);
    const { type } = shaped;
    if (type.update === undefined) throw new Error(`${type.token} has no update in place`);
    const context = contextOf(shaped, olds.values, options);
    if (options.preview) {
      const { changes } = this.diff(news, oldInputs, olds, options);
      const changed = [...new Set(changes.map((change) => change.property))];
      const planned = plannedUpdate(shaped, changed, news.values, olds.values, context);
      return this.secure(shaped, planned, news);
    }
    const outputs = await type.update(id, news.values, olds.values, context);
    return this.secure(shaped, complete(shaped, outputs, context), news);
  }

  async delete(id: string, olds: Properties, options: CallOptions): Promise<void> {
    const shaped = this.shapedResource(options.urn);
    await shaped.type.delete(id, olds.values, contextOf(shaped, olds.values, options));
  }

  invoke(
    token: string,
    args: Properties,
    options: CallOptions,
  ): { outputs: Properties; failures: CheckFailure[] } {
    const type = this.functions.get(token);
    const shape = this.definition.shapes[token];
    if (type === undefined || shape === undefined) {
      throw new Error(notEmulated(token, "no such function is here"));
    }
    const { inputs, failures } = checkInputs({ type, ...shape }, args.values);
    if (failures.length > 0) return { outputs: { values: {}, secrets: [] }, failures };
    const context = contextOf({ inputs: shape.inputs }, inputs, options);
    const values = plainCopy(type.invoke(inputs, context));
    return { outputs: { values, secrets: args.secrets }, failures };
  }

  private shapedResource(urn: string): Shaped<ResourceType> {
    const token = urn.split("::")[2]?.split("$").at(-1) ?? "";
    const type = this.resources.get(token);
    const shape = this.definition.shapes[token];
    if (type === undefined || shape === undefined) {
      throw new Error(notEmulated(token, "no such resource type is here"));
    }
    return { type, ...shape };
  }

  private secure(
    shaped: Shaped<ResourceType>,
    values: Values,
    from: Pick<Properties, "secrets">,
  ): Properties {
    const always = (shaped.type.properties.secretOutputs ?? [])
      .filter((name) => values[name] !== undefined && values[name] !== null)
      .map((name) => [name]);
    return { values, secrets: [...always, ...from.secrets] };
  }
}

function contextOf(
  shaped: Pick<Shaped<unknown>, "inputs">,
  values: Values,
  options: CallOptions,
): CallContext {
  const own = "region?" in shaped.inputs ? values.region : undefined;
  return {
    region: typeof own === "string" ? own : options.config.region,
    defaultTags: options.config.defaultTags,
    urn: options.urn,
    signal: options.signal,
  };
}

/** The tags that a resource gets: the provider's defaults under its own. */
function allTags(inputs: Values, defaultTags: Record<string, string>): Values {
  return { ...defaultTags, ...(inputs.tags as Values | undefined) };
}

/** What every type's outputs have alike: the region they are in and all of their tags. */
function complete(shaped: Shaped<ResourceType>, outputs: Values, context: CallContext): Values {
  const result = plainCopy(outputs);
  if ("region?" in shaped.inputs) result.region = context.region;
  if (shaped.outputs.includes("tagsAll")) result.tagsAll ??= allTags(outputs, context.defaultTags);
  return result;
}

/** The inputs as a refresh finds them: what the program said, where the account says otherwise what that says. */
function inputsSeen(shaped: Shaped<ResourceType>, inputs: Values, outputs: Values): Values {
  const rules = shaped.type.properties;
  const isImport = Object.keys(inputs).length === 0;
  const result: Values = { ...inputs };
  for (const name of rules.emulated) {
    if (name === "region" || (rules.writeOnly?.includes(name) === true && !isImport)) continue;
    const before = pick(inputs, [name]);
    const after = pick(outputs, [name]);
    if (diffInputs(rules, before, after, !isImport).length === 0) continue;
    if (outputs[name] === undefined) Reflect.deleteProperty(result, name);
    else result[name] = outputs[name];
  }
  return result;
}

/** An import may say `ID@region`. */
function splitRegion(id: string): [string, string | undefined] {
  const match = /^(.+)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(id);
  return match === null ? [id, undefined] : [match[1] ?? id, match[2]];
}

function pick(values: Values, names: readonly string[]): Values {
  return Object.fromEntries(
    names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])),
  );
}

function isIgnored(change: InputChange, ignored: readonly string[]): boolean {
  return ignored.some(
    (path) =>
      path === "*" ||
      change.path === path ||
      change.path.startsWith(`${path}.`) ||
      change.path.startsWith(`${path}[`),
  );
}

/** A name given by the program and kept cannot exist twice: the old one goes first, as in the bridge. */
function keepsName(type: ResourceType, before: Values, news: Properties): boolean {
  const property = type.properties.autoName?.property;
  if (property === undefined || before[property] === undefined) return false;
  return sameValue(before[property], news.values[property]);
}

function asReplace(change: InputChange): InputChange {
  const { ADD, DELETE, ADD_REPLACE, DELETE_REPLACE, UPDATE_REPLACE } = PropertyDiff.Kind;
  if (change.replaces) return change;
  if (change.kind === ADD) return { ...change, kind: ADD_REPLACE, replaces: true };
  if (change.kind === DELETE) return { ...change, kind: DELETE_REPLACE, replaces: true };
  return { ...change, kind: UPDATE_REPLACE, replaces: true };
}
