import type { RuleId } from "@mtls-gateway/pki";

import type { Program } from "./program";
import type { Exemption } from "./settings";

/** One resource as the engine shows it before it is created or updated. */
export interface SeenResource {
  /** Type token of @pulumi/aws; a resource of @pulumi/aws-native stands under its twin's. */
  type: string;
  urn: string;
  name: string;
  /** In the form of @pulumi/aws. */
  inputs: Record<string, unknown>;
  /** Properties of the provider that it goes to; region, for one. Empty where there is none. */
  provider: Record<string, unknown>;
}

/** A question that a rule could not answer: which rule, about which resource. */
export interface OpenQuestion {
  rule: RuleId;
  urn: string;
}

/** An exemption that kept a rule from speaking about a resource. */
export interface UsedExemption extends OpenQuestion {
  exemption: Exemption;
}

/** A private key that the program or its state holds in the clear. The key itself is not kept. */
export interface PlainKey {
  urn: string;
  /** Path of the property: `content`, `variables.KEY`, `list[0]`. */
  property: string;
}

/**
 * What one run of the pack has seen so far. The engine shows a resource's inputs once, when it is registered,
 * and shows only outputs to a stack policy, where "left out" and "not known yet" look the same.
 */
export class Observations {
  readonly #resources = new Map<string, SeenResource>();
  readonly #types = new Set<string>();
  readonly #open = new Map<string, OpenQuestion>();
  readonly #exempted = new Map<string, UsedExemption>();
  readonly #remembered = new Map<string, unknown>();
  readonly #plainKeys = new Map<string, PlainKey>();
  #isWireHeard = false;
  #stack: { program?: Program; end: () => void } | undefined;

  /**
   * @param isPreview false while the engine really creates and updates
   * @param clock default: the machine's
   */
  constructor(
    readonly isPreview: boolean,
    private readonly clock: () => Date = () => new Date(),
  ) {}

  /**
   * The time that exemptions and certificates are judged at. It goes on during a run: an `up` makes certificates
   * that are not valid before the second in which they are made.
   */
  get now(): Date {
    return this.clock();
  }

  /** Every resource seen so far whose inputs a rule asks about, by URN. */
  get resources(): ReadonlyMap<string, SeenResource> {
    return this.#resources;
  }

  /** Types of all resources seen so far, as they stand in their URNs. Empty: the program was not read. */
  get types(): ReadonlySet<string> {
    return this.#types;
  }

  /** Whether the program has a resource of this type; `*` at the end takes any ending. */
  hasType(type: string): boolean {
    if (!type.endsWith("*")) return this.#types.has(type);
    return [...this.#types].some((each) => each.startsWith(type.slice(0, -1)));
  }

  /** Notes that the program has a resource of this type. */
  recordType(type: string): void {
    this.#types.add(type);
  }

  /** Keeps one resource's inputs, in place of older ones of the same URN. */
  record(resource: SeenResource): void {
    this.#resources.set(resource.urn, resource);
  }

  /** Notes that a rule could not be decided about a resource. */
  leaveOpen(question: OpenQuestion): void {
    this.#open.set(`${question.rule} ${question.urn}`, question);
  }

  /** Notes that an exemption was made use of. */
  exempt(used: UsedExemption): void {
    this.#exempted.set(`${used.rule} ${used.urn}`, used);
  }

  /** Notes that the engine's messages are heard as they were sent. */
  hearWire(): void {
    this.#isWireHeard = true;
  }

  /** Notes that the engine has sent a stack; `end` keeps its resources from the stack policies that come later. */
  hearStack(end: () => void): void {
    this.#stack = { end };
  }

  /** The program of the stack that was heard last, made once; made for each policy, where none was heard. */
  programOf(make: () => Program): Program {
    if (this.#stack === undefined) return make();
    this.#stack.program ??= make();
    this.#stack.end();
    return this.#stack.program;
  }

  /** Whether the engine's messages are heard, so that no plain key means that there is none. */
  get isWireHeard(): boolean {
    return this.#isWireHeard;
  }

  /** Notes a private key in the clear. */
  recordPlainKey(key: PlainKey): void {
    this.#plainKeys.set(`${key.urn} ${key.property}`, key);
  }

  /** Every private key in the clear that was seen, in the order it was. */
  get plainKeys(): PlainKey[] {
    return [...this.#plainKeys.values()];
  }

  /** The questions noted since the last call, in the order they were noted. */
  takeOpen(): OpenQuestion[] {
    return take(this.#open);
  }

  /** The exemptions used since the last call, in the order they were used. */
  takeExempted(): UsedExemption[] {
    return take(this.#exempted);
  }

  /** Makes a thing once in a run; `key` tells it from every other thing. */
  remember<T>(key: string, make: () => T): T {
    if (!this.#remembered.has(key)) this.#remembered.set(key, make());
    return this.#remembered.get(key) as T;
  }
}

function take<T>(map: Map<string, T>): T[] {
  const values = [...map.values()];
  map.clear();
  return values;
}
