import * as fs from "node:fs";
import * as path from "node:path";

/** One property of a component, of its args or of a type, as Pulumi's package schema tells it. */
export interface PropertySpec {
  type?: string;
  $ref?: string;
  items?: PropertySpec;
  additionalProperties?: PropertySpec;
}

/** A record of properties, or a closed choice of values. */
export interface TypeSpec {
  properties?: Record<string, PropertySpec>;
  required?: string[];
  enum?: { value: string }[];
}

/**
 * What this package reads of its schema.
 * https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
 */
export interface PackageSchema {
  name: string;
  version: string;
  resources: Record<
    string,
    {
      inputProperties: Record<string, PropertySpec>;
      requiredInputs?: string[];
      properties: Record<string, PropertySpec>;
    }
  >;
  types: Record<string, TypeSpec>;
}

/** The committed schema.json, as text, for it is served as it stands. `node tools/generate-schema.mjs` writes it. */
export function readPackageSchema(): string {
  return fs.readFileSync(path.join(__dirname, "..", "schema.json"), "utf8");
}
