import assert from "node:assert/strict";

import { chainOfAuthorities } from "../../support/authorities";
import { changed, compliantProgram } from "../../support/compliantProgram";
import { verdicts, type FixtureProgram } from "../../support/fixtureProgram";

describe("TS004 and TS005 on a domain while `up` runs", () => {
  const mutualTlsAuthentication = {
    truststoreUri: "s3://truststore-1234567/truststore.pem",
    truststoreVersion: "1",
  };

  it("refuse the domain before it takes a truststore with five CAs in a path", async () => {
    const program = known((await chainOfAuthorities(5)).join(""));

    assert.deepEqual(await verdicts(program, { isPreview: false }), [
      "TS004-truststore domain mandatory",
      "TS004-truststore httpDomain mandatory",
      "TS004-truststore truststore mandatory",
    ]);
  });

  it("refuse the domain before it takes a truststore without the root", async () => {
    const program = known((await chainOfAuthorities(2)).slice(1).join(""));

    assert.deepEqual(await verdicts(program, { isPreview: false }), [
      "TS005-truststore domain mandatory",
      "TS005-truststore httpDomain mandatory",
      "TS005-truststore truststore mandatory",
    ]);
  });

  it("leave a preview to the policy on the object", async () => {
    const program = known((await chainOfAuthorities(5)).join(""));

    assert.deepEqual(await verdicts(program), ["TS004-truststore truststore mandatory"]);
  });

  it("say nothing of a truststore that the program does not make", async () => {
    const { truststore, ...program } = known("");
    assert.ok(truststore !== undefined);

    assert.deepEqual(
      await verdicts(without(program, "mutualTlsAuthentication"), {
        isPreview: false,
        without: ["GW010-domain"],
      }),
      [],
    );
  });

  function known(pem: string): FixtureProgram {
    const base = changed(compliantProgram(pem), "domain", { mutualTlsAuthentication });
    return changed(base, "httpDomain", { mutualTlsAuthentication });
  }

  /** Takes the dependencies of a property away. */
  function without(program: FixtureProgram, property: string): FixtureProgram {
    return Object.fromEntries(
      Object.entries(program).map(([name, fixture]) => {
        const from = Object.entries(fixture.from ?? {}).filter(([key]) => key !== property);
        return [name, { ...fixture, from: Object.fromEntries(from) }];
      }),
    );
  }
});
