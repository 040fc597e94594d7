import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import {
  judge,
  leftOpen,
  unknown,
  verdicts,
  type FixtureProgram,
} from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

const refused = ["GW010-domain domain advisory"];

describe("GW010", () => {
  it("warns of a truststore that the program does not make", async () => {
    assert.deepEqual(await judge(at("s3://elsewhere/truststore.pem")), [
      {
        policy: "GW010-domain",
        resource: "domain",
        level: "advisory",
        message:
          'GW010 warning: api.example.com has the truststoreUri "s3://elsewhere/truststore.pem", an object that the program does not make. (assumed, AWS does not say) ' +
          "Fix: Point truststoreUri to an object of this program, or name the exemption.",
      },
    ]);
  });

  for (const uri of ["https://truststore-1234567.s3.amazonaws.com/truststore.pem", "s3://bucket"]) {
    it(`warns of ${uri}, which is no S3 URI of an object`, async () => {
      const said = await judge(at(uri));

      assert.deepEqual(
        said.map(({ policy, resource }) => [policy, resource]),
        [["GW010-domain", "domain"]],
      );
      assert.ok(said[0]?.message.includes(uri));
    });
  }

  it("takes the program's own object by its bucket and key", async () => {
    assert.deepEqual(await verdicts(at("s3://truststore-1234567/truststore.pem")), []);
  });

  it("takes an object that the program copies", async () => {
    const copy = {
      type: "aws:s3/objectCopy:ObjectCopy",
      inputs: { bucket: "truststore-1234567", key: "copy.pem", source: "elsewhere/truststore.pem" },
      from: { bucket: ["bucket"] },
    };
    const program = { copy, ...at("s3://truststore-1234567/copy.pem") };
    const said = await judge(program);

    assert.deepEqual(
      said.filter(({ policy }) => policy === "GW010-domain"),
      [],
    );
  });

  it("takes what the configuration allows, and nothing beside it", async () => {
    const config = { "GW010-domain": { allowedTruststores: ["s3://elsewhere/partners/*.pem"] } };

    assert.deepEqual(await verdicts(at("s3://elsewhere/partners/eu.pem"), { config }), []);
    assert.deepEqual(await verdicts(at("s3://elsewhere/other.pem"), { config }), refused);
  });

  it("leaves a URI open that is not known and leads to no object", async () => {
    const program = changed(
      compliantProgram(""),
      "domain",
      {},
      { from: { regionalCertificateArn: ["certificate"] } },
    );

    assert.equal(
      await leftOpen(program),
      "Decided at `up`, when the values are known: domain (GW010).",
    );
  });

  describeScope({
    policy: "GW010-domain",
    resource: "domain",
    trips: () => at("s3://elsewhere/truststore.pem"),
    unknown: () =>
      changed(at("s3://elsewhere/truststore.pem"), "domain", { mutualTlsAuthentication: unknown }),
  });
});

/** The REST domain with its truststore at this URI. */
function at(truststoreUri: string): FixtureProgram {
  return changed(
    compliantProgram(""),
    "domain",
    { mutualTlsAuthentication: { truststoreUri, truststoreVersion: "1" } },
    { from: { regionalCertificateArn: ["certificate"] } },
  );
}
