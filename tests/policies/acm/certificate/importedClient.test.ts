import assert from "node:assert/strict";

import { clientCases, type ClientCase } from "../../../pki/support/clientCases";
import { edgeProgram, edgeVerdicts, rebuilt } from "../../support/edgeProgram";
import { judge, unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

/** One case for each rule that no graph of resources can prove broken. */
const byContentAlone = [
  ["CC008", "client-with-its-chain-in-one-file"],
  ["CC009", "client-with-unknown-critical-extension"],
  ["CC105", "edge-over-96-kb"],
  ["CC110", "edge-chain-in-the-wrong-order"],
] as const;

/** When the cases of tests/pki are judged. */
const now = new Date("2026-06-01T00:00:00Z");

describe("the CC rules on an import whose content is known", () => {
  for (const edgeCase of clientCases.filter(({ profile }) => profile === "cloudfront-client")) {
    const rules = edgeCase.rules.join(", ");
    it(`find ${rules || "nothing"} in the case ${edgeCase.name}`, async () => {
      const program = await importing(edgeCase);

      assert.deepEqual(
        await edgeVerdicts(program, { now }),
        edgeCase.rules.map((rule) => `${rule}-edge-certificate edge mandatory`),
      );
    });
  }

  for (const [name, rules] of [
    ["client-that-is-a-ca", ["CC004-edge-certificate edge advisory"]],
    ["client-with-another-key", ["CC006-edge-certificate edge mandatory"]],
    ["client-without-digital-signature", ["CC007-edge-certificate edge mandatory"]],
    ["client-with-its-chain-in-one-file", ["CC008-edge-certificate edge mandatory"]],
    ["client-with-unknown-critical-extension", ["CC009-edge-certificate edge mandatory"]],
  ] as const) {
    it(`find ${rules.join(", ").slice(0, 5)} in the case ${name} of API Gateway's clients`, async () => {
      assert.deepEqual(await edgeVerdicts(await importing(caseNamed(name)), { now }), rules);
    });
  }

  for (const [rule, name] of byContentAlone) {
    describeScope({
      policy: `${rule}-edge-certificate`,
      resource: "edge",
      trips: () => importing(caseNamed(name)),
      unknown: async () =>
        rebuilt(await importing(caseNamed(name)), "edge", { certificateBody: unknown }),
    });
  }

  it("never print the certificate or its key", async () => {
    const program = await importing(caseNamed("client-with-another-key"));
    const said = (await judge(program, { now })).map(({ message }) => message).join("\n");

    assert.ok(said.includes("The private key given for"));
    assert.ok(!said.includes("-----BEGIN"));
  });

  it("leave CC109 open while the truststore is not known, for a leaf from elsewhere", async () => {
    const program = await importing(caseNamed("edge-compliant"));
    const open = rebuilt(program, "truststore", { content: unknown }, { content: ["root"] });

    assert.deepEqual(await edgeVerdicts(open, { now }), ["open CC109 edge"]);
  });

  it("leave CC006 and CC105 open while the key alone is not known", async () => {
    const program = await importing(caseNamed("edge-compliant"));
    const open = rebuilt(program, "edge", { privateKey: unknown });

    assert.deepEqual(await edgeVerdicts(open, { now }), ["open CC006 edge", "open CC105 edge"]);
  });

  it("say nothing of an import that the program only looks up", async () => {
    const program = edgeProgram();
    const looked = rebuilt(program, "edge", {
      certificateBody: undefined,
      certificateChain: undefined,
      privateKey: undefined,
      type: "IMPORTED",
    });

    assert.deepEqual(await edgeVerdicts(looked), []);
  });
});

function caseNamed(name: string): ClientCase {
  const found = clientCases.find((each) => each.name === name);
  assert.ok(found !== undefined);
  return found;
}

/** The edge program, its import and its truststore being those of a case. */
async function importing({ make }: ClientCase): Promise<FixtureProgram> {
  const { input, truststore } = await make();
  const program = rebuilt(edgeProgram(), "truststore", { content: truststore }, { content: [] });
  return rebuilt(
    program,
    "edge",
    {
      certificateBody: input.certificate,
      certificateChain: input.chain,
      privateKey: input.privateKey,
    },
    { certificateBody: [], certificateChain: [], privateKey: [] },
  );
}
