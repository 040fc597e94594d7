import assert from "node:assert/strict";

import { ca, client, pem, type Actor } from "../../../pki/support/actors";
import { chainNames, chainOfResources, withPlanned } from "../../support/certificateFixtures";
import { changed, compliantProgram, origin } from "../../support/compliantProgram";
import { unknown, type FixtureProgram } from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";
import { openOn, truststoreSaid, truststoreVerdicts } from "../../support/truststoreSaid";

const refused = ["GW012-edge-domain domain advisory"];

/** An import into ACM, and the distribution of `program` that presents it. */
function presenting(program: FixtureProgram, body: unknown, from?: string[]): FixtureProgram {
  return {
    ...changed(
      program,
      "distribution",
      { origins: [origin("api.example.com", { clientCertificateArn: unknown })] },
      { from: { origins: ["domain", "clientImport"] } },
    ),
    clientImport: {
      type: "aws:acm/certificate:Certificate",
      inputs: { certificateBody: body, privateKey: unknown },
      outputs: { arn: unknown },
      from: from === undefined ? {} : { certificateBody: from },
    },
  };
}

describe("GW012 on a domain behind CloudFront, where the certificates are known", () => {
  let edge: Actor;
  let root: Actor;
  let partner: Actor;
  before(async () => {
    root = await ca("Edge Root");
    edge = await client("edge", root);
    partner = await ca("Partner Root");
  });

  const trusting = (...actors: Actor[]): FixtureProgram =>
    presenting(compliantProgram(pem(...actors)), pem(edge));

  it("takes the edge's CA alone", async () => {
    assert.deepEqual(await truststoreVerdicts(trusting(root)), []);
    assert.equal(await openOn(trusting(root), "domain"), "");
  });

  it("speaks of another CA, by its subject", async () => {
    assert.deepEqual(
      (await truststoreSaid(trusting(root, partner))).map(({ message }) => message),
      [
        "GW012 warning: api.example.com is an origin of distribution and trusts more than the CA of the edge's client certificate: clients of CN=Partner Root,O=Test walk around CloudFront. (assumed, AWS does not say) Fix: Trust the edge certificate's CA alone on the origin's domain, name every further caller by a tag mtls-gateway:caller:NAME of the domain with the reason as its value, or exempt the domain with a reason.",
      ],
    );
  });

  it("takes a caller that a tag of the domain names with a reason, and asks for a reason", async () => {
    const tagged = (tags: unknown) => changed(trusting(root, partner), "domain", { tags });
    const key = "mtls-gateway:caller:warehouse";

    assert.deepEqual(await truststoreVerdicts(tagged({ [key]: "nightly stock count" })), []);
    assert.deepEqual(await truststoreVerdicts(tagged({ [key]: "" })), [...refused, ...refused]);
    assert.deepEqual(await truststoreVerdicts(tagged({ team: "warehouse" })), refused);
    for (const tags of [unknown, { [key]: unknown }]) {
      assert.deepEqual(await truststoreVerdicts(tagged(tags)), []);
      assert.equal(await openOn(tagged(tags), "domain"), "GW012");
    }
  });

  it("leaves the change of the edge's CA to an exemption with a reason and an end", async () => {
    const exclude = [{ name: "domain", reason: "new edge CA", until: "2026-12-31" }];
    const run = (now: string) => ({
      now: new Date(now),
      config: { "GW012-edge-domain": { exclude } },
    });
    const program = trusting(root, partner);

    assert.deepEqual(await truststoreVerdicts(program, run("2026-12-31T12:00:00Z")), []);
    assert.deepEqual(await truststoreVerdicts(program, run("2027-01-01T12:00:00Z")), [
      ...refused,
      ...refused,
    ]);
  });

  it("says nothing of a domain that is behind no distribution", async () => {
    const { distribution, ...program } = trusting(root, partner);
    assert.ok(distribution !== undefined);

    assert.deepEqual(await truststoreVerdicts(program), []);
  });

  it("says nothing of a client certificate that the program does not make", async () => {
    const arn = "arn:aws:acm:us-east-1:123456789012:certificate/0";
    const program = changed(trusting(root, partner), "distribution", {
      origins: [origin("api.example.com", { clientCertificateArn: arn })],
    });

    assert.deepEqual(await truststoreVerdicts(program), []);
    assert.equal(await openOn(program, "domain"), "");
  });

  it("says nothing of a truststore that does not trust the edge at all, which CC109 does", async () => {
    assert.deepEqual(await truststoreVerdicts(trusting(partner)), []);
  });

  it("takes the certificates of all distributions in front", async () => {
    const second = await client("second edge", partner);
    const program = trusting(root, partner);
    const both: FixtureProgram = {
      ...program,
      secondImport: {
        type: "aws:acm/certificate:Certificate",
        inputs: { certificateBody: pem(second), privateKey: unknown },
        outputs: { arn: unknown },
      },
      second: {
        ...(program.distribution as FixtureProgram[string]),
        from: { origins: ["domain", "secondImport"] },
      },
    };

    assert.deepEqual(await truststoreVerdicts(both), []);
  });

  it("leaves open what a client certificate that is not known yet would decide", async () => {
    const program = presenting(compliantProgram(pem(root, partner)), unknown);

    assert.deepEqual(await truststoreVerdicts(program), []);
    assert.equal(await openOn(program, "domain"), "GW012");
  });

  describeScope({
    policy: "GW012-edge-domain",
    resource: "domain",
    trips: () => trusting(root, partner),
    unknown: () => presenting(compliantProgram(pem(root, partner)), unknown),
  });
});

describe("GW012 on a domain behind CloudFront, where no certificate exists yet", () => {
  /** A leaf of `ca2`, and a root of its own with the key given. */
  function program(content: string[], strangersKey: string[] = ["key4"]): FixtureProgram {
    const { ca3, ca4, ...chain } = chainOfResources(4);
    const { ca1 } = chain;
    assert.ok(ca4 !== undefined && ca3 !== undefined && ca1 !== undefined);
    const leaf = { ...ca3, inputs: { ...ca3.inputs, isCaCertificate: false } };
    const subject = { commonName: "Stranger" };
    const stranger = {
      ...ca1,
      inputs: { ...ca1.inputs, subject },
      from: { privateKeyPem: strangersKey },
    };
    return presenting(withPlanned({ ...chain, leaf, stranger }, content), unknown, ["leaf"]);
  }

  it("proves that only the edge is trusted", async () => {
    const compliant = program(chainNames(2));

    assert.deepEqual(await truststoreVerdicts(compliant), []);
    assert.equal(await openOn(compliant, "domain"), "");
  });

  it("proves that another CA is trusted, and names it", async () => {
    const said = await truststoreSaid(program([...chainNames(2), "stranger"]));

    assert.deepEqual(
      said.map(({ policy, resource }) => `${policy} ${resource}`),
      ["GW012-edge-domain domain"],
    );
    assert.ok(said[0]?.message.includes(": clients of CN=Stranger walk"));
  });

  it("takes another certificate of one of the edge's keys as no other caller", async () => {
    const same = program([...chainNames(2), "stranger"], ["key2"]);

    assert.deepEqual(await truststoreVerdicts(same), []);
    assert.equal(await openOn(same, "domain"), "");
  });

  it("leaves a CA open whose key comes from elsewhere", async () => {
    const other = program([...chainNames(2), "stranger"], []);

    assert.deepEqual(await truststoreVerdicts(other), []);
    assert.equal(await openOn(other, "domain"), "GW012");
  });
});
