import type { PolicyResource } from "@pulumi/policy";

import type { SeenResource } from "./observations";
import { regionOf } from "./region";
import { holdsUnknown, look, unset, type Seen } from "./seen";
import { resourceAsTwin } from "./twins";

/** The resources of one program as a graph: what is known of each, and what each depends on. */
export class Program {
  readonly #byUrn = new Map<string, PolicyResource>();
  readonly #byType = new Map<string, PolicyResource[]>();
  readonly #children = new Map<string, PolicyResource[]>();

  /**
   * @param resources all resources of the stack, as a stack policy is given them (properties are outputs)
   * @param seen inputs by URN, where the engine has shown them in this run
   * @param stackTags tags of the stack. Default: none, as the backends have it that know no tags
   */
  constructor(
    resources: readonly PolicyResource[],
    private readonly seen: ReadonlyMap<string, SeenResource>,
    readonly stackTags: ReadonlyMap<string, string> = new Map(),
  ) {
    for (const given of resources) {
      const resource = resourceAsTwin(given);
      this.#byUrn.set(resource.urn, resource);
      append(this.#byType, resource.type, resource);
      if (resource.parent !== undefined) append(this.#children, resource.parent.urn, resource);
    }
  }

  /** Every resource, in the order of the engine; those of @pulumi/aws-native as their twins of @pulumi/aws. */
  get resources(): PolicyResource[] {
    return [...this.#byUrn.values()];
  }

  /** URN of the stack itself; empty in a program without one. */
  get stackUrn(): string {
    return this.#byType.get("pulumi:pulumi:Stack")?.[0]?.urn ?? "";
  }

  /** Every resource of these types, in the order of the engine. */
  ofType(types: readonly string[]): PolicyResource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /**
   * What is known of a property: the input where it was given, else the output. An input that was left out
   * and has no output yet counts as left out, though the provider will compute one at `up`.
   */
  see(resource: PolicyResource, ...path: [string, ...(string | number)[]]): Seen {
    const output = look(resource.props, ...path);
    if (output.state === "known") return output;
    const inputs = this.seen.get(resource.urn)?.inputs;
    if (inputs === undefined) return output;
    const input = look(inputs, ...path);
    if (input.state === "known") return input;
    // An output that is unknown says nothing of an input that was never given.
    return input.state === "unset" ? unset : input;
  }

  /** What a computed output says, apart from the inputs. */
  output(resource: PolicyResource, property: string): Seen {
    return look(resource.props, property);
  }

  /**
   * The resources that a property's value comes from. A component stands for all resources below it. Where
   * the language gives no dependencies by property, those of the whole resource stand in for an unknown value.
   */
  sources(resource: PolicyResource, property: string): PolicyResource[] {
    const direct = resource.propertyDependencies[property] ?? [];
    const from =
      direct.length === 0 && holdsUnknown(resource.props, property)
        ? resource.dependencies
        : direct;
    return [...new Set(from.flatMap((source) => this.#withDescendants(this.#known(source))))];
  }

  /**
   * The Region that a resource is in: its own `region` property, else its provider's, else the environment's. A
   * default provider without one takes the environment's too.
   */
  region(resource: PolicyResource): Seen {
    return regionOf(this.see(resource, "region"), look(resource.provider?.props, "region"));
  }

  /** The resource as this program shows it: a dependency comes from the SDK, and may have a twin. */
  #known(resource: PolicyResource): PolicyResource {
    return this.#byUrn.get(resource.urn) ?? resource;
  }

  #withDescendants(resource: PolicyResource): PolicyResource[] {
    // A custom resource may be a parent too, but only a component has no provider and no output of its own.
    if (resource.provider !== undefined) return [resource];
    const children = this.#children.get(resource.urn) ?? [];
    return [resource, ...children.flatMap((child) => this.#withDescendants(child))];
  }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
