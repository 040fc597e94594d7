import type { CheckFailure, PropertyRules, Shaped } from "./resourceType";
import { propertyNames, propertyOf, snakeCase, type Shape } from "./shape";
import { Asset, hasUnknown, isObject, sameValue, Unknown, type Value, type Values } from "./values";

/** Says why the AWS on this machine refuses something it does not emulate. */
export function notEmulated(what: string, why = "nothing here acts on it"): string {
  return `${what} is not emulated by the AWS on this machine: ${why}`;
}

/** Inputs as the provider would take them (defaults in, scalars converted), and every reason to refuse them. */
export function checkInputs(
  shaped: Shaped<{ token: string; properties: PropertyRules }>,
  given: Values,
): { inputs: Values; failures: CheckFailure[] } {
  const check = new InputCheck(shaped.type.token, shaped.type.properties);
  const rules = shaped.type.properties;
  const inputs: Values = {};
  for (const [name, value] of Object.entries(given)) {
    if (value !== null) inputs[name] = value;
  }
  for (const [name, value] of Object.entries(rules.defaults ?? {})) inputs[name] ??= value;
  const checked = check.object(inputs, shaped.inputs, "", "");
  check.emulation(checked, shaped.inputs);
  check.groups(checked);
  return { inputs: checked, failures: check.failures };
}

class InputCheck {
  readonly failures: CheckFailure[] = [];

  constructor(
    private readonly token: string,
    private readonly rules: PropertyRules,
  ) {}

  private fail(property: string, reason: string): void {
    this.failures.push({ property, reason });
  }

  /** `at` is the place in the given inputs (`rules[0].id`), `path` the same without indexes (`rules[].id`). */
  object(given: Values, shape: Readonly<Record<string, Shape>>, at: string, path: string): Values {
    const result: Values = {};
    for (const [name, value] of Object.entries(given)) {
      const property = propertyOf(shape, name);
      const here = at === "" ? name : `${at}.${name}`;
      const herePath = path === "" ? name : `${path}.${name}`;
      if (property === undefined) {
        this.fail(here, `Invalid or unknown key "${name}": ${this.token} has no such property`);
      } else if (value !== null) {
        result[name] = this.value(value, property.shape, here, herePath);
      }
    }
    for (const name of propertyNames(shape)) {
      if (propertyOf(shape, name)?.optional !== false || name in result) continue;
      const reason = `Missing required argument. The argument "${snakeCase(name)}" is required, but no definition was found.`;
      this.fail(at === "" ? name : `${at}.${name}`, reason);
    }
    return result;
  }

  private value(value: Value, shape: Shape, at: string, path: string): Value {
    const refused = this.rules.refused?.[path];
    if (refused !== undefined) this.fail(at, notEmulated(`${this.token} property ${at}`, refused));
    this.inert(value, at, path);
    if (value instanceof Unknown) return value;
    if (typeof shape === "string") return this.scalar(value, shape, at, path);
    if (Array.isArray(shape)) {
      if (Array.isArray(value)) {
        const [item] = shape;
        return value.map((one, index) => this.value(one, item, `${at}[${index}]`, `${path}[]`));
      }
      return this.wrongType(value, "list", at);
    }
    if (!isObject(value)) return this.wrongType(value, "object", at);
    const item = shape["*"];
    if (item === undefined) return this.object(value, shape, at, path);
    const entries = Object.entries(value).filter(([, one]) => one !== null);
    return Object.fromEntries(
      entries.map(([name, one]) => [name, this.value(one, item, `${at}.${name}`, `${path}.*`)]),
    );
  }

  private scalar(value: Value, type: string, at: string, path: string): Value {
    if (type === "asset") {
      return value instanceof Asset ? value : this.wrongType(value, "asset", at);
    }
    if (isObject(value) && this.rules.json?.includes(path) === true) return jsonText(value);
    const converted = convert(value, type);
    if (converted === undefined) return this.wrongType(value, type, at);
    const choices = this.rules.enums?.[path];
    const word = String(converted);
    if (choices !== undefined && !choices.includes(word)) {
      const list = choices.map((choice) => `"${choice}"`).join(" ");
      this.fail(at, `expected ${snakeCase(at)} to be one of [${list}], got ${word}`);
    }
    const [low, high] = this.rules.ranges?.[path] ?? [];
    if (low !== undefined && high !== undefined && typeof converted === "number") {
      if (converted < low || converted > high) {
        const range = `(${low} - ${high})`;
        this.fail(at, `expected ${snakeCase(at)} to be in the range ${range}, got ${converted}`);
      }
    }
    return converted;
  }

  private wrongType(value: Value, wanted: string, at: string): Value {
    this.fail(at, `expected ${wanted} type, got ${describe(value)}`);
    return value;
  }

  private inert(value: Value, at: string, path: string): void {
    const allowed = this.rules.inert?.[path];
    // What is not known yet is judged when it is.
    if (allowed === undefined || hasUnknown(value)) return;
    if (allowed.some((one) => sameValue(one, value))) return;
    const list = allowed.map((one) => JSON.stringify(one)).join(", ");
    const what = `${this.token} property ${at} with another value than ${list}`;
    this.fail(at, notEmulated(what));
  }

  /** Every property of the real type is emulated, inert or refused by name; none is swallowed. */
  emulation(inputs: Values, shape: Readonly<Record<string, Shape>>): void {
    for (const name of Object.keys(inputs)) {
      if (propertyOf(shape, name) === undefined) continue;
      const known =
        this.rules.emulated.includes(name) ||
        name in (this.rules.inert ?? {}) ||
        name in (this.rules.refused ?? {});
      if (!known) this.fail(name, notEmulated(`${this.token} property ${name}`));
    }
  }

  groups(inputs: Values): void {
    const quoted = (names: readonly string[]) => names.map((n) => `"${snakeCase(n)}"`).join(", ");
    for (const group of this.rules.conflicts ?? []) {
      const [first, ...others] = group.filter((name) => inputs[name] !== undefined);
      if (first === undefined || others.length === 0) continue;
      this.fail(
        first,
        `Conflicting configuration arguments: "${snakeCase(first)}": conflicts with ${quoted(others)}`,
      );
    }
    for (const group of this.rules.exactlyOne ?? []) {
      const present = group.filter((name) => inputs[name] !== undefined);
      if (present.length === 1 || present.some((name) => hasUnknown(inputs[name]))) continue;
      const reason =
        present.length === 0
          ? `Missing required argument. One of ${quoted(group)} must be specified`
          : `Invalid combination of arguments: only one of ${quoted(group)} can be specified, but ${quoted(present)} were specified`;
      this.fail(present[0] ?? group[0] ?? "", reason);
    }
  }
}

/** The SDK takes some documents (policies) as objects; the provider writes them as JSON. */
function jsonText(value: Value): Value {
  return hasUnknown(value) ? Unknown.value : JSON.stringify(value);
}

/** The provider converts between scalars where nothing is lost. */
function convert(value: Value, type: string): boolean | number | string | undefined {
  if (typeof value === "string" && type === "string") return value;
  if (typeof value === "number" && type === "number") return value;
  if (typeof value === "boolean" && type === "boolean") return value;
  if (type === "string" && (typeof value === "number" || typeof value === "boolean")) {
    return String(value);
  }
  if (type === "number" && typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)) {
    return Number(value);
  }
  if (type === "boolean" && (value === "true" || value === "false")) return value === "true";
  return undefined;
}

function describe(value: Value): string {
  if (Array.isArray(value)) return "a list";
  if (value instanceof Asset) return "an asset";
  if (isObject(value)) return "an object";
  return `a value of type ${typeof value}`;
}
