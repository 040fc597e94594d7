import { createHash, randomBytes } from "node:crypto";
import type { AutoName, CheckFailure } from "./resourceType";
import type { Values } from "./values";

/** What the engine asks about names (`pulumi:autonaming` in the stack's configuration). */
export interface NamingWish {
  proposedName: string;
  /** `propose` a name to use when fitting, `enforce` it, or `disable` making names up. */
  mode: "propose" | "enforce" | "disable";
}

/**
 * Fills in a physical name that was left out: the one it has already, else the engine's wish, else
 * `<name>-<7 hex digits>` from the engine's seed, so that a preview and its update agree.
 */
export function autoName(
  rule: AutoName | undefined,
  inputs: Values,
  oldInputs: Values | undefined,
  resource: { name: string; seed: Uint8Array; wish?: NamingWish },
): CheckFailure[] {
  if (rule === undefined || inputs[rule.property] !== undefined) return [];
  if (rule.unless?.some((name) => inputs[name] !== undefined) === true) return [];
  const old = oldInputs?.[rule.property];
  if (typeof old === "string") {
    inputs[rule.property] = old;
    return [];
  }
  const { wish } = resource;
  if (wish?.mode === "disable") {
    const reason = `automatic naming is disabled but no value was provided for "${rule.property}"`;
    return [{ property: rule.property, reason }];
  }
  const suffix = rule.verbatim === true ? "" : `-${randomHex(resource.seed, 7)}`;
  const name = wish?.proposedName ?? `${resource.name}${suffix}`;
  const cased = rule.lowerCase === true ? name.toLowerCase() : name;
  if (cased.length > rule.maxLength) {
    const reason = `failed to auto-generate value for "${rule.property}": the name "${cased}" is longer than the limit of ${rule.maxLength} characters; give ${rule.property} or a shorter resource name`;
    return [{ property: rule.property, reason }];
  }
  inputs[rule.property] = cased;
  return [];
}

function randomHex(seed: Uint8Array, digits: number): string {
  const bytes = seed.length === 0 ? randomBytes(16) : createHash("sha256").update(seed).digest();
  return bytes.toString("hex").slice(0, digits);
}
