import {
  unknownCheckingProxy,
  type PolicyResource,
  type ResourceValidationArgs,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
} from "@pulumi/policy";
import { createPolicies, Observations } from "mtls-gateway-policies";

/** What the engine sends to a policy in place of a value that nobody knows before `up`. */
export const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Properties = Record<string, unknown>;

/** The SDK exports its proxy for tests, but no type of it. */
const proxied = unknownCheckingProxy as unknown as (properties: Properties) => Properties;

/** One resource of a program, as short as a test can say it. */
export interface Fixture {
  type: string;
  inputs: Properties;
  /** Computed by the provider, beside the inputs. */
  outputs?: Properties;
  /** Names of the resources that a property's value comes from, by property. */
  from?: Record<string, string[]>;
  /** Name of the component that the resource is in. */
  parent?: string;
  /** A component: has no provider. */
  isComponent?: boolean;
  /** Dependencies of the whole resource, where a language tells none by property. */
  dependsOn?: string[];
  /** Properties of the resource's provider; region, for one. Default: none. */
  provider?: Properties;
}

/** How the pack is run over a program of a test. */
export interface Run {
  /** Default: true. */
  isPreview?: boolean;
  /** Names of policies that are switched off. */
  without?: string[];
  /** Configuration by policy name, as `--policy-pack-config` gives it. */
  config?: Record<string, Properties>;
  /** Default: the time of the test. */
  now?: Date;
  /** Private keys that the engine's messages have shown in the clear. Default: none. */
  plainKeys?: { resource: string; property: string }[];
  /** Whether the engine's messages are heard. Default: true. */
  isWireHeard?: boolean;
  /** Default: none. */
  stackTags?: Record<string, string>;
}

/** A program of a test: resources by name, in the order of their registration. */
export type FixtureProgram = Record<string, Fixture>;

/** One thing that the pack said. */
export interface Said {
  policy: string;
  resource: string;
  level: string;
  message: string;
}

/** Runs the whole pack over a program as the SDK's server does, resource by resource and then the stack. */
export async function judge(
  program: FixtureProgram,
  {
    isPreview = true,
    without = [],
    config = {},
    now,
    plainKeys = [],
    isWireHeard = true,
    stackTags = {},
  }: Run = {},
): Promise<Said[]> {
  const observations = new Observations(isPreview, now === undefined ? undefined : () => now);
  if (isWireHeard) observations.hearWire();
  for (const { resource, property } of plainKeys) {
    const fixture = program[resource];
    if (fixture === undefined) throw new Error(`the fixture has no resource ${resource}`);
    observations.recordPlainKey({ urn: urnOf(resource, fixture), property });
  }
  const policies = createPolicies(observations).filter(({ name }) => !without.includes(name));
  const said: Said[] = [];
  for (const [name, fixture] of Object.entries(program)) {
    for (const policy of policies) {
      await judgeResource(policy, name, fixture, config, said);
    }
  }
  for (const policy of policies) {
    if (!("validateStack" in policy)) continue;
    // As the SDK's server: a policy that is tied to a type that no resource has is not called.
    const only = (policy.validateStack as { __pulumiType?: string }).__pulumiType;
    if (only !== undefined) continue;
    const resources = stackResources(program);
    await policy.validateStack(
      {
        resources,
        stackTags: new Map(Object.entries(stackTags)),
        getConfig: configOf(policy, config),
        notApplicable,
      },
      (message, urn) => said.push(entry(policy, urn ?? "", message)),
    );
  }
  return said;
}

/** The exact set of what was said, as `policy resource level`, sorted. */
export async function verdicts(program: FixtureProgram, options: Run = {}): Promise<string[]> {
  const said = await judge(program, options);
  return said
    .map(({ policy, resource, level }) => [policy, resource, level].filter(Boolean).join(" "))
    .sort();
}

/** The rules and resources that the pack leaves open, as its one line says. */
export async function leftOpen(program: FixtureProgram): Promise<string> {
  const said = await judge(program);
  const lines = said.filter(({ policy }) => policy === "decided-at-up");
  return lines.map(({ message }) => message).join("\n");
}

async function judgeResource(
  policy: ResourceValidationPolicy | StackValidationPolicy,
  name: string,
  fixture: Fixture,
  config: NonNullable<Run["config"]>,
  said: Said[],
): Promise<void> {
  if (!("validateResource" in policy) || typeof policy.validateResource !== "function") return;
  const args: ResourceValidationArgs = {
    type: fixture.type,
    urn: urnOf(name, fixture),
    name,
    props: proxied(fixture.inputs),
    opts: resourceOptions,
    stackTags: new Map(),
    isType: (resourceClass) => isOfType(fixture.type, resourceClass),
    asType: () => undefined,
    getConfig: configOf(policy, config),
    notApplicable,
    provider: providerOf(fixture),
  };
  // As the SDK's server: a function that is tied to another type is not called.
  const only = (policy.validateResource as { __pulumiType?: string }).__pulumiType;
  if (only !== undefined && only !== fixture.type) return;
  await policy.validateResource(args, (message) => {
    said.push(entry(policy, args.urn, message));
  });
}

function entry(
  policy: ResourceValidationPolicy | StackValidationPolicy,
  urn: string,
  message: string,
): Said {
  const level = policy.enforcementLevel ?? "(none)";
  return { policy: policy.name, resource: urn.split("::")[3] ?? "", level, message };
}

function stackResources(program: FixtureProgram): PolicyResource[] {
  const resources = new Map<string, PolicyResource>();
  for (const [name, fixture] of Object.entries(program)) {
    resources.set(name, {
      type: fixture.type,
      urn: urnOf(name, fixture),
      name,
      props: proxied({ ...fixture.outputs, ...fixture.inputs }),
      opts: resourceOptions,
      provider: providerOf(fixture),
      dependencies: [],
      propertyDependencies: {},
      isType: (resourceClass) => isOfType(fixture.type, resourceClass),
      asType: () => undefined,
    });
  }
  const find = (name: string): PolicyResource => {
    const resource = resources.get(name);
    if (resource === undefined) throw new Error(`the fixture has no resource ${name}`);
    return resource;
  };
  for (const [name, { from = {}, dependsOn = [], parent }] of Object.entries(program)) {
    const resource = find(name);
    const all = [...Object.values(from).flat(), ...dependsOn];
    resource.dependencies = [...new Set(all)].map(find);
    for (const [property, names] of Object.entries(from)) {
      resource.propertyDependencies[property] = names.map(find);
    }
    if (parent !== undefined) resource.parent = find(parent);
  }
  return [...resources.values()];
}

function urnOf(name: string, { type }: Fixture): string {
  return `urn:pulumi:test::scenario::${type}::${name}`;
}

function isOfType(type: string, resourceClass: unknown): boolean {
  return (resourceClass as { __pulumiType?: string }).__pulumiType === type;
}

function notApplicable(): never {
  throw new Error("no policy of the pack declares itself not applicable");
}

function configOf(
  { name }: { name: string },
  config: NonNullable<Run["config"]>,
): ResourceValidationArgs["getConfig"] {
  return (() => config[name] ?? {}) as ResourceValidationArgs["getConfig"];
}

/** A component has none. */
function providerOf({ isComponent, provider = {} }: Fixture): PolicyResource["provider"] {
  if (isComponent === true) return undefined;
  return {
    type: "pulumi:providers:aws",
    props: proxied(provider),
    urn: "urn:pulumi:test::scenario::pulumi:providers:aws::default",
    name: "default",
  };
}

const resourceOptions = {
  protect: false,
  ignoreChanges: [],
  aliases: [],
  customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
  additionalSecretOutputs: [],
};
