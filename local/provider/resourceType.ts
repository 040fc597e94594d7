import type { Shape } from "./shape";
import type { Value, Values } from "./values";

/** One reason why Check refuses the inputs, tied to the property when there is one. */
export interface CheckFailure {
  property: string;
  reason: string;
}

/** How a name left out is made up: `<resource name>-<7 hex digits>`. */
export interface AutoName {
  property: string;
  /** With this one given (a prefix) nothing is made up here: the type does it. */
  unless?: readonly string[];
  maxLength: number;
  /** The resource's name as it is, without digits after it. */
  verbatim?: boolean;
  /** S3 takes lower case only. */
  lowerCase?: boolean;
}

/** What stands around a call: which provider instance asks, and how its region and tags are set. */
export interface CallContext {
  region: string;
  defaultTags: Record<string, string>;
  /** The resource's URN; its name is the last part. */
  urn: string;
  /** Aborted when the engine gives up (Ctrl-C). */
  signal: AbortSignal;
}

export interface Created {
  id: string;
  outputs: Values;
}

/** What the real provider's schema says about a type's properties, as far as it is emulated. */
export interface PropertyRules {
  /** Top-level inputs that do here what they do at AWS. */
  emulated: readonly string[];
  /** Nested inputs (`origins[].vpcOriginConfig`) that are refused, with the reason after the colon. */
  refused?: Readonly<Record<string, string>>;
  /** Inputs that are refused unless they have one of these values, which change nothing at AWS either. */
  inert?: Readonly<Record<string, readonly Value[]>>;
  /** Inputs whose change makes a new resource ("Forces new resource"). */
  replaces?: readonly string[];
  /** The provider's own default of an input, filled in before anything else looks. */
  defaults?: Readonly<Record<string, Value>>;
  /** Optional inputs that AWS fills in when left out; leaving one out later is no change. */
  computed?: readonly string[];
  /** Properties within inputs (`configuration.target`) that AWS makes: in a preview they are unknown until they were made once. */
  unknownUntilMade?: readonly string[];
  /** Closed choices by path. */
  enums?: Readonly<Record<string, readonly string[]>>;
  /** Groups of inputs of which at most one may be given. */
  conflicts?: readonly (readonly string[])[];
  /** Groups of inputs of which exactly one must be given. */
  exactlyOne?: readonly (readonly string[])[];
  /** Inclusive bounds of numbers by path. */
  ranges?: Readonly<Record<string, readonly [number, number]>>;
  /** Lists whose order means nothing (sets in the provider), by path. */
  sets?: readonly string[];
  /** Objects (`defaultAction.allow`) that say something by being there, even when nothing is in them. */
  present?: readonly string[];
  /** Inputs that are DNS names: case and a dot at the end mean nothing. */
  names?: readonly string[];
  /** Inputs compared as JSON documents, not as text. */
  json?: readonly string[];
  /** Inputs that AWS never gives back: a refresh keeps what the program said. */
  writeOnly?: readonly string[];
  autoName?: AutoName;
  /** Outputs that are secrets whatever the inputs were. */
  secretOutputs?: readonly string[];
  /** True where the provider deletes before it makes the replacement, for two cannot exist. */
  deleteBeforeReplace?: boolean;
}

/** One resource type of a stand-in provider. Every file of `aws/` and `tls/` makes one. */
export interface ResourceType {
  token: string;
  properties: PropertyRules;
  /** Checks beyond the property rules; unknown values are `Unknown` and say nothing. */
  check?(inputs: Values, context: CallContext): CheckFailure[];
  /** Outputs that the change of these inputs makes unknown in a preview of an update. */
  changedOutputs?(changed: readonly string[], inputs: Values, outputs: Values): string[];
  /** Outputs already known when a create is previewed. */
  plannedOutputs?(inputs: Values, context: CallContext): Values;
  /** Names of inputs that must be replaced for reasons the inputs alone do not show (tls: ready for renewal). */
  mustReplace?(inputs: Values, outputs: Values): string[];
  create(inputs: Values, context: CallContext): Created | Promise<Created>;
  /** The ID of what is imported by `id`, where the two differ: `API/DEPLOYMENT` imports a deployment, whose ID has no API. */
  importedId?(id: string): string;
  /** The resource as the account has it; undefined when it is gone. On import there are no outputs yet. */
  read(id: string, outputs: Values, context: CallContext): Values | undefined;
  update?(
    id: string,
    inputs: Values,
    outputs: Values,
    context: CallContext,
  ): Values | Promise<Values>;
  delete(id: string, outputs: Values, context: CallContext): void | Promise<void>;
}

/** A function of a provider (`aws:route53/getZone:getZone`). */
export interface FunctionType {
  token: string;
  properties: PropertyRules;
  invoke(inputs: Values, context: CallContext): Values;
}

/** A type with the shape that the real SDK's declarations give it. */
export interface Shaped<T> {
  type: T;
  inputs: Readonly<Record<string, Shape>>;
  outputs: readonly string[];
}
