import type { PolicyConfigSchema } from "@pulumi/policy";

import { fitsGlob } from "./glob";

/** Picks resources by their names or URNs; `*` stands for any characters, `?` for one. */
export interface ResourcePattern {
  name?: string;
  urn?: string;
}

/** Takes resources out of a policy, and says why. */
export interface Exemption extends ResourcePattern {
  /** Shown in the output of every run that uses the exemption. */
  reason: string;
  /** Last day of the exemption, `YYYY-MM-DD` in UTC. Default: it has no end. */
  until?: string;
}

/** JSON schemas of the properties that a policy's configuration has beside `include` and `exclude`. */
export type SettingsSchema = PolicyConfigSchema["properties"];

/** What a policy's configuration says of one resource. */
export type Scope =
  | { standing: "judged"; ended?: Exemption }
  | { standing: "left out" }
  | { standing: "exempted"; exemption: Exemption };

/** The configuration of one policy, as `--policy-pack-config` gives it. */
export class Settings {
  readonly #include: readonly ResourcePattern[];
  readonly #exclude: readonly Exemption[];

  /**
   * @param properties the policy's properties, checked by the engine against {@link settingsSchema} and by
   *   `checkConfiguration`
   * @param now the time that ends of exemptions are judged at
   */
  constructor(
    private readonly properties: Readonly<Record<string, unknown>>,
    private readonly now: Date,
  ) {
    this.#include = (properties.include ?? []) as readonly ResourcePattern[];
    this.#exclude = (properties.exclude ?? []) as readonly Exemption[];
  }

  /** A property of the policy's own, or its default where it is not set. */
  value<T>(property: string, fallback: T): T {
    return (this.properties[property] as T | undefined) ?? fallback;
  }

  /** Whether the policy speaks about a resource. */
  scopeOf(urn: string): Scope {
    if (this.#include.length > 0 && !this.#include.some((pattern) => picks(pattern, urn))) {
      return { standing: "left out" };
    }
    const exemptions = this.#exclude.filter((exemption) => picks(exemption, urn));
    const exemption = exemptions.find((each) => !this.#hasEnded(each));
    if (exemption !== undefined) return { standing: "exempted", exemption };
    const [ended] = exemptions;
    return ended === undefined ? { standing: "judged" } : { standing: "judged", ended };
  }

  #hasEnded({ until }: Exemption): boolean {
    return until !== undefined && until < this.now.toISOString().slice(0, 10);
  }
}

/** A pattern with a name and a URN picks what fits both. */
function picks({ name, urn: urnPattern }: ResourcePattern, urn: string): boolean {
  return (
    (name === undefined || fitsGlob(nameOf(urn), name)) &&
    (urnPattern === undefined || fitsGlob(urn, urnPattern))
  );
}

/** The name that the program gave a resource: the last part of its URN. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

const pattern = {
  name: { type: "string", minLength: 1, maxLength: 500, description: "Name, with * and ?." },
  urn: { type: "string", minLength: 1, maxLength: 500, description: "URN, with * and ?." },
} as const satisfies SettingsSchema;

const common = {
  include: {
    type: "array",
    description: "The policy speaks about these resources alone. Default: about all.",
    items: {
      type: "object",
      properties: pattern,
      minProperties: 1,
      additionalProperties: false,
    },
  },
  exclude: {
    type: "array",
    description: "The policy leaves these resources out, and every run names them.",
    items: {
      type: "object",
      properties: {
        ...pattern,
        reason: {
          type: "string",
          pattern: "\\S",
          description: "Why; shown in the output.",
        },
        until: {
          type: "string",
          format: "date",
          description: "Last day, YYYY-MM-DD in UTC. Default: no end.",
        },
      },
      required: ["reason"],
      additionalProperties: false,
    },
  },
} as const satisfies SettingsSchema;

/** The schema of a policy's configuration. */
export function settingsSchema(own: SettingsSchema): PolicyConfigSchema {
  return { properties: { ...common, ...own } };
}
