import { Account } from "@mtls-gateway/local/dist/account/account";
import { PublicCa } from "@mtls-gateway/local/dist/account/publicCa";
import { StateFolder } from "@mtls-gateway/local/dist/account/stateFolder";
import { CertificateIssuer } from "@mtls-gateway/local/dist/aws/acm/certificateIssuer";
import { awsProvider } from "@mtls-gateway/local/dist/aws/provider";
import type { PropertyRules } from "@mtls-gateway/local/dist/provider/resourceType";
import type { ShapeTable } from "@mtls-gateway/local/dist/provider/shape";
import type { ProviderDefinition } from "@mtls-gateway/local/dist/provider/standIn";
import { tlsProvider } from "@mtls-gateway/local/dist/tls/provider";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

type Shape = ShapeTable[string]["inputs"][string];

/** True when `path` (`origins[].customHeaders`) is a property of the shape. */
function exists(shape: Shape | undefined, path: string): boolean {
  if (path === "") return shape !== undefined;
  if (path.startsWith("[]")) {
    return Array.isArray(shape) && exists(shape[0], path.slice(2).replace(/^\./, ""));
  }
  const [, name = "", rest = ""] = /^(\w+)\.?(.*)$/.exec(path) ?? [];
  if (typeof shape !== "object" || Array.isArray(shape)) return false;
  return exists(shape[name] ?? shape[`${name}?`], rest);
}

/** Every path that the rules of a type speak of. */
function pathsOf(rules: PropertyRules): string[] {
  const { emulated, replaces = [], computed = [], sets = [], json = [] } = rules;
  const { refused = {}, inert = {}, defaults = {}, enums = {}, ranges = {} } = rules;
  return [
    ...[emulated, replaces, computed, sets, json, rules.names ?? [], rules.writeOnly ?? []].flat(),
    ...[refused, inert, defaults, enums, ranges].flatMap((table) => Object.keys(table)),
    ...(rules.unknownUntilMade ?? []),
    ...(rules.present ?? []),
    ...[...(rules.conflicts ?? []), ...(rules.exactlyOne ?? [])].flat(),
    ...(rules.autoName === undefined ? [] : [rules.autoName.property]),
  ];
}

describe("the property rules of the stand-in providers", () => {
  let folder: string;
  let account: Account;
  let providers: ProviderDefinition[];
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "mtls-gateway-rules-"));
    const state = StateFolder.open(folder);
    account = new Account(state, () => new Date());
    const issuer = new CertificateIssuer(account, await PublicCa.open(state, account.now));
    providers = [awsProvider(account, issuer, folder), tlsProvider(() => new Date())];
  });
  after(() => {
    account.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("are there for every type that has a table of properties, and for no other", () => {
    for (const { shapes, resources, functions } of providers) {
      const tokens = [...resources, ...functions].map(({ token }) => token);
      assert.deepEqual(tokens.sort(), Object.keys(shapes).sort());
    }
  });

  it("speak of properties alone that the real types have", () => {
    const strangers = providers.flatMap(({ shapes, resources, functions }) =>
      [...resources, ...functions].flatMap(({ token, properties }) =>
        pathsOf(properties)
          .filter((path) => !exists(shapes[token]?.inputs, path))
          .map((path) => `${token} ${path}`),
      ),
    );
    assert.deepEqual(strangers, []);
  });

  it("never emulate and refuse one property at once", () => {
    const torn = providers.flatMap(({ resources, functions }) =>
      [...resources, ...functions].flatMap(({ token, properties: { emulated, refused = {} } }) =>
        emulated.filter((name) => name in refused).map((name) => `${token} ${name}`),
      ),
    );
    assert.deepEqual(torn, []);
  });
});
