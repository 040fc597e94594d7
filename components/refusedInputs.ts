import { formatFinding, type Finding } from "@mtls-gateway/pki";
import * as pulumi from "@pulumi/pulumi";

/** One input that is refused: where it stands in the component's args, and why. */
export interface RefusedInput {
  /** Path of the input, such as `certificates[3]`; empty where the args as a whole are meant. */
  path: string;
  /** What was given, why it is refused, what to do. Never holds PEM or key material. */
  reason: string;
}

/**
 * Every refused input of one component at once.
 *
 * To a component provider it is an `InputPropertiesError`, whose message the engine prints; its `errors` stay empty, for the
 * engine would print the value that stands at each path, and that can be a private key. To a Node program it is a resource
 * error without stack, for run.js of the SDK would print an `InputPropertiesError` as a crash.
 */
export class RefusedInputsError extends pulumi.InputPropertiesError {
  /** Read by `pulumi.ResourceError.isInstance`, which looks at this mark and not at the class. */
  readonly __pulumResourceError = true;
  readonly hideStack = true;
  /**
   * What is refused, each path from the outermost component on: `truststore.certificates[3]` for the Truststore
   * "api-truststore" of the MutualTlsGateway "api".
   */
  readonly refused: readonly RefusedInput[];

  constructor(
    readonly resource: pulumi.ComponentResource,
    refused: readonly RefusedInput[],
  ) {
    const message = messageOf(resource, refused);
    super({ message, errors: [] });
    this.refused = refused.map(({ path, reason }) => ({
      path: [...rolesOf(resource), path].filter((part) => part !== "").join("."),
      reason,
    }));
    // The SDK writes "error serializing property ..." before the message, once for every resource that waits for the
    // input; the words of a refusal stay as they are.
    Object.defineProperty(this, "message", { get: () => message, set: () => undefined });
    // Printed by the SDK, hideStack or not, for what is refused after the program's last line has run.
    this.stack = message;
  }
}

/** Throws when anything is refused, and does nothing otherwise. */
export function refuseIfAny(
  component: pulumi.ComponentResource,
  refused: readonly RefusedInput[],
): void {
  if (refused.length > 0) throw new RefusedInputsError(component, refused);
}

/** Findings of one input as refusals: those of severity error, in the words of the rule book. */
export function refusals(path: string, findings: readonly Finding[]): RefusedInput[] {
  return findings
    .filter(({ severity }) => severity === "error")
    .map((finding) => ({ path, reason: formatFinding(finding) }));
}

/** True when a value holds no output, promise or resource: it is known while the program runs. */
export function isPlain(value: unknown): boolean {
  if (value === null || typeof value !== "object") return true;
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return false;
  if (pulumi.Resource.isInstance(value)) return false;
  return Object.values(value).every(isPlain);
}

/**
 * Checks one input and hands it on: at once when it is a plain value, so that nothing has been made yet when it is
 * refused; else as soon as it is known, which for what another resource computes is during `pulumi up`. Whatever uses
 * the result waits for the check.
 */
export function checked<T>(
  component: pulumi.ComponentResource,
  input: pulumi.Input<T>,
  check: (value: pulumi.Unwrap<T>) => readonly RefusedInput[],
): pulumi.Output<pulumi.Unwrap<T>> {
  if (isPlain(input)) refuseIfAny(component, check(input as pulumi.Unwrap<T>));
  return pulumi.output(input).apply((value) => {
    refuseIfAny(component, check(value));
    return value;
  });
}

function messageOf(resource: pulumi.ComponentResource, refused: readonly RefusedInput[]): string {
  const lines = refused.map(({ path, reason }) => (path === "" ? reason : `${path}: ${reason}`));
  const name = nameOf(resource);
  return lines.length === 1
    ? `${name} is refused: ${lines.join("")}`
    : `${name} is refused for ${lines.length} reasons:\n${lines.map((line) => `  ${line}`).join("\n")}`;
}

/** What a component is to those above it: `truststore` for "api-truststore" below "api". */
function rolesOf(resource: pulumi.Resource): string[] {
  const { __name: name, __parentResource: parent } = resource as unknown as {
    __name: string;
    __parentResource?: pulumi.Resource & { __name: string };
  };
  return parent !== undefined && name.startsWith(`${parent.__name}-`)
    ? [...rolesOf(parent), name.slice(parent.__name.length + 1)]
    : [];
}

/** `Truststore "edge"`: the class and the logical name, as people write them in a program. */
function nameOf(resource: pulumi.ComponentResource): string {
  const { __pulumiType, __name } = resource as unknown as { __pulumiType: string; __name: string };
  return `${__pulumiType.split(":").at(-1) ?? ""} "${__name}"`;
}

/** Refuses args that mean nothing without another one, when that one is missing. */
export function refuseWithout<Args extends object>(
  component: pulumi.ComponentResource,
  args: Args,
  needed: keyof Args & string,
  keys: readonly (keyof Args & string)[],
): void {
  if (args[needed] !== undefined) return;
  refuseIfAny(
    component,
    keys
      .filter((key) => args[key] !== undefined)
      .map((path) => ({
        path,
        reason: `given without ${needed}, so it would be of no effect. Give ${needed} too, or leave it out.`,
      })),
  );
}

/** Refuses args that say how to make a thing, when an existing one is given in its place. */
export function refuseBeside<Args extends object>(
  component: pulumi.ComponentResource,
  args: Args,
  existing: keyof Args & string,
  keys: readonly (keyof Args & string)[],
  path = "",
): void {
  if (args[existing] === undefined) return;
  refuseIfAny(
    component,
    keys
      .filter((key) => args[key] !== undefined)
      .map((key) => ({
        path: path === "" ? key : `${path}.${key}`,
        reason: `given beside ${existing}, for which nothing is made here. Leave one of them out.`,
      })),
  );
}

/** Refuses args of which only some were given although they belong together. */
export function refuseHalfGiven<Args extends object>(
  component: pulumi.ComponentResource,
  args: Args,
  together: readonly (keyof Args & string)[],
): void {
  const missing = together.filter((key) => args[key] === undefined);
  if (missing.length === 0 || missing.length === together.length) return;
  const given = together.filter((key) => !missing.includes(key));
  refuseIfAny(
    component,
    missing.map((path) => ({
      path,
      reason: `missing, and ${given.join(", ")} given. Give ${together.join(", ")} together or none of them.`,
    })),
  );
}
