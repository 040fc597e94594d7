import * as pulumi from "@pulumi/pulumi";
import { main, type ConstructResult, type Provider } from "@pulumi/pulumi/provider";
import * as components from "./index";
import { readPackageSchema, type PackageSchema } from "./packageSchema";
import { refusedArguments } from "./refusedArguments";
import type { RefusedInput } from "./refusedInputs";

type ComponentClass = new (
  name: string,
  args: pulumi.Inputs,
  options: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

/**
 * The components for programs in other languages, as a Pulumi provider.
 *
 * Serves the committed schema. `componentProviderHost` of the SDK would work it out from the sources at every start, which
 * takes seconds and wants TypeScript and the sources beside the package.
 */
class PackageProvider implements Provider {
  readonly schema = readPackageSchema();
  private readonly parsed = JSON.parse(this.schema) as PackageSchema;
  readonly version = this.parsed.version;

  construct(
    name: string,
    token: string,
    args: pulumi.Inputs,
    options: pulumi.ComponentResourceOptions,
  ): Promise<ConstructResult> {
    const described = this.parsed.resources[token];
    const component = componentClasses[token.split(":").at(-1) ?? ""];
    if (described === undefined || component === undefined) {
      const known = Object.keys(this.parsed.resources).join(", ");
      throw new Error(`${token} is no component of this package. There are: ${known}.`);
    }
    refuse(token, name, refusedArguments(this.parsed, token, args));
    const made = new component(name, args, options);
    const outputs = made as unknown as pulumi.Inputs;
    const state = Object.keys(described.properties).map((key) => [key, outputs[key]] as const);
    return Promise.resolve({ urn: made.urn, state: Object.fromEntries(state) });
  }
}

/** By the last part of their tokens. */
const componentClasses = components as unknown as Readonly<
  Record<string, ComponentClass | undefined>
>;

function refuse(token: string, name: string, refused: readonly RefusedInput[]): void {
  if (refused.length === 0) return;
  const lines = refused.map(({ path, reason }) => `\n  ${path}: ${reason}`);
  throw new pulumi.InputPropertiesError({
    message: `${token} "${name}" is refused:${lines.join("")}`,
    errors: [],
  });
}

/** Serves the package to the engine that started this process, which reads the port from standard output. */
export function servePackage(args: string[]): void {
  void main(new PackageProvider(), args);
}
