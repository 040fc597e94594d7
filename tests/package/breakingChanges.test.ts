import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { repository, run } from "../support/pulumi";

type Json = Record<string, unknown>;

const token = "pkg:index:Door";

/** A package with one component and two types, as it was when people wrote programs for it. */
function schema(changes: { resource?: Json; mode?: Json; hinge?: Json; version?: string } = {}) {
  return {
    version: changes.version ?? "0.1.0",
    resources: {
      [token]: {
        inputProperties: {
          width: { type: "number" },
          mode: { $ref: "#/types/pkg:index:Mode" },
          role: { $ref: "/aws/v7.48.0/schema.json#/resources/aws:iam%2Frole:Role" },
        },
        requiredInputs: ["width"],
        properties: { url: { type: "string" } },
        required: ["url"],
        ...changes.resource,
      },
    },
    types: {
      "pkg:index:Mode": { type: "string", enum: [{ value: "a" }, { value: "b" }], ...changes.mode },
      "pkg:index:Hinge": {
        type: "object",
        properties: { left: { type: "boolean" } },
        ...changes.hinge,
      },
    },
  };
}

const inputs = schema().resources[token].inputProperties as Json;

describe("the comparison of two package schemas", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "mtls-gateway-schema-"));
  });

  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Everything that it says, and its exit status. */
  async function compare(before: unknown, after: unknown): Promise<[string[], number]> {
    const [old, now] = [path.join(folder, "before.json"), path.join(folder, "after.json")];
    fs.writeFileSync(old, JSON.stringify(before));
    fs.writeFileSync(now, JSON.stringify(after));
    const tool = path.join(repository, "tools", "breaking-changes.mjs");
    const { code, stdout, stderr } = await run(process.execPath, [tool, old, now]);
    assert.equal(stderr, "");
    return [stdout.split("\n").filter(Boolean), code];
  }

  it("says nothing about what is added, loosened or described anew", async () => {
    const now = schema({
      resource: {
        description: "A door.",
        inputProperties: {
          ...inputs,
          role: { $ref: "/aws/v7.50.1/schema.json#/resources/aws:iam%2Frole:Role" },
          colour: { type: "string" },
        },
        requiredInputs: [],
        properties: { url: { type: "string" }, id: { type: "string" } },
      },
      mode: { enum: [{ value: "a" }, { value: "b" }, { value: "c" }] },
    });

    assert.deepEqual(await compare(schema(), now), [[], 0]);
  });

  const breaks: [string, Json, string][] = [
    [
      "an argument that is gone",
      { resource: { inputProperties: { mode: inputs.mode, role: inputs.role } } },
      `${token}.width: is gone`,
    ],
    [
      "an argument that is needed now",
      { resource: { requiredInputs: ["mode", "width"] } },
      `${token}.mode: is needed now`,
    ],
    [
      "an argument of another type",
      { resource: { inputProperties: { ...inputs, width: { type: "string" } } } },
      `${token}.width: was number, is string`,
    ],
    [
      "an argument that takes no outputs any more",
      { resource: { inputProperties: { ...inputs, width: { type: "number", plain: true } } } },
      `${token}.width: takes no outputs now`,
    ],
    [
      "an argument of the next major version of another package",
      {
        resource: {
          inputProperties: {
            ...inputs,
            role: { $ref: "/aws/v8.0.0/schema.json#/resources/aws:iam%2Frole:Role" },
          },
        },
      },
      `${token}.role: was /aws/v7/schema.json#/resources/aws:iam%2Frole:Role, ` +
        "is /aws/v8/schema.json#/resources/aws:iam%2Frole:Role",
    ],
    [
      "an output that is gone",
      { resource: { properties: {}, required: [] } },
      `${token}.url (output): is gone`,
    ],
    [
      "an output that may be missing now",
      { resource: { required: [] } },
      `${token}.url (output): may be missing now`,
    ],
    ["a choice that is gone", { mode: { enum: [{ value: "b" }] } }, 'pkg:index:Mode: "a" is gone'],
    [
      "a record that needs another property",
      {
        hinge: {
          properties: { left: { type: "boolean" }, size: { type: "number" } },
          required: ["size"],
        },
      },
      "pkg:index:Hinge.size: is needed now",
    ],
  ];
  for (const [title, change, line] of breaks) {
    it(`names ${title}, and fails`, async () => {
      assert.deepEqual(await compare(schema(), schema(change)), [[line], 1]);
    });
  }

  it("names a component and a type that are gone", async () => {
    const now = {
      version: "0.1.0",
      resources: {},
      types: { "pkg:index:Mode": schema().types["pkg:index:Mode"] },
    };

    assert.deepEqual(await compare(schema(), now), [
      [`${token}: is gone`, "pkg:index:Hinge: is gone"],
      1,
    ]);
  });

  const steps: [string, string, number][] = [
    ["0.1.0", "0.1.1", 1],
    ["0.1.0", "0.2.0", 0],
    ["0.9.0", "1.0.0", 0],
    ["1.1.0", "1.2.0", 1],
    ["1.1.0", "2.0.0", 0],
    ["0.2.0", "0.1.0", 1],
  ];
  for (const [before, after, status] of steps) {
    it(`${status === 0 ? "lets" : "does not let"} a breaking change through from ${before} to ${after}`, async () => {
      const [, code] = await compare(
        schema({ version: before }),
        schema({ version: after, mode: { enum: [{ value: "a" }] } }),
      );

      assert.equal(code, status);
    });
  }
});
