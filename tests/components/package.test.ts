import * as components from "mtls-gateway";
import * as pulumi from "@pulumi/pulumi";
import {
  ComponentProvider,
  type ComponentProviderOptions,
} from "@pulumi/pulumi/provider/experimental/provider";
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";

interface Property {
  description?: string;
}

interface Schema {
  resources: Record<
    string,
    {
      description?: string;
      inputProperties: Record<string, Property>;
      properties: Record<string, Property>;
    }
  >;
  types: Record<string, { description?: string; properties?: Record<string, Property> }>;
}

const folder = path.dirname(require.resolve("mtls-gateway/package.json"));

const classes = Object.values(components).filter(
  (value) => typeof value === "function" && value.prototype instanceof pulumi.ComponentResource,
);

describe("the component package", () => {
  let schema: Schema;

  before(async () => {
    const provider = new ComponentProvider({
      components: classes as unknown as ComponentProviderOptions["components"],
      dirname: folder,
      name: "mtls-gateway",
    });
    schema = JSON.parse(await provider.getSchema()) as Schema;
  });

  it("can be analysed for other languages, and has these components", () => {
    assert.deepEqual(Object.keys(schema.resources).sort(), [
      "mtls-gateway:index:CertificateAuthority",
      "mtls-gateway:index:ClientCertificate",
      "mtls-gateway:index:EdgeCertificate",
      "mtls-gateway:index:MutualTlsDomain",
      "mtls-gateway:index:MutualTlsGateway",
      "mtls-gateway:index:OriginMtlsDistribution",
      "mtls-gateway:index:PetStoreApi",
      "mtls-gateway:index:ServerCertificate",
      "mtls-gateway:index:Truststore",
    ]);
    assert.deepEqual(Object.keys(schema.types).sort(), [
      "mtls-gateway:index:BasePathMapping",
      "mtls-gateway:index:ClientKeyAlgorithm",
      "mtls-gateway:index:IpAddressType",
      "mtls-gateway:index:KeyAlgorithm",
      "mtls-gateway:index:PriceClass",
    ]);
  });

  it("describes every component, argument and output", () => {
    const silent = Object.entries({ ...schema.resources, ...schema.types }).flatMap(
      ([token, described]) => {
        const properties = { ...("inputProperties" in described ? described.inputProperties : {}) };
        Object.assign(properties, described.properties);
        return [
          ...("inputProperties" in described && !described.description ? [token] : []),
          ...Object.entries(properties)
            .filter(([, { description }]) => !description)
            .map(([property]) => `${token}.${property}`),
        ];
      },
    );

    assert.deepEqual(silent, []);
  });

  it("says it is a plugin for Node, in a folder that is no Pulumi project", () => {
    assert.equal(
      fs.readFileSync(path.join(folder, "PulumiPlugin.yaml"), "utf8"),
      "runtime: nodejs\n",
    );
    assert.equal(fs.existsSync(path.join(folder, "Pulumi.yaml")), false);
  });
});
