import * as pulumi from "@pulumi/pulumi";
import * as debuggable from "@pulumi/pulumi/runtime/debuggable";
import * as runtimeSettings from "@pulumi/pulumi/runtime/settings";
import * as assert from "node:assert/strict";
import { awsCall, awsState } from "./mockAws";
import { objectCall } from "./mockObjects";
import { privateCaCall, privateCaState } from "./mockPrivateCa";
import { tlsState } from "./mockTls";

/** A message of the engine's protocol, as far as it is read here. */
interface Struct {
  toJavaScript(): Record<string, unknown>;
}

interface RegisterResource {
  getType(): string;
  getName(): string;
  getParent(): string;
  getObject(): Struct;
  getDependenciesList(): string[];
}

interface RegisterOutputs {
  getUrn(): string;
  getOutputs(): Struct;
}

/** The SDK's mock monitor; mocks themselves hear nothing of parents, dependencies and registered outputs. */
interface Monitor {
  registerResource: (req: RegisterResource, callback: unknown) => unknown;
  registerResourceOutputs: (req: RegisterOutputs, callback: unknown) => unknown;
}

/** Parts of the SDK that its type declarations leave out as internal. */
const { leakedPromises } = debuggable as unknown as {
  leakedPromises: () => [Set<unknown>, string];
};
const { getMonitor, waitForRPCs } = runtimeSettings as unknown as {
  getMonitor: () => Monitor;
  waitForRPCs: () => Promise<void>;
};

/** One resource as a program registered it. */
export interface Registered {
  type: string;
  name: string;
  /** Logical name of the parent; empty for a resource at the top. */
  parent: string;
  /** Logical names of what it waits for, sorted; inputs and dependsOn together. */
  dependencies: string[];
  /** As given, secrets in the clear; a value that is not known yet is `unknown`. */
  inputs: Record<string, unknown>;
  /** Names of the inputs that are secrets, sorted. */
  secrets: string[];
}

/** What a program left behind when nothing of it was running any more. */
export interface Ran<T> {
  value: T;
  /** Sorted by name: in which order independent ones are registered is chance. */
  resources: Registered[];
  /** Output names that each component registered, by logical name. */
  outputs: Record<string, string[]>;
  /** Everything that was thrown and not caught, each error once. */
  errors: Error[];
  /** Warnings of components. */
  warnings: string[];
}

/** What stands in recorded inputs for a value that is not known yet. */
export const unknown = "(unknown)";

/** Runs a program against mocks to its very end. A resource or call that the mocks do not know is an error. */
export async function runProgram<T>(
  build: () => T,
  options: { preview?: boolean; project?: string; config?: Record<string, string> } = {},
): Promise<Ran<T>> {
  const preview = options.preview ?? false;
  await pulumi.runtime.setMocks(mocksOf(preview), options.project ?? "p", "s", preview);
  pulumi.runtime.setAllConfig(options.config ?? {});
  const recorded = record(getMonitor());
  const errors = new Set<Error>();
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => errors.add(reason as Error));
  const log: { warn: unknown } = pulumi.log;
  const { warn } = log;
  const warnings: string[] = [];
  log.warn = (message: string) => warnings.push(message);
  try {
    const value = build();
    await settled(errors);
    if (errors.size === 0) assert.equal(leakedPromises()[0].size, 0, "a promise never ended");
    recorded.resources.sort((a, b) => (a.name < b.name ? -1 : 1));
    return { value, ...recorded, errors: [...errors], warnings };
  } catch (error) {
    // What was registered before it was thrown is answered here, and not in the midst of the next program.
    await settled(new Set([error as Error]));
    throw error;
  } finally {
    // After an error there are promises that never end; the SDK would make mocha's exit status 1 for them.
    leakedPromises();
    log.warn = warn;
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
  }
}

/** The value of an output that the program knows; an unknown one is an error. */
export async function knownValue<T>(output: pulumi.Output<T>): Promise<T> {
  const inside = output as unknown as { isKnown: Promise<boolean>; promise: () => Promise<T> };
  assert.equal(await inside.isKnown, true, "the output is not known");
  return inside.promise();
}

/**
 * Waits until every call of the program has been answered; answers make new calls, so a few quiet turns have to pass. After
 * an error there are calls that never end.
 */
async function settled(errors: ReadonlySet<Error>): Promise<void> {
  for (let quiet = 0; quiet < 3; quiet++) {
    const answered = waitForRPCs().then(() => true);
    const turn = () => new Promise<boolean>((resolve) => setTimeout(resolve, 10, false));
    while (!(await Promise.race([answered, turn()])) && errors.size === 0);
    await turn();
  }
}

function mocksOf(preview: boolean): pulumi.runtime.Mocks {
  return {
    newResource: async (args) => ({
      // A provider computes nothing in a preview, ID included.
      id: preview || args.custom !== true ? "" : `${args.name}-id`,
      state: preview ? (args.inputs as Record<string, unknown>) : await stateOf(args),
    }),
    call: async (args) => (await privateCaCall(args)) ?? objectCall(args) ?? awsCall(args),
  };
}

/** Listens to what the program tells the monitor. */
function record(monitor: Monitor): Pick<Ran<unknown>, "resources" | "outputs"> {
  const resources: Registered[] = [];
  const outputs: Record<string, string[]> = {};
  const registerResource = monitor.registerResource.bind(monitor);
  monitor.registerResource = (req, callback) => {
    const object = req.getObject().toJavaScript();
    resources.push({
      type: req.getType(),
      name: req.getName(),
      parent: nameOf(req.getParent()),
      dependencies: req.getDependenciesList().map(nameOf).sort(),
      inputs: clear(object) as Record<string, unknown>,
      secrets: Object.keys(object)
        .filter((key) => isSecret(object[key]))
        .sort(),
    });
    return registerResource(req, callback);
  };
  const registerResourceOutputs = monitor.registerResourceOutputs.bind(monitor);
  monitor.registerResourceOutputs = (req, callback) => {
    outputs[nameOf(req.getUrn())] = Object.keys(req.getOutputs().toJavaScript()).sort();
    return registerResourceOutputs(req, callback);
  };
  return { resources, outputs };
}

async function stateOf(args: pulumi.runtime.MockResourceArgs): Promise<Record<string, unknown>> {
  if (args.type.startsWith("mtls-gateway:")) return args.inputs as Record<string, unknown>;
  const inputs = clear(args.inputs) as Record<string, unknown>;
  const state =
    (await tlsState(args.type, args.name, inputs)) ??
    (await privateCaState(args.type, inputs)) ??
    awsState(args.type, args.name, inputs);
  if (state === undefined) throw new Error(`no mock for ${args.type} ${args.name}`);
  return { ...(args.inputs as Record<string, unknown>), ...state };
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

const signature = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function isSecret(value: unknown): value is { value: unknown } {
  return (value as Record<string, unknown> | null)?.[signature] === secretSignature;
}

/** A value of the wire as people read it: secrets in the clear, unknowns named. */
function clear(value: unknown): unknown {
  if (isSecret(value)) return clear(value.value);
  if (value === unknownText || pulumi.isUnknown(value)) return unknown;
  if (Array.isArray(value)) return value.map(clear);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clear(inner)]));
}
