import assert from "node:assert/strict";

import { chainNames, chainOfResources, withPlanned } from "../../support/certificateFixtures";
import { changed } from "../../support/compliantProgram";
import { unknown, type FixtureProgram, type Run } from "../../support/fixtureProgram";
import { openOn, truststoreSaid, truststoreVerdicts } from "../../support/truststoreSaid";

const at: Run = { now: new Date("2026-06-01T12:00:00Z") };

/** Root and issuing CA that do not exist yet, with inputs of one resource changed. */
function planned(name = "ca1", inputs: Record<string, unknown> = {}): FixtureProgram {
  return withPlanned(changed(chainOfResources(2), name, inputs), chainNames(2));
}

const only = (rule: string, level = "mandatory"): string[] => [
  `${rule}-truststore truststore ${level}`,
];

describe("the policies on a truststore whose certificates do not exist yet", () => {
  it("prove that every rule is kept", async () => {
    assert.deepEqual(await truststoreVerdicts(planned(), at), []);
    assert.equal(await openOn(planned(), "truststore", at), "");
  });

  it("say what they find in the words that the certificate itself would get", async () => {
    const program = planned("key2", { ecdsaCurve: "P521" });
    const [said] = await truststoreSaid(program, at);

    assert.equal(
      said?.message,
      "TS008 error: CN=CA 2,O=Scenario has the key P-521; API Gateway takes RSA-2048 or stronger, P-256 and P-384. Fix: Make the CA again with an RSA key of 2048 bits or more, or on P-256 or P-384.",
    );
  });

  const broken: [what: string, name: string, inputs: object, expected: string[]][] = [
    [
      "an ECDSA key of the provider's default curve",
      "key2",
      { ecdsaCurve: undefined },
      only("TS008"),
    ],
    ["an RSA key of 1024 bits", "key2", { algorithm: "RSA", rsaBits: 1024 }, only("TS008")],
    ["an RSA key of the provider's default size", "key2", { algorithm: "RSA" }, []],
    ["an Ed25519 key", "key2", { algorithm: "ED25519" }, only("TS008")],
    ["a CA of 30 days", "ca2", { validityPeriodHours: 720 }, only("TS010", "advisory")],
    ["a CA of 46 days", "ca2", { validityPeriodHours: 46 * 24 }, []],
    [
      "a CA that has ended",
      "ca2",
      { validityEndTime: "2026-05-01T00:00:00Z" },
      only("TS009", "advisory"),
    ],
    ["a CA without cert_signing", "ca2", { allowedUses: ["crl_signing"] }, only("TS013")],
    ["a CA with no use at all", "ca2", { allowedUses: [] }, []],
    ["a root that is no CA", "ca1", { isCaCertificate: false }, only("TS013")],
    ["a leaf", "ca2", { isCaCertificate: false }, only("TS016", "advisory")],
    [
      "a CA for servers",
      "ca2",
      { allowedUses: ["cert_signing", "server_auth"] },
      only("TS021", "advisory"),
    ],
    ["a CA for clients", "ca2", { allowedUses: ["cert_signing", "client_auth"] }, []],
    [
      "a CA with name constraints",
      "ca2",
      { nameConstraintPermittedDnsNames: ["a.test"] },
      only("TS019", "advisory"),
    ],
  ];
  for (const [what, name, inputs, expected] of broken) {
    it(`${expected.length === 0 ? "take" : "refuse"} ${what}, and leave nothing open`, async () => {
      const program = planned(name, inputs as Record<string, unknown>);

      assert.deepEqual(await truststoreVerdicts(program, at), expected);
      assert.equal(
        (await openOn(program, "truststore", at)).replace(/TS00[456]|TS014|, | to /g, ""),
        "",
      );
    });
  }

  const open: [what: string, name: string, inputs: object, rules: string][] = [
    ["a key of unknown algorithm", "key2", { algorithm: unknown }, "TS008"],
    ["a key of unknown size", "key2", { algorithm: "RSA", rsaBits: unknown }, "TS008"],
    ["a certificate of unknown life", "ca2", { validityPeriodHours: unknown }, "TS009, TS010"],
    ["a certificate of unknown uses", "ca2", { allowedUses: unknown }, "TS013, TS021"],
    ["a certificate with an unknown use", "ca2", { allowedUses: [unknown] }, "TS013, TS021"],
    ["a CA with an unknown path length", "ca1", { maxPathLength: unknown }, "TS014"],
    ["a CA whose path length of zero hangs on the provider", "ca1", { maxPathLength: 0 }, "TS014"],
    [
      "a subject that is known in part",
      "ca1",
      { subject: { commonName: unknown, organization: "Scenario" } },
      "TS011, TS012, TS014",
    ],
  ];
  for (const [what, name, inputs, rules] of open) {
    it(`leave ${rules} open on ${what}, and guess nothing`, async () => {
      const program = planned(name, inputs as Record<string, unknown>);

      assert.deepEqual(await truststoreVerdicts(program, at), []);
      assert.equal(await openOn(program, "truststore", at), rules);
    });
  }

  it("refuse two CAs of one subject with different keys", async () => {
    const subject = { commonName: "ca  1", organization: "SCENARIO" };
    const program = planned("request2", { subject });

    assert.deepEqual(await truststoreVerdicts(program, at), only("TS011"));
  });

  it("speak of one CA in two certificates of one key and issuer", async () => {
    const chain = chainOfResources(2);
    const renewed = { ...chain, renewed: { ...chain.ca2 } } as FixtureProgram;
    const program = withPlanned(renewed, [...chainNames(2), "renewed"]);

    assert.deepEqual(await truststoreVerdicts(program, at), only("TS012", "advisory"));
  });

  it("leave two CAs of one subject open when a key comes from elsewhere", async () => {
    const subject = { commonName: "CA 1", organization: "Scenario" };
    const program = changed(planned("request2", { subject }), "request2", {}, { from: {} });

    assert.deepEqual(await truststoreVerdicts(program, at), []);
    assert.equal(await openOn(program, "truststore", at), "TS008, TS011, TS012");
  });

  it("refuse a root whose maxPathLength its second subordinate CA breaks", async () => {
    const short = changed(chainOfResources(2), "ca1", { maxPathLength: 1 });
    const long = changed(chainOfResources(3), "ca1", { maxPathLength: 1 });

    assert.deepEqual(await truststoreVerdicts(withPlanned(short, chainNames(2)), at), []);
    assert.deepEqual(await truststoreVerdicts(withPlanned(long, chainNames(3)), at), only("TS014"));
  });

  it("take certificates together with something else as the certificates alone, and prove nothing", async () => {
    const chain = changed(chainOfResources(2), "key2", { ecdsaCurve: "P224" });
    const secret = { type: "aws:secretsmanager/secretVersion:SecretVersion", inputs: {} };
    const program = withPlanned({ ...chain, secret }, [...chainNames(2), "secret"]);

    assert.deepEqual(await truststoreVerdicts(program, at), only("TS008"));
    assert.equal(
      await openOn(program, "truststore", at),
      "TS001 to TS007, TS009 to TS017, TS019 to TS021",
    );
  });

  it("prove nothing of certificates beside what another stack hands over", async () => {
    const other = { type: "pulumi:pulumi:StackReference", inputs: {}, isComponent: true };
    const program = withPlanned({ ...chainOfResources(2), other }, [...chainNames(2), "other"]);

    assert.deepEqual(await truststoreVerdicts(program, at), []);
    assert.equal(await openOn(program, "truststore", at), "TS001 to TS017, TS019 to TS021");
  });

  it("take of a component that names its certificates these alone", async () => {
    const chain = chainOfResources(3);
    const leaf = { ...chain.ca3, inputs: { ...chain.ca3?.inputs, isCaCertificate: false } };
    const made: FixtureProgram = { ...chain, ca3: leaf as FixtureProgram[string] };
    for (const each of Object.values(made)) each.parent = "pki";
    made.pki = { type: "acme:index:Pki", inputs: {}, isComponent: true };
    const program = withPlanned(made, ["pki", ...chainNames(2)]);

    assert.deepEqual(await truststoreVerdicts(program, at), []);
    assert.equal(await openOn(program, "truststore", at), "");
  });

  it("look ahead for the days configured", async () => {
    const run = { ...at, config: { "TS010-truststore": { expiresWithinDays: 4000 } } };

    const both = [...only("TS010", "advisory"), ...only("TS010", "advisory")];
    assert.deepEqual(await truststoreVerdicts(planned(), run), both);
  });
});
