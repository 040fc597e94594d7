import * as pulumi from "@pulumi/pulumi";
import type { PackageSchema, PropertySpec, TypeSpec } from "./packageSchema";
import type { RefusedInput } from "./refusedInputs";

/**
 * What the compiler says to a TypeScript program, for programs whose language cannot say it: arguments that do not exist,
 * that are missing, or whose value is none of a closed choice. Values that are not known yet are left to the component.
 */
export function refusedArguments(
  schema: PackageSchema,
  token: string,
  args: pulumi.Inputs,
): RefusedInput[] {
  const component = schema.resources[token];
  if (component === undefined) return [];
  const { inputProperties: properties, requiredInputs: required } = component;
  return refusedRecord(schema, { properties, required }, args, "");
}

function refusedRecord(
  schema: PackageSchema,
  { properties = {}, required = [] }: TypeSpec,
  given: pulumi.Inputs,
  path: string,
): RefusedInput[] {
  const at = (key: string) => (path === "" ? key : `${path}.${key}`);
  const known = Object.keys(properties).join(", ");
  return [
    ...required
      .filter((key) => given[key] === undefined || given[key] === null)
      .map((key) => ({ path: at(key), reason: "missing, and needed." })),
    ...Object.entries(given).flatMap(([key, value]) => {
      const property = properties[key];
      return property === undefined
        ? [{ path: at(key), reason: `no such argument. There are: ${known}.` }]
        : refusedValue(schema, property, value, at(key));
    }),
  ];
}

function refusedValue(
  schema: PackageSchema,
  property: PropertySpec,
  value: unknown,
  path: string,
): RefusedInput[] {
  if (value === undefined || value === null) return [];
  if (pulumi.Output.isInstance(value) || pulumi.Resource.isInstance(value)) return [];
  const { items } = property;
  if (items !== undefined && Array.isArray(value)) {
    return value.flatMap((item, index) => refusedValue(schema, items, item, `${path}[${index}]`));
  }
  const { additionalProperties } = property;
  if (additionalProperties !== undefined && isRecord(value)) {
    return Object.entries(value).flatMap(([key, entry]) =>
      refusedValue(schema, additionalProperties, entry, `${path}.${key}`),
    );
  }
  const type = schema.types[property.$ref?.replace("#/types/", "") ?? ""];
  const choices = type?.enum?.map((choice) => choice.value);
  if (choices !== undefined && typeof value === "string" && !choices.includes(value)) {
    return [{ path, reason: `"${value}" is none of ${choices.join(", ")}.` }];
  }
  if (type?.properties !== undefined && isRecord(value)) {
    return refusedRecord(schema, type, value, path);
  }
  return [];
}

function isRecord(value: unknown): value is pulumi.Inputs {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
