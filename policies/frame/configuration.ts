import type { Policy } from "@pulumi/policy";

import { PackError } from "./packError";

/** Configuration by policy name: properties without the enforcement level, which the engine has read. */
export type Configuration = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/**
 * Refuses what the engine takes in silence: a policy or a property that does not exist, an exemption that fits every
 * resource or none. Levels, types, required properties and dates are checked by the engine, against the schemas.
 *
 * @throws PackError all problems in one line
 */
export function checkConfiguration(policies: readonly Policy[], given: Configuration): void {
  const problems = [...given].flatMap(([name, properties]) => {
    // The engine has put this level on every policy, and drops anything else that stands beside it.
    if (name === "all") {
      return Object.keys(properties).map(
        (each) => `"all" takes an enforcementLevel and no ${each}`,
      );
    }
    const policy = policies.find((each) => each.name === name);
    return policy === undefined
      ? [`it names the policy "${name}", which the pack does not have${hint(policies, name)}`]
      : propertyProblems(policy, properties);
  });
  if (problems.length > 0) {
    throw new PackError(`the configuration is refused: ${problems.join("; ")}.`);
  }
}

function hint(policies: readonly Policy[], name: string): string {
  const [rule = ""] = name.toUpperCase().split("-");
  const same = policies.filter((policy) => policy.name.startsWith(`${rule}-`));
  return same.length === 0
    ? " (docs/policies.md lists them)"
    : ` (it has ${same.map((policy) => policy.name).join(", ")})`;
}

function propertyProblems(
  { name, configSchema }: Policy,
  properties: Readonly<Record<string, unknown>>,
): string[] {
  const taken = Object.keys(configSchema?.properties ?? {});
  const unknown = Object.keys(properties).filter((property) => !taken.includes(property));
  const exclude = (properties.exclude ?? []) as { name?: string; urn?: string; reason: string }[];
  const bare = exclude.filter((each) => each.name === undefined && each.urn === undefined);
  return [
    ...unknown.map(
      (property) =>
        `${name} has no property "${property}" (it has ${["enforcementLevel", ...taken].join(", ")})`,
    ),
    ...bare.map(({ reason }) => `${name}: the exemption "${reason}" has neither a name nor a urn`),
  ];
}
