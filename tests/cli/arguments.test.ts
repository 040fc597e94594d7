import assert from "node:assert/strict";
import { readArguments } from "../../cli/dist/pulumi/arguments";

describe("the arguments of a pulumi call", () => {
  const cases: [text: string, expected: ReturnType<typeof readArguments>][] = [
    ["up --stack dev", { words: ["up"], stack: "dev", configFile: false }],
    ["up -s dev --yes", { words: ["up"], stack: "dev", configFile: false }],
    [
      "-C infra --stack=dev preview",
      { words: ["preview"], stack: "dev", cwd: "infra", configFile: false },
    ],
    ["preview -sdev", { words: ["preview"], stack: "dev", configFile: false }],
    ["preview -s=dev", { words: ["preview"], stack: "dev", configFile: false }],
    ["stack select dev", { words: ["stack", "select", "dev"], configFile: false }],
    ["up --policy-pack policies --diff", { words: ["up"], configFile: false }],
    ["up -f --stack dev", { words: ["up"], stack: "dev", configFile: false }],
    ["import -f resources.json -s dev", { words: ["import"], stack: "dev", configFile: false }],
    ["up --config-file other.yaml", { words: ["up"], configFile: true }],
    ["up -- --stack not-a-flag", { words: ["up"], configFile: false }],
  ];
  for (const [text, expected] of cases) {
    it(`reads \`pulumi ${text}\``, () => {
      assert.deepEqual(readArguments(text.split(" ")), expected);
    });
  }
});
