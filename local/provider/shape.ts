/**
 * The shape of a property as `@pulumi/aws` declares it: a scalar by name, `[item]` for a list,
 * `{"*": item}` for a map, else an object whose optional properties end in `?`.
 */
export type Shape = string | [Shape] | { [property: string]: Shape };

/** `shapes/*.json`: every type's inputs and outputs, made from the declarations by the tests (see tests/local/shapes.test.ts). */
export type ShapeTable = Record<string, { inputs: Record<string, Shape>; outputs: string[] }>;

/** A property of an object's shape, with or without the `?`. */
export function propertyOf(
  shape: Readonly<Record<string, Shape>>,
  name: string,
): { shape: Shape; optional: boolean } | undefined {
  // A program may name a property like one that every object has: `constructor`.
  const required = Object.hasOwn(shape, name) ? shape[name] : undefined;
  if (required !== undefined) return { shape: required, optional: false };
  const optional = shape[`${name}?`];
  return optional === undefined ? undefined : { shape: optional, optional: true };
}

/** Names of all properties, without the `?`. */
export function propertyNames(shape: Readonly<Record<string, Shape>>): string[] {
  return Object.keys(shape).map((name) => name.replace(/\?$/, ""));
}

/** `regionalCertificateArn` to `regional_certificate_arn`, as the provider's messages say it. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
