import { PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import type { PropertyRules } from "./resourceType";
import { hasUnknown, isObject, sameValue, Unknown, type Value, type Values } from "./values";

/** One changed place in the inputs. */
export interface InputChange {
  /** The engine's property path: `origins[0].domainName`. */
  path: string;
  /** The top-level property. */
  property: string;
  kind: PropertyDiff.Kind;
  replaces: boolean;
}

/**
 * What differs between two sets of checked inputs, place by place.
 *
 * @param seen true when `news` is what the account has, and not what a program says: what is computed may be there
 */
export function diffInputs(
  rules: PropertyRules,
  olds: Values,
  news: Values,
  seen = false,
): InputChange[] {
  const changes: InputChange[] = [];
  for (const name of new Set([...Object.keys(olds), ...Object.keys(news)])) {
    const before = name in olds ? olds[name] : rules.defaults?.[name];
    const after = name in news ? news[name] : rules.defaults?.[name];
    const compare = new Comparison(rules, name, changes, seen);
    compare.value(before, after, name, name);
  }
  return changes;
}

class Comparison {
  private readonly replacing: boolean;

  constructor(
    private readonly rules: PropertyRules,
    private readonly property: string,
    private readonly changes: InputChange[],
    private readonly seen: boolean,
  ) {
    this.replacing = rules.replaces?.includes(property) === true;
  }

  value(before: Value | undefined, after: Value | undefined, at: string, path: string): void {
    if (sameValue(before, after)) return;
    if (isNothing(before) && isNothing(after) && !this.speaks(path)) return;
    const left = after === undefined || (this.seen && before === undefined);
    if (left && this.rules.computed?.includes(path) === true) return;
    if (this.sameText(before, after)) return;
    if (Array.isArray(before) && Array.isArray(after)) {
      this.list(before, after, at, path);
    } else if (isObject(before) && isObject(after)) {
      for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
        this.value(before[name], after[name], joinPath(at, name), `${path}.${name}`);
      }
    } else {
      this.add(before, after, at, path);
    }
  }

  /** True where an object says something by being there, or holds one that does. */
  private speaks(path: string): boolean {
    return this.rules.present?.some((one) => one === path || one.startsWith(`${path}.`)) === true;
  }

  private list(before: Value[], after: Value[], at: string, path: string): void {
    if (this.rules.sets?.includes(path) === true && sameSet(before, after)) return;
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index++) {
      this.value(before[index], after[index], `${at}[${index}]`, `${path}[]`);
    }
  }

  private sameText(before: Value | undefined, after: Value | undefined): boolean {
    if (typeof before !== "string" || typeof after !== "string") return false;
    if (this.rules.names?.includes(this.property) === true) {
      const plain = (name: string) => name.toLowerCase().replace(/\.$/, "");
      return plain(before) === plain(after);
    }
    if (this.rules.json?.includes(this.property) !== true) return false;
    const one = parseJson(before);
    return one !== undefined && sameValue(one, parseJson(after));
  }

  private add(before: Value | undefined, after: Value | undefined, at: string, path: string): void {
    const replaces = this.replacing || this.rules.replaces?.includes(path) === true;
    const { ADD, ADD_REPLACE, DELETE, DELETE_REPLACE, UPDATE, UPDATE_REPLACE } = PropertyDiff.Kind;
    let kind: InputChange["kind"] = replaces ? UPDATE_REPLACE : UPDATE;
    if (before === undefined) kind = replaces ? ADD_REPLACE : ADD;
    else if (after === undefined) kind = replaces ? DELETE_REPLACE : DELETE;
    this.changes.push({ path: at, property: this.property, kind, replaces });
  }
}

/** Left out, "", [] and {} are one to the provider's schema; an unknown is something. */
function isNothing(value: Value | undefined): boolean {
  if (value instanceof Unknown) return false;
  if (Array.isArray(value)) return value.length === 0;
  if (isObject(value)) return Object.values(value).every(isNothing);
  return value === undefined || value === null || value === "" || value === false;
}

/** A set has no order, and has nothing twice. */
function sameSet(before: Value[], after: Value[]): boolean {
  if (after.some(hasUnknown)) return false;
  const holds = (items: Value[], item: Value) => items.some((one) => sameValue(one, item));
  return after.every((item) => holds(before, item)) && before.every((item) => holds(after, item));
}

function joinPath(at: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `${at}.${name}` : `${at}[${JSON.stringify(name)}]`;
}

function parseJson(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
