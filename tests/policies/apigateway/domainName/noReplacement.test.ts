import assert from "node:assert/strict";

import { changed, compliantProgram } from "../../support/compliantProgram";
import {
  judge,
  unknown,
  verdicts,
  type Fixture,
  type FixtureProgram,
} from "../../support/fixtureProgram";
import { describeScope } from "../../support/scopeBattery";

describe("GW014", () => {
  it("warns of a domain that is made anew under a mapping that stays", async () => {
    assert.deepEqual(await judge(replaced()), [
      {
        policy: "GW014-domain",
        resource: "domain",
        level: "advisory",
        message:
          "GW014 warning: api.example.com is made anew by this change, although it exists: mapping is mapped to it already, and stays. (assumed, AWS does not say) " +
          "Fix: Change the domain in place: a new truststore version, certificate or policy is an update.",
      },
    ]);
  });

  it("says nothing of a first preview, where the mapping is made too", async () => {
    assert.deepEqual(
      await verdicts(changed(replaced(), "mapping", {}, { outputs: { id: unknown } })),
      [],
    );
  });

  it("says nothing of a domain that is updated in place", async () => {
    const outputs = { id: "api.example.com", regionalDomainName: "d-1", certificateUploadDate: "" };

    assert.deepEqual(await verdicts(changed(replaced(), "domain", {}, { outputs })), []);
  });

  it("says nothing of a mapping that stays on a domain of another name", async () => {
    const program = changed(replaced(), "mapping", { domainName: "www.example.com" });

    assert.deepEqual(await verdicts(program), []);
  });

  it("takes a distribution that stays for no proof: it may be turned to a new domain", async () => {
    const program = changed(compliantProgram(""), "distribution", {}, { outputs: { id: "E1" } });

    assert.deepEqual(await verdicts(program), []);
  });

  it("says nothing while `up` runs, which comes too late", async () => {
    const said = await verdicts(replaced(), { isPreview: false });

    assert.ok(!said.some((line) => line.startsWith("GW014")), said.join("\n"));
  });

  it("says nothing of domains of @pulumi/aws-native", async () => {
    const domain: Fixture = {
      ...(replaced().domain as Fixture),
      type: "aws-native:apigateway:DomainName",
    };

    assert.deepEqual(await verdicts({ ...replaced(), domain }), []);
  });

  describeScope({
    policy: "GW014-domain",
    resource: "domain",
    trips: replaced,
    unknown: () => changed(replaced(), "domain", { mutualTlsAuthentication: unknown }),
  });
});

/** The preview of a domain that is replaced under its own name: its mapping has its ID, the domain has none yet. */
function replaced(): FixtureProgram {
  const outputs = { id: unknown, regionalDomainName: unknown };
  const program = changed(compliantProgram(""), "domain", {}, { outputs });
  return changed(program, "mapping", {}, { outputs: { id: "api.example.com/" } });
}
