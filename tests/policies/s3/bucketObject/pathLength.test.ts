import assert from "node:assert/strict";

import { chainOfAuthorities } from "../../support/authorities";
import { chainNames, chainOfResources, withPlanned } from "../../support/certificateFixtures";
import { changed, compliantProgram } from "../../support/compliantProgram";
import { judge, unknown, verdicts, type FixtureProgram } from "../../support/fixtureProgram";
import { openOn, truststoreSaid, truststoreVerdicts } from "../../support/truststoreSaid";

const refused = ["TS004-truststore truststore mandatory"];

/** Open on a truststore that nobody can read: all but TS018, which asks for the object's key alone. */
const unreadRules = "TS001 to TS017, TS019 to TS021";

describe("TS004 on a truststore whose content is known", () => {
  let five: string[];
  before(async () => {
    five = await chainOfAuthorities(5);
  });

  it("refuses a chain of five CAs, in the rule book's words", async () => {
    const said = await judge(compliantProgram(five.join("")));

    assert.deepEqual(said, [
      {
        policy: "TS004-truststore",
        resource: "truststore",
        level: "mandatory",
        message: fiveCas,
      },
    ]);
  });

  it("takes a chain of four CAs", async () => {
    assert.deepEqual(await verdicts(compliantProgram(five.slice(0, 4).join(""))), []);
  });

  it("reads base64 content", async () => {
    const program = changed(compliantProgram(""), "truststore", {
      content: undefined,
      contentBase64: Buffer.from(five.join("")).toString("base64"),
    });

    assert.deepEqual(await verdicts(program), refused);
  });

  it("reads a text asset", async () => {
    const program = changed(compliantProgram(""), "truststore", {
      content: undefined,
      source: { text: Promise.resolve(five.join("")) },
    });

    assert.deepEqual(await verdicts(program), refused);
  });

  it("leaves an asset that is fetched from elsewhere open, without fetching it", async () => {
    const program = changed(compliantProgram(""), "truststore", {
      content: undefined,
      source: { uri: Promise.resolve("https://example.com/truststore.pem") },
    });

    assert.equal(await openOn(program, "truststore"), unreadRules);
  });

  it("leaves a file open that is not where the program's folder should be", async () => {
    const program = changed(compliantProgram(""), "truststore", {
      content: undefined,
      source: { path: Promise.resolve("certificates/nowhere.pem") },
    });

    assert.equal(await openOn(program, "truststore"), unreadRules);
  });

  it("reads the object that a literal URI names, in a bucket whose name is known later", async () => {
    const elsewhere = {
      ...withUri("s3://truststore-1234567/truststore.pem"),
      truststore: object(),
    };

    assert.deepEqual(await verdicts(elsewhere), refused);

    function object(): FixtureProgram[string] {
      return {
        type: "aws:s3/bucketObject:BucketObject",
        inputs: { bucket: unknown, key: "/truststore.pem", content: five.join("") },
        from: { bucket: ["bucket"] },
        dependsOn: ["versioning"],
      };
    }
  });

  it("leaves objects alone that no truststore URI names", async () => {
    const program = withUri("s3://truststore-1234567/another.pem");

    assert.deepEqual(await truststoreVerdicts(program), []);
  });

  it("finds the one .pem object of the bucket that a URI is built from", async () => {
    const program = changed(
      changed(compliantProgram(five.join("")), "domain", {}, { from: byBucket }),
      "httpDomain",
      {},
      { from: byBucket },
    );

    assert.deepEqual(await truststoreVerdicts(program), refused);
  });

  it("leaves a domain open that may point to either of two objects", async () => {
    const base = changed(compliantProgram(five.join("")), "domain", {}, { from: byBucket });
    const program = { ...base, other: { ...base.truststore } } as FixtureProgram;
    program.other = {
      ...program.other,
      inputs: { ...program.other?.inputs, key: "other.pem" },
    } as FixtureProgram[string];

    assert.deepEqual(await truststoreVerdicts(program), refused);
    assert.equal(await openOn(program, "domain"), "TS001 to TS021");
  });

  it("leaves a chain of five open when nobody knows whether the domain has mutual TLS", async () => {
    const base = changed(compliantProgram(five.join("")), "domain", {
      mutualTlsAuthentication: unknown,
    });
    const { httpDomain, httpMapping, ...program } = base;
    assert.ok(httpDomain !== undefined && httpMapping !== undefined);

    assert.equal(await openOn(program, "truststore"), "TS004");
  });

  it("leaves nothing open on a chain of five that another domain trusts for certain", async () => {
    const program = changed(compliantProgram(five.join("")), "domain", {
      mutualTlsAuthentication: unknown,
    });

    assert.deepEqual(await truststoreVerdicts(program), refused);
    assert.equal(await openOn(program, "truststore"), "");
  });

  const byBucket = { mutualTlsAuthentication: ["bucket"] };

  function withUri(truststoreUri: string): FixtureProgram {
    const mutualTlsAuthentication = { truststoreUri, truststoreVersion: "1" };
    const base = changed(compliantProgram(five.join("")), "domain", { mutualTlsAuthentication });
    return changed(base, "httpDomain", { mutualTlsAuthentication });
  }
});

