import type { RuleId } from "@mtls-gateway/pki";

/** One resource as the engine shows it before it is created or updated. */
export interface SeenResource {
  type: string;
  urn: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** A question that a rule could not answer: which rule, about which resource. */
export interface OpenQuestion {
  rule: RuleId;
  urn: string;
}

/**
 * What one run of the pack has seen so far. The engine shows a resource's inputs once, when it is registered,
 * and shows only outputs to a stack policy, where "left out" and "not known yet" look the same.
 */
export class Observations {
  readonly #resources = new Map<string, SeenResource>();
  readonly #open = new Map<string, OpenQuestion>();
  readonly #remembered = new Map<string, unknown>();

  /** @param isPreview false while the engine really creates and updates */
  constructor(readonly isPreview: boolean) {}

  /** Every resource seen so far, by URN. */
  get resources(): ReadonlyMap<string, SeenResource> {
    return this.#resources;
  }

  /** Keeps one resource's inputs, in place of older ones of the same URN. */
  record(resource: SeenResource): void {
    this.#resources.set(resource.urn, resource);
  }

  /** Notes that a rule could not be decided about a resource. */
  leaveOpen(question: OpenQuestion): void {
    this.#open.set(`${question.rule} ${question.urn}`, question);
  }

  /** The questions noted since the last call, in the order they were noted. */
  takeOpen(): OpenQuestion[] {
    const questions = [...this.#open.values()];
    this.#open.clear();
    return questions;
  }

  /** Makes a thing once in a run; `key` tells it from every other thing. */
  remember<T>(key: string, make: () => T): T {
    if (!this.#remembered.has(key)) this.#remembered.set(key, make());
    return this.#remembered.get(key) as T;
  }
}
