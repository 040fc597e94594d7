import { Struct } from "google-protobuf/google/protobuf/struct_pb";

/** A value that the engine does not know yet (preview only). */
export class Unknown {
  static readonly value = new Unknown();
  private readonly kind = "unknown";
  toString(): string {
    return this.kind;
  }
}

/** An asset as the engine sends it: text, a file of the program's folder, or a URI. */
export class Asset {
  constructor(
    /** The engine's own object, sent back untouched. */
    readonly raw: Record<string, unknown>,
  ) {}

  get hash(): string {
    return typeof this.raw.hash === "string" ? this.raw.hash : "";
  }

  get text(): string | undefined {
    return typeof this.raw.text === "string" ? this.raw.text : undefined;
  }

  get path(): string | undefined {
    return typeof this.raw.path === "string" && this.raw.path !== "" ? this.raw.path : undefined;
  }
}

/** A property value with secrets taken off; where they were is told by `Properties.secrets`. */
export type Value =
  null | boolean | number | string | Unknown | Asset | Value[] | { [name: string]: Value };

export type Values = Record<string, Value>;

/** A resource's properties: plain values, and the paths (outermost first) at which a secret stood. */
export interface Properties {
  values: Values;
  secrets: string[][];
}

// https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/signature.go
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";
const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
/** What stands for an unknown on the wire; the engine has one UUID for each type, the program's SDK uses the string's. */
const unknownMarks = new Set([
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const unknownMark = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Reads a struct off the wire. `__defaults` and other names of the bridge's own are left out. */
export function decode(struct: Struct | undefined): Properties {
  const secrets: string[][] = [];
  const values: Values = {};
  for (const [name, value] of Object.entries(struct?.toJavaScript() ?? {})) {
    if (name === "__defaults" || name === "__meta") continue;
    values[name] = decodeValue(value, [name], secrets);
  }
  return { values, secrets };
}

function decodeValue(value: unknown, path: string[], secrets: string[][]): Value {
  if (typeof value === "string") return unknownMarks.has(value) ? Unknown.value : value;
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (Array.isArray(value)) {
    // As in the engine, a secret inside a list makes the whole list secret.
    const inside: string[][] = [];
    const items = value.map((item: unknown) => decodeValue(item, path, inside));
    if (inside.length > 0) secrets.push(path);
    return items;
  }
  if (typeof value !== "object") throw new Error(`a value of type ${typeof value} is not known`);
  return decodeObject(value as Record<string, unknown>, path, secrets);
}

function decodeObject(object: Record<string, unknown>, path: string[], secrets: string[][]): Value {
  switch (object[signatureKey]) {
    case undefined: {
      const result: Values = {};
      for (const [name, item] of Object.entries(object)) {
        if (name === "__defaults") continue;
        result[name] = decodeValue(item, [...path, name], secrets);
      }
      return result;
    }
    case secretSignature:
      secrets.push(path);
      return decodeValue(object.value, path, []);
    case outputSignature: {
      if (object.secret === true) secrets.push(path);
      return "value" in object
        ? decodeValue(object.value, path, object.secret === true ? [] : secrets)
        : Unknown.value;
    }
    case resourceSignature: {
      // What every AWS property wants of a resource is its ID; an ID left out or "" is not known yet.
      const id = object.id;
      if (typeof id === "string" && id !== "") return decodeValue(id, path, secrets);
      return Unknown.value;
    }
    case assetSignature:
    case archiveSignature:
      return new Asset(object);
    default:
      throw new Error(`the engine sent a value with an unknown signature at ${path.join(".")}`);
  }
}

/** Writes properties for the wire; a secret is wrapped when the engine takes secrets. */
export function encode(properties: Properties, acceptSecrets = true): Struct {
  const object: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(properties.values)) object[name] = encodeValue(value);
  if (acceptSecrets) {
    for (const path of outermost(properties.secrets)) wrapSecret(object, path);
  }
  return Struct.fromJavaScript(object as Parameters<typeof Struct.fromJavaScript>[0]);
}

function encodeValue(value: Value): unknown {
  if (value instanceof Unknown) return unknownMark;
  if (value instanceof Asset) return value.raw;
  if (Array.isArray(value)) return value.map(encodeValue);
  if (value !== null && typeof value === "object") {
    const result: Record<string, unknown> = {};
    for (const [name, item] of Object.entries(value)) result[name] = encodeValue(item);
    return result;
  }
  return value;
}

function outermost(paths: string[][]): string[][] {
  return paths.filter(
    (path, index) =>
      !paths.some(
        (other, at) =>
          at !== index &&
          other.every((name, depth) => path[depth] === name) &&
          (other.length < path.length || at < index),
      ),
  );
}

function wrapSecret(object: Record<string, unknown>, path: readonly string[]): void {
  const [name, ...rest] = path;
  if (name === undefined || !(name in object)) return;
  const value = object[name];
  if (rest.length === 0) {
    object[name] = { [signatureKey]: secretSignature, value };
  } else if (value !== null && typeof value === "object" && !Array.isArray(value)) {
    wrapSecret(value as Record<string, unknown>, rest);
  }
}

/** True when the value, or anything in it, is unknown. */
export function hasUnknown(value: Value | undefined): boolean {
  if (value instanceof Unknown) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  if (value === undefined || value === null || typeof value !== "object") return false;
  return !(value instanceof Asset) && Object.values(value).some(hasUnknown);
}

/** Deep equality; assets are equal when their hashes are; an unknown equals nothing, itself neither. */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a instanceof Unknown || b instanceof Unknown) return false;
  if (a instanceof Asset || b instanceof Asset) {
    return a instanceof Asset && b instanceof Asset && a.hash !== "" && a.hash === b.hash;
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameValue(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => sameValue(a[name], b[name]));
  }
  return (a ?? null) === (b ?? null);
}

export function isObject(value: Value | undefined): value is Values {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Asset)
  );
}

/** A copy of plain objects throughout: the account's own have no prototype, and `deepEqual` of a test asks for one. */
export function plainCopy(values: Values): Values {
  const plain = (value: Value): Value => {
    if (Array.isArray(value)) return value.map(plain);
    return isObject(value) ? plainCopy(value) : value;
  };
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, plain(value)]));
}