describe("TS004 on a truststore whose certificates do not exist yet", () => {
  it("refuses a chain of five CAs that @pulumi/tls will make, in the same words", async () => {
    const said = await truststoreSaid(made(5, chainNames(5)));

    assert.deepEqual(
      said.map(({ policy, level, message }) => ({ policy, level, message })),
      [{ policy: "TS004-truststore", level: "mandatory", message: fiveCas }],
    );
  });

  it("takes a chain of four CAs as proved, and leaves nothing open", async () => {
    const program = made(4, chainNames(4));

    assert.deepEqual(await truststoreVerdicts(program), []);
    assert.equal(await openOn(program, "truststore"), "");
  });

  it("counts only the CAs that are put in the truststore, and leaves the rest open", async () => {
    const program = made(5, ["ca5", "ca4", "ca2", "ca1"]);

    assert.equal(await openOn(program, "truststore"), "TS004 to TS006, TS014");
  });

  it("does not count a certificate that is no CA", async () => {
    const program = changed(made(5, chainNames(5)), "ca5", { isCaCertificate: undefined });

    assert.deepEqual(await truststoreVerdicts(program), ["TS016-truststore truststore advisory"]);
  });

  it("leaves a truststore open when nobody knows whether a certificate is a CA", async () => {
    const program = changed(made(5, chainNames(5)), "ca5", { isCaCertificate: unknown });

    assert.equal(await openOn(program, "truststore"), "TS004 to TS006, TS013, TS014, TS016, TS021");
  });

  it("looks into a component that the certificates come through", async () => {
    const program = made(5, ["authorities"]);
    program.authorities = { type: "acme:index:Authorities", inputs: {}, isComponent: true };
    for (const name of chainNames(5)) {
      program[name] = { ...program[name], parent: "authorities" } as FixtureProgram[string];
    }

    assert.deepEqual(await truststoreVerdicts(program), refused);
  });

  it("leaves content open that comes from something else", async () => {
    const program = made(1, ["secret"]);
    program.secret = { type: "aws:secretsmanager/secretVersion:SecretVersion", inputs: {} };

    assert.equal(await openOn(program, "truststore"), unreadRules);
  });

  it("names a CA by its resource when its subject is not known", async () => {
    const [said] = await truststoreSaid(
      changed(made(5, chainNames(5)), "request5", { subject: unknown }),
    );

    assert.ok(said?.message.includes("The path from ca5 up to its root has 5 CA certificates"));
  });
});

const fiveCas =
  "TS004 error: The path from CN=CA 5,O=Scenario up to its root has 5 CA certificates (CN=CA 5,O=Scenario <- CN=CA 4,O=Scenario <- CN=CA 3,O=Scenario <- CN=CA 2,O=Scenario <- CN=CA 1,O=Scenario); " +
  "API Gateway takes at most 4, the client's own not counted. (observed, not AWS's word) " +
  "Fix: Issue the client certificates from a CA that is at most three steps below its root.";

/** A program whose truststore is built from certificates that do not exist yet. */
function made(length: number, content: string[]): FixtureProgram {
  return withPlanned(chainOfResources(length), content);
}
