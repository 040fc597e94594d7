import { readPackageSchema, type PackageSchema } from "mtls-gateway/dist/packageSchema";
import { refusedArguments } from "mtls-gateway/dist/refusedArguments";
import * as assert from "node:assert/strict";
import { readExample } from "./support/lifecycle";
import { readCSharp, readGo, readYaml, type Mentions } from "./support/otherLanguages";

interface Schema extends PackageSchema {
  types: Record<string, { enum?: { name: string; value: string }[] }>;
}

const schema = JSON.parse(readPackageSchema()) as Schema;
const token = (component: string) => `mtls-gateway:index:${component}`;

/** Everything that the program says and the schema does not have. */
function unknownTo({ resources, types }: Schema, { made, choices, outputs }: Mentions): string[] {
  const known = Object.entries(types).flatMap(([type, { enum: members = [] }]) =>
    members.map(({ name }) => `${type.split(":").at(-1) ?? ""}${name}`),
  );
  const components = made.map(({ component }) => resources[token(component)]);
  const results = components.flatMap((component) => Object.keys(component?.properties ?? {}));
  return [
    ...made.flatMap(({ component, args }, index) =>
      components[index] === undefined
        ? [component]
        : args.filter((name) => components[index]?.inputProperties[name] === undefined),
    ),
    ...choices.filter((choice) => !known.includes(choice)),
    ...outputs.filter((name) => !results.includes(name)),
  ];
}

const programs: Record<string, { text: string; read: (text: string) => Mentions }> = {
  Go: { text: readExample("go")["main.go"] ?? "", read: readGo },
  "C#": { text: readExample("csharp")["Program.cs"] ?? "", read: readCSharp },
};

describe("the examples in languages that these tests cannot run", () => {
  const spoken: Record<string, Mentions> = {
    Go: {
      made: [
        {
          component: "MutualTlsGateway",
          args: ["domainName", "zoneName", "caKeyAlgorithm", "priceClass", "tags"],
        },
      ],
      choices: ["KeyAlgorithmEcdsaP384", "PriceClassPrice100"],
      outputs: ["edgeUrl", "apiUrl"],
    },
    "C#": {
      made: [
        {
          component: "MutualTlsGateway",
          args: ["domainName", "zoneName", "ipAddressType", "clientKeyAlgorithm", "tags"],
        },
      ],
      choices: ["IpAddressTypeDualstack", "ClientKeyAlgorithmEcdsaP256"],
      outputs: ["edgeUrl", "apiUrl"],
    },
  };

  for (const [language, { text, read }] of Object.entries(programs)) {
    it(`says in ${language} what is read out of it here, and nothing that the schema does not have`, () => {
      assert.deepEqual(read(text), spoken[language]);
      assert.deepEqual(unknownTo(schema, read(text)), []);
    });

    it(`would be told of a wrong component, argument, choice and output in ${language}`, () => {
      const wrong = text
        .replaceAll("MutualTlsGateway", "MutualGateway")
        .replace("EcdsaP", "EcdsaQ")
        .replace("EdgeUrl", "EdgeUri");
      const misspelt = text.replace("ZoneName", "ZoneNam").replace("EdgeUrl", "EdgeUri");

      assert.equal(unknownTo(schema, read(wrong)).includes("MutualGateway"), true);
      assert.equal(
        unknownTo(schema, read(wrong)).some((word) => word.includes("EcdsaQ")),
        true,
      );
      assert.deepEqual(unknownTo(schema, read(misspelt)), ["zoneNam", "edgeUri"]);
    });
  }

  it("gives in YAML no resource, argument, value or output that the schema does not have", () => {
    const { resources, outputs } = readYaml(readExample("yaml")["Pulumi.yaml"] ?? "");

    assert.deepEqual(
      resources.map(({ type }) => type),
      [token("MutualTlsGateway")],
    );
    assert.deepEqual(
      resources.flatMap(({ type, properties }) => refusedArguments(schema, type, properties)),
      [],
    );
    const known = Object.keys(schema.resources[token("MutualTlsGateway")]?.properties ?? {});
    assert.deepEqual(
      outputs.filter((name) => !known.includes(name)),
      [],
    );
    assert.notEqual(outputs.length, 0);
  });
});
