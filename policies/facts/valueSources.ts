import type { PolicyResource } from "@pulumi/policy";

import type { Program } from "../frame/program";
import { certificateTokens } from "../frame/tokens";
import { ancestors } from "./ancestors";

/** Has no provider in every version of the engine, and hands over what another stack holds. */
const stackReference = "pulumi:pulumi:StackReference";

/**
 * The resources that a property's value is made of. A component holds nothing of its own, and what is in it counts
 * only where the program does not name the resources in it that the value comes from: an output of a component from a
 * plugin names both, the component and those.
 */
export function valueSources(
  program: Program,
  resource: PolicyResource,
  property: string,
): PolicyResource[] {
  const direct = resource.propertyDependencies[property] ?? [];
  const named = new Set(direct.map(({ urn }) => urn));
  const told = new Set(
    direct.flatMap((each) =>
      ancestors(each)
        .map(({ urn }) => urn)
        .filter((urn) => named.has(urn)),
    ),
  );
  return program
    .sources(resource, property)
    .filter(holdsValue)
    .filter(
      (source) => named.has(source.urn) || !ancestors(source).some(({ urn }) => told.has(urn)),
    );
}

function holdsValue({ type, provider }: PolicyResource): boolean {
  return provider !== undefined || type === stackReference || certificateTokens.includes(type);
}
