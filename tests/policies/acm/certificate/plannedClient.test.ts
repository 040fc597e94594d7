import assert from "node:assert/strict";

import { edgeProgram, edgeVerdicts, rebuilt } from "../../support/edgeProgram";
import { judge, unknown, type Fixture, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const leafUses = ["digital_signature", "client_auth"];

/** One change to the compliant program, by what it breaks. */
const broken: Record<string, () => FixtureProgram> = {
  CC002: () => rebuilt(edgeProgram(), "leaf", { validityPeriodHours: 0 }),
  CC004: () => rebuilt(edgeProgram(), "leaf", { isCaCertificate: true }),
  CC006: () => rebuilt(edgeProgram(), "edge", {}, { privateKey: ["rootKey"] }),
  CC007: () => rebuilt(edgeProgram(), "leaf", { allowedUses: ["key_encipherment", "client_auth"] }),
  CC101: () => rebuilt(edgeProgram(), "leaf", { allowedUses: ["digital_signature"] }),
  CC102: () => rebuilt(edgeProgram(), "leafKey", { rsaBits: 4096 }),
  CC103: () => rebuilt(edgeProgram(), "rootKey", { algorithm: "ED25519", ecdsaCurve: undefined }),
  CC104: () => belowIntermediates("policy", "issuing"),
  CC109: () => rebuilt(strangers(), "truststore", {}, { content: ["stranger"] }),
};

/** The same place, where a value that is not known yet decides. */
const undecided: Record<string, () => FixtureProgram> = {
  CC002: () => rebuilt(edgeProgram(), "leaf", { validityPeriodHours: unknown }),
  CC004: () => rebuilt(edgeProgram(), "leaf", { isCaCertificate: unknown }),
  CC006: () => rebuilt(edgeProgram(), "edge", {}, { privateKey: [] }),
  CC007: () => rebuilt(edgeProgram(), "leaf", { allowedUses: unknown }),
  CC101: () => rebuilt(edgeProgram(), "leaf", { allowedUses: ["digital_signature", unknown] }),
  CC102: () => rebuilt(edgeProgram(), "leafKey", { rsaBits: unknown }),
  CC103: () => rebuilt(edgeProgram(), "leaf", {}, { caPrivateKeyPem: [] }),
  CC104: () => rebuilt(edgeProgram(), "leaf", {}, { caCertPem: [] }),
  CC109: () => rebuilt(strangers(), "truststore", {}, { content: ["stranger", "rootKey"] }),
};

describe("the CC rules on a client certificate that does not exist yet", () => {
  it("say nothing and leave nothing open when the graph proves them all", async () => {
    assert.deepEqual(await edgeVerdicts(edgeProgram()), []);
  });

  it("say nothing of a leaf whose chain is left out", async () => {
    const program = rebuilt(edgeProgram(), "edge", { certificateChain: undefined });

    assert.deepEqual(await edgeVerdicts(program), []);
  });

  for (const [rule, program] of Object.entries(broken)) {
    it(`find ${rule} alone when the graph proves it`, async () => {
      const level = rule === "CC004" ? "advisory" : "mandatory";

      const said = await edgeVerdicts(program());

      assert.deepEqual(
        said.filter((line) => !line.startsWith("open CC110")),
        [`${rule}-edge-certificate edge ${level}`],
      );
    });
  }

  it("take the default key of @pulumi/tls on the default curve for the P-224 that it is", async () => {
    const program = rebuilt(edgeProgram(), "leafKey", { algorithm: "ECDSA" });
    const said = (await judge(program)).filter(({ policy }) => policy.startsWith("CC"));

    assert.deepEqual(
      said.map(({ message }) => message),
      [
        "CC102 error: CN=edge has the key P-224; CloudFront takes RSA-2048 and P-256 alone. " +
          "Fix: Issue the certificate for an RSA-2048 or a P-256 key.",
      ],
    );
  });

  it("leave the order of a chain of two CAs open", async () => {
    assert.deepEqual(await edgeVerdicts(belowIntermediates("issuing")), ["open CC110 edge"]);
  });

  it("take a CA in the truststore for trusted that has the issuer's key", async () => {
    const renewed = { ...strangers().stranger, from: { privateKeyPem: ["rootKey"] } } as Fixture;
    const program = rebuilt(strangers(), "truststore", {}, { content: ["stranger"] });

    assert.deepEqual(await edgeVerdicts({ ...program, stranger: renewed }), ["open CC109 edge"]);
  });

  it("leave every rule open on a certificate from a secret of another program", async () => {
    const program = rebuilt(
      edgeProgram(),
      "edge",
      {},
      { certificateBody: [], certificateChain: [], privateKey: [] },
    );
    const open = ["002", "004", "006", "007", "008", "009", "101", "102", "103", "104", "105"];

    assert.deepEqual(
      await edgeVerdicts(program),
      [...open, "109", "110"].map((number) => `open CC${number} edge`),
    );
  });

  it("say nothing certain of one of two certificates for one origin", async () => {
    const program = broken.CC101?.() ?? {};
    const other = { ...program.edge, from: {} } as Fixture;
    const said = await edgeVerdicts(
      rebuilt({ ...program, other }, "distribution", {}, { origins: ["domain", "edge", "other"] }),
    );

    assert.deepEqual(
      said.filter((line) => !line.startsWith("open ")),
      [],
    );
    assert.ok(said.includes("open CC101 edge"));
  });

  for (const [rule, trips] of Object.entries(broken)) {
    const policy = `${rule}-edge-certificate`;
    describeScope({ policy, resource: "edge", trips, unknown: undecided[rule] });
  }

  it("judge the uses however the provider's documents spell them", async () => {
    const program = rebuilt(edgeProgram(), "leaf", {
      allowedUses: leafUses.map((use) => use.replace(/_(.)/, (_, c: string) => c.toUpperCase())),
    });

    assert.deepEqual(await edgeVerdicts(program), []);
  });
});

/** The compliant program with CAs between root and leaf, all of them in chain and truststore. */
function belowIntermediates(...names: string[]): FixtureProgram {
  let program = edgeProgram();
  let issuer = "root";
  for (const name of names) {
    const request = { ...program.leafRequest } as Fixture;
    const ca = { ...program.leaf } as Fixture;
    ca.inputs = { ...ca.inputs, isCaCertificate: true, allowedUses: ["cert_signing"] };
    ca.from = { ...ca.from, certRequestPem: [`${name}Request`], caCertPem: [issuer] };
    program = { [`${name}Request`]: request, [name]: ca, ...program };
    issuer = name;
  }
  const authorities = ["root", ...names];
  program = rebuilt(program, "leaf", {}, { caCertPem: [issuer] });
  program = rebuilt(program, "edge", {}, { certificateChain: authorities });
  return rebuilt(program, "truststore", {}, { content: authorities });
}

/** The compliant program with a second root, of a key of its own. */
function strangers(): FixtureProgram {
  const program = edgeProgram();
  return {
    strangerKey: { ...program.rootKey } as Fixture,
    stranger: { ...program.root, from: { privateKeyPem: ["strangerKey"] } } as Fixture,
    ...program,
  };
}
