import { ensureEngine, pathWith } from "@mtls-gateway/engine";
import * as components from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { repository, run } from "../support/pulumi";
import { serveAwsSchema } from "./support/awsSchema";
import { PluginFolder } from "./support/pluginFolder";

interface Property {
  description?: string;
  optional?: boolean;
}

interface Schema {
  version: string;
  resources: Record<
    string,
    {
      description?: string;
      inputProperties: Record<string, Property>;
      properties: Record<string, Property>;
    }
  >;
  types: Record<string, { properties?: Record<string, Property>; enum?: unknown[] }>;
}

/** How a description says what holds where an argument is left out, or that it cannot be left out alone. */
const said = /\nDefault: .|Needed unless|Goes with|has to be given/;

const folder = path.join(repository, "components");
const read = (file: string) => fs.readFileSync(path.join(folder, file), "utf8");

describe("the schema of the component package", () => {
  const schema = JSON.parse(read("schema.json")) as Schema;

  it("is what Pulumi's component analyzer reads out of the folder, started as the engine starts a plugin folder, and the defaults", async () => {
    const plugin = await PluginFolder.start(folder);
    try {
      assert.deepEqual(
        JSON.parse(await plugin.getSchema()),
        JSON.parse(read("schema.json"), withoutDefault),
        "run node tools/generate-schema.mjs",
      );
    } finally {
      plugin.stop();
    }
  });

  it("comes out of the executable plugin under the real engine", async () => {
    const executable = path.join(folder, "bin", "pulumi-resource-mtls-gateway");
    const aws = await serveAwsSchema(read("schema.json"));
    try {
      const { code, stdout, stderr } = await run("pulumi", ["package", "get-schema", executable], {
        env: {
          ...process.env,
          PATH: pathWith(await ensureEngine(), process.env.PATH),
          PULUMI_DEBUG_PROVIDERS: aws.debugProviders,
        },
      });

      assert.equal(code, 0, stderr);
      const { resources } = JSON.parse(stdout) as Schema;
      assert.deepEqual(Object.keys(resources), Object.keys(schema.resources).sort());
    } finally {
      aws.stop();
    }
  });

  it("has the version of the package", () => {
    assert.equal(schema.version, (JSON.parse(read("package.json")) as { version: string }).version);
  });

  it("has every component that a Node program can import, and no other", () => {
    const classes = Object.entries(components)
      .filter(
        ([, value]) =>
          typeof value === "function" && value.prototype instanceof pulumi.ComponentResource,
      )
      .map(([name]) => `mtls-gateway:index:${name}`);

    assert.deepEqual(Object.keys(schema.resources).sort(), classes.sort());
  });

  it("describes every component, argument and output", () => {
    const resources = Object.entries(schema.resources).flatMap(([token, resource]) => [
      ...(resource.description ? [] : [token]),
      ...silent(`${token} argument`, resource.inputProperties),
      ...silent(`${token} output`, resource.properties),
    ]);
    const types = Object.entries(schema.types).flatMap(([token, { properties = {} }]) =>
      silent(token, properties),
    );

    assert.deepEqual([...resources, ...types], []);
  });

  it("says of every argument that may be left out what holds then", () => {
    const unsaid = Object.entries(schema.resources).flatMap(([token, { inputProperties }]) =>
      Object.entries(inputProperties)
        .filter(([, { optional, description = "" }]) => optional && !said.test(description))
        .map(([name]) => `${token} ${name}`),
    );

    assert.deepEqual(unsaid, []);
  });
});

/** The analyzer leaves tags out; `tools/generate-schema.mjs` appends what `@default` says. */
function withoutDefault(key: string, value: unknown): unknown {
  return key === "description" && typeof value === "string"
    ? value.replace(/\nDefault: [^]*$/, "")
    : value;
}

function silent(of: string, properties: Record<string, Property>): string[] {
  return Object.entries(properties)
    .filter(([, { description }]) => !description)
    .map(([name]) => `${of} ${name}`);
}

describe("the folder of the component package", () => {
  it("says it is a plugin for Node, and is no Pulumi project", () => {
    assert.equal(read("PulumiPlugin.yaml"), "runtime: nodejs\n");
    assert.equal(fs.existsSync(path.join(folder, "Pulumi.yaml")), false);
  });
});
